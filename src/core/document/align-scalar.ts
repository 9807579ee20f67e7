import type { SourceRange } from '../diagnostic/source-file.ts';

/**
 * For each character of a text, and for its end, the offset in the file at which it is written.
 *
 * A YAML text is not always written as it reads: quotes, escapes, folded lines and the indentation
 * of blocks come between. Both are walked side by side; what the file has in addition is skipped.
 */
export function alignScalar(file: string, range: SourceRange, text: string): readonly number[] {
  const quote = file[range.start];
  const style = quote === '"' ? 'double' : quote === "'" ? 'single' : 'plain';
  let at = style === 'plain' ? blockStart(file, range) : range.start + 1;
  const offsets: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const wanted = text[index] ?? '';
    at = skipTo(file, at, { wanted, end: range.end, style });
    offsets.push(at);
    at += width(file, at, style);
  }
  offsets.push(Math.min(at, range.end));
  return offsets;
}

/** A block text starts on the line after its header (`|`, `>-` …). */
function blockStart(file: string, range: SourceRange): number {
  const header = /^[|>][-+0-9]*[^\S\n]*(?:#[^\n]*)?\n/.exec(file.slice(range.start, range.end));
  return header === null ? range.start : range.start + header[0].length;
}

function skipTo(
  file: string,
  from: number,
  { wanted, end, style }: { wanted: string; end: number; style: string },
): number {
  let at = from;
  while (at < end) {
    const found = file[at] ?? '';
    if (found === wanted) return at;
    if (style === 'double' && found === '\\') {
      if (file[at + 1] !== '\n') return at;
      at += 1;
    }
    // A folded line break reads as one blank.
    if (wanted === ' ' && found === '\n') return at;
    if (!/\s/.test(found)) return at;
    at += 1;
  }
  return Math.min(at, end);
}

/** How many characters of the file one character of the text takes. */
function width(file: string, at: number, style: string): number {
  if (style === 'single' && file[at] === "'" && file[at + 1] === "'") return 2;
  if (style !== 'double' || file[at] !== '\\') return 1;
  const kind = file[at + 1];
  return kind === 'x' ? 4 : kind === 'u' ? 6 : kind === 'U' ? 10 : 2;
}
