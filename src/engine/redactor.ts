import { isJsonObject, type Json } from '../core/json.ts';

/** Knows the values that must not be seen, and hides them in all that leaves. */
export interface Redactor {
  /** From now on this value is hidden, in the forms in which it may turn up too. */
  add(secret: string): void;
  text(text: string): string;
  /** The same value with every text in it redacted; keys of maps included. */
  value<T>(value: T): T;
}

/** Shorter values cannot be told from ordinary text. */
const shortest = 3;

export const hidden = '***';

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | null = null;

  function text(given: string): string {
    if (forms.size === 0) return given;
    pattern ??= new RegExp(
      [...forms]
        .toSorted((a, b) => b.length - a.length)
        .map(quote)
        .join('|'),
      'g',
    );
    return given.replaceAll(pattern, hidden);
  }

  function value(given: Json): Json {
    if (typeof given === 'string') return text(given);
    if (Array.isArray(given)) return given.map(value);
    if (!isJsonObject(given)) return given;
    return Object.fromEntries(Object.entries(given).map(([key, item]) => [text(key), value(item)]));
  }

  return {
    add(secret) {
      for (const form of formsOf(secret)) {
        if (form.length < shortest || forms.has(form)) continue;
        forms.add(form);
        pattern = null;
      }
    },
    text,
    value: (given) => (forms.size === 0 ? given : (value(given as Json) as typeof given)),
  };
}

/** A secret as it is, line by line, and as it looks in base64, a URL, JSON and HTML. */
function formsOf(secret: string): string[] {
  const trimmed = secret.trim();
  const lines = trimmed.split(/\r?\n/).filter((line) => line.length >= 8);
  const plain = [secret, trimmed, ...lines];
  return plain.flatMap((each) => [
    each,
    base64(each),
    base64(each).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
    encodeURIComponent(each.toWellFormed()),
    JSON.stringify(each).slice(1, -1),
    JSON.stringify(each)
      .slice(1, -1)
      .replaceAll('/', String.raw`\/`),
    html(each),
  ]);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;');
}

function quote(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
