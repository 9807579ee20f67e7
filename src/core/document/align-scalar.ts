import type { SourceRange } from '../diagnostic/source-file.ts';

/**
 * For each character of a text, and for its end, the offset in the file at which it is written.
 *
 * A YAML text is not always written as it reads: quotes, escapes, folded lines and the indentation
 * of blocks come between.
 */
export function alignScalar(file: string, range: SourceRange, text: string): readonly number[] {
  const header = /^[|>][-+0-9]*[^\S\n]*(?:#[^\n]*)?\n/.exec(file.slice(range.start, range.end));
  const offsets =
    header === null
      ? alignFlow(file, range, text)
      : alignBlock(file, range.start + header[0].length, text);
  return offsets.map((offset) => Math.min(offset, range.end));
}

/**
 * Plain and quoted texts: one line break reads as a blank, further ones as themselves, and the
 * blanks around them do not count.
 */
function alignFlow(file: string, { start, end }: SourceRange, text: string): number[] {
  const quote = /["']/.exec(file[start] ?? '')?.[0];
  const offsets: number[] = [];
  let at = quote === undefined ? start : start + 1;
  while (offsets.length < text.length && at < end) {
    const escapedBreak = quote === '"' ? matchAt(file, at, /\\\r?\n[ \t]*/y) : null;
    const breaks = matchAt(file, at, /(?:[ \t]*\r?\n)+[ \t]*/y);
    if (escapedBreak !== null) {
      at += escapedBreak.length;
    } else if (breaks === null) {
      const { length, characters } = writtenAt(file, at, quote);
      for (let character = 0; character < characters; character += 1) offsets.push(at);
      at += length;
    } else {
      const places = [...breaks.matchAll(/\r?\n/g)].map((found) => at + found.index);
      offsets.push(...places.slice(0, Math.max(1, places.length - 1)));
      at += breaks.length;
    }
  }
  while (offsets.length <= text.length) offsets.push(at);
  return offsets.slice(0, text.length + 1);
}

/** How much of the file one step through a quoted text takes, and how much of the text it is. */
function writtenAt(
  file: string,
  at: number,
  quote: string | undefined,
): { readonly length: number; readonly characters: number } {
  const escape = quote === '"' ? matchAt(file, at, /\\(?:x..|u.{4}|U.{8}|.)/y) : null;
  if (escape === null) {
    const isDoubled = quote === "'" && file.startsWith("''", at);
    return { length: isDoubled ? 2 : 1, characters: 1 };
  }
  const isPair = escape.startsWith(String.raw`\U`) && Number.parseInt(escape.slice(2), 16) > 0xffff;
  return { length: escape.length, characters: isPair ? 2 : 1 };
}

/** Literal and folded blocks: lines without their indentation; a break may read as a blank, or not at all. */
function alignBlock(file: string, start: number, text: string): number[] {
  const indent = leading(file.slice(start)) - leading(text);
  const offsets: number[] = [];
  let at = start + indentationAt(file, start, indent);
  while (offsets.length <= text.length && at <= file.length) {
    const lineBreak = matchAt(file, at, /\r?\n/y);
    const wanted = text[offsets.length];
    if (lineBreak === null) {
      offsets.push(at);
      at += 1;
    } else {
      if (wanted === '\n' || wanted === ' ' || wanted === undefined) offsets.push(at);
      at += lineBreak.length;
      at += indentationAt(file, at, indent);
    }
  }
  while (offsets.length <= text.length) offsets.push(at);
  return offsets;
}

/** Blanks before the first line that is not empty. */
function leading(text: string): number {
  return /^(?:[ \t]*\r?\n)*( *)/.exec(text)?.[1]?.length ?? 0;
}

function indentationAt(file: string, at: number, indent: number): number {
  return Math.min(indent, matchAt(file, at, / */y)?.length ?? 0);
}

function matchAt(text: string, at: number, sticky: RegExp): string | null {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? null;
}
