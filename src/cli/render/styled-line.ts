import type { RunPaint, Tone } from './paint.ts';
import { cutText, textWidth } from './text-width.ts';

/** A piece of a line: what it says, and how it is marked. */
export interface Part {
  readonly text: string;
  readonly tone?: Tone;
}

/** How lines are drawn. */
export interface LineLook {
  readonly paint: RunPaint;
  /** Columns that a line may take; `Infinity` where nothing is cut. */
  readonly columns: number;
}

/** A line that never takes more than so many columns: what does not fit is cut, with `…`. */
export function styledLine(parts: readonly Part[], { paint, columns }: LineLook): string {
  const filled = trimEnd(parts);
  let room = columns;
  let rest = filled.reduce((sum, part) => sum + textWidth(part.text), 0);
  let line = '';
  for (const { text, tone } of filled) {
    if (room <= 0) break;
    const width = textWidth(text);
    // Something follows that does not fit: this part must leave a column for the ellipsis.
    const shown = rest > room && width >= room ? cutText(`${text} `, room) : text;
    line += tone === undefined ? shown : paint[tone](shown);
    room -= width;
    rest -= width;
  }
  return line;
}

/** Without the spaces at its end, whichever parts they are in. */
function trimEnd(parts: readonly Part[]): Part[] {
  const kept = [...parts];
  while (kept.length > 0) {
    const last = kept.at(-1);
    const text = last?.text.trimEnd() ?? '';
    if (last !== undefined && text !== '') {
      kept[kept.length - 1] = { ...last, text };
      break;
    }
    kept.pop();
  }
  return kept;
}
