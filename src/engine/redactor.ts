import { isJsonObject, type Json } from '../core/json.ts';
import { secretForms } from './secret-forms.ts';
import { shortestFound } from './text-finder.ts';
import { createTextHider } from './text-hider.ts';

/** Knows the values that must not be seen, and hides them in all that leaves. */
export interface Redactor {
  /** From now on this value is hidden, in the forms in which it may turn up too. */
  add(secret: string): void;
  /** The same for all texts in a value that is computed from a secret, and for its longer numbers. */
  hide(value: Json): void;
  text(text: string): string;
  /** The same value with every text in it redacted; keys of maps included. */
  value<T>(value: T): T;
}

/** Fewer digits occur everywhere. */
const fewestDigits = 4;

export const hidden = '***';

export function createRedactor(): Redactor {
  const texts = createTextHider(hidden);
  const known = new Set<string>();
  /** Cannot be told from ordinary text: hidden only where a value is nothing else. */
  const short = new Set<string>();
  const numbers = new Set<number>();

  function add(secret: string): void {
    if (known.has(secret)) return;
    known.add(secret);
    const trimmed = secret.trim();
    // Who is sent it may give it back as a number.
    if (wholeNumber.test(trimmed) && isLong(Number(trimmed))) numbers.add(Number(trimmed));
    if (trimmed.length >= shortestFound) {
      for (const form of secretForms(secret)) texts.add(form);
      return;
    }
    // What else it could be written as could be anything.
    texts.add(secret);
    for (const each of [secret, trimmed]) if (each !== '') short.add(each);
  }

  function hide(given: Json): void {
    if (typeof given === 'string') add(given);
    else if (typeof given === 'number' && isLong(given)) {
      numbers.add(given);
      add(String(given));
    } else if (Array.isArray(given)) given.forEach(hide);
    else if (isJsonObject(given)) Object.values(given).forEach(hide);
  }

  function value(given: Json): Json {
    if (typeof given === 'string') return short.has(given) ? hidden : texts.hideIn(given);
    if (typeof given === 'number') return numbers.has(given) ? hidden : given;
    if (Array.isArray(given)) return list(given);
    if (!isJsonObject(given)) return given;
    return Object.fromEntries(
      Object.entries(given).map(([key, item]) => [texts.hideIn(key), value(item)]),
    );
  }

  /** What was a text, and was split, is one again to look for secrets in it. */
  function list(given: readonly Json[]): Json[] {
    if (!given.every((each) => typeof each === 'string')) return given.map(value);
    const shown = texts.hideInParts(given);
    return given.map((each, at) => (short.has(each) ? hidden : (shown[at] ?? hidden)));
  }

  return {
    add,
    hide,
    text: (given) => texts.hideIn(given),
    value: (given) => (known.size === 0 ? given : (value(given as Json) as typeof given)),
  };
}

const wholeNumber = /^-?\d+$/;

function isLong(number: number): boolean {
  return String(number).replaceAll(/\D/g, '').length >= fewestDigits;
}
