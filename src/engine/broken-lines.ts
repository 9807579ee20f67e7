import type { Stretch } from './text-finder.ts';

/** A text whose lines were put together again. */
export interface Joined {
  readonly text: string;
  /** A stretch of it, as one of the text with its lines. */
  placeOf(stretch: Stretch): Stretch;
}

/** How programs break a line that is too long for them, also in JSON; `=` is what mails have there. */
const lineBreak = /=?(?:\r?\n|(?:\\r)?\\n)[ \t]*/g;

/** A text without its line breaks; `null` when it has none. */
export function joinLines(given: string): Joined | null {
  if (!given.includes('\n') && !given.includes(String.raw`\n`)) return null;
  const lines: Line[] = [];
  let text = '';
  let from = 0;
  for (const { 0: all, index } of given.matchAll(lineBreak)) {
    lines.push({ at: text.length, offset: from });
    text += given.slice(from, index);
    from = index + all.length;
  }
  lines.push({ at: text.length, offset: from });
  text += given.slice(from);
  const placeOf = (at: number): number => {
    const line = lineAt(lines, at);
    return line.offset + at - line.at;
  };
  return {
    text,
    placeOf: ({ start, end }) => ({ start: placeOf(start), end: placeOf(end - 1) + 1 }),
  };
}

/** Where a line starts, without the breaks before it and with them. */
interface Line {
  readonly at: number;
  readonly offset: number;
}

/** The last line that starts at a place or before it. */
function lineAt(lines: readonly Line[], at: number): Line {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return lines[low] ?? { at: 0, offset: 0 };
}
