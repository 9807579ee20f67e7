import type { Stretch } from './text-finder.ts';

/** A text without the blanks in it. */
export interface Joined {
  readonly text: string;
  /** A stretch of it, as one of the text with its blanks. */
  placeOf(stretch: Stretch): Stretch;
}

/** A text as if it had never been broken into lines or groups; `null` when it has no gaps. */
export function joinParts(given: string): Joined | null {
  const parts: Part[] = [];
  let text = '';
  let from = 0;
  for (let at = 0; at < given.length; at += 1) {
    const end = gapEnd(given, at);
    if (end === at) continue;
    parts.push({ at: text.length, offset: from });
    text += given.slice(from, at);
    from = end;
    at = end - 1;
  }
  if (from === 0) return null;
  parts.push({ at: text.length, offset: from });
  text += given.slice(from);
  const placeOf = (at: number): number => {
    const part = partAt(parts, at);
    return part.offset + at - part.at;
  };
  return {
    text,
    placeOf: ({ start, end }) => ({ start: placeOf(start), end: placeOf(end - 1) + 1 }),
  };
}

/** The same without telling where what is left was. */
export function withoutGaps(given: string): string {
  return mayHaveGap.test(given) ? (joinParts(given)?.text ?? given) : given;
}

const mayHaveGap = /\s|\\[nr]/;

/**
 * Where what programs put into a line that is too long for them, or between bytes, ends: blanks, line
 * breaks as JSON writes them, and the `=` that mails have at the end of a line. This looks at every
 * character of all that is shown, and so it is no regular expression.
 */
function gapEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === backslash) {
      const next = text.charCodeAt(at + 1);
      if (next !== letterN && next !== letterR) return at;
      at += 2;
    } else if (code <= blank || code === noBreakSpace) at += 1;
    else if (code === equals && text.charCodeAt(at + 1) <= carriageReturn) at += 1;
    else return at;
  }
}

const blank = 0x20;
const noBreakSpace = 0xa0;
const carriageReturn = 0x0d;
const equals = 0x3d;
const backslash = 0x5c;
const letterN = 0x6e;
const letterR = 0x72;

/** Where what stands between two gaps begins, without the gaps before it and with them. */
interface Part {
  readonly at: number;
  readonly offset: number;
}

/** The last one that begins at a place or before it. */
function partAt(parts: readonly Part[], at: number): Part {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((parts[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return parts[low] ?? { at: 0, offset: 0 };
}
