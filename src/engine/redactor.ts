import { isJsonObject, type Json } from '../core/json.ts';
import { cutMark } from '../core/shorten.ts';
import { joinParts, withoutGaps } from './broken-text.ts';
import { secretForms } from './secret-forms.ts';
import { createTextFinder, merged, shortestFound, type Stretch } from './text-finder.ts';

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

/** What is shorter is not looked for across blanks and lines: it could come about by chance. */
const shortestBroken = 16;

export const hidden = '***';

export function createRedactor(): Redactor {
  const finder = createTextFinder(cutMark);
  /** The longer ones, without blanks: for texts that were broken into lines, or into groups. */
  const longFinder = createTextFinder(cutMark);
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
      for (const form of secretForms(secret)) {
        finder.add(form);
        const whole = withoutGaps(form);
        if (whole.length >= shortestBroken) longFinder.add(whole);
      }
      return;
    }
    // What else it could be written as could be anything.
    finder.add(secret);
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

  function placesIn(given: string): Stretch[] {
    const found = finder.find(given);
    const joined = longFinder.isEmpty ? null : joinParts(given);
    if (joined === null) return found;
    const broken = longFinder.find(joined.text).map(joined.placeOf);
    return merged([...found, ...broken].toSorted((a, b) => a.start - b.start));
  }

  function text(given: string): string {
    if (finder.isEmpty) return given;
    return withoutPlaces(given, placesIn(given));
  }

  /** A text can have been split: what is only there once its parts are put together is hidden in each. */
  function list(given: readonly Json[]): Json[] {
    if (given.length < 2 || !given.every((each) => typeof each === 'string')) {
      return given.map((each) => value(each));
    }
    const places = finder.isEmpty ? [] : placesIn(given.join('\n'));
    let start = 0;
    return given.map((each) => {
      const own = within(places, { start, end: start + each.length });
      start += each.length + 1;
      return short.has(each) ? hidden : withoutPlaces(each, own);
    });
  }

  function value(given: Json): Json {
    if (typeof given === 'string') return short.has(given) ? hidden : text(given);
    if (typeof given === 'number') return numbers.has(given) ? hidden : given;
    if (Array.isArray(given)) return list(given);
    if (!isJsonObject(given)) return given;
    return Object.fromEntries(Object.entries(given).map(([key, item]) => [text(key), value(item)]));
  }

  return {
    add,
    hide,
    text,
    value: (given) => (known.size === 0 ? given : (value(given as Json) as typeof given)),
  };
}

function withoutPlaces(given: string, places: readonly Stretch[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of places) {
    shown += given.slice(from, start) + hidden;
    from = end;
  }
  return from === 0 ? given : shown + given.slice(from);
}

/** The parts of some stretches that are in another one, as stretches of that. */
function within(places: readonly Stretch[], whole: Stretch): Stretch[] {
  return places
    .filter(({ start, end }) => start < whole.end && end > whole.start)
    .map(({ start, end }) => ({
      start: Math.max(start, whole.start) - whole.start,
      end: Math.min(end, whole.end) - whole.start,
    }));
}

const wholeNumber = /^-?\d+$/;

function isLong(number: number): boolean {
  return String(number).replaceAll(/\D/g, '').length >= fewestDigits;
}
