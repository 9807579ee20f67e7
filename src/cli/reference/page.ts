import type { Paint } from '../../core/diagnostic/code-frame.ts';
import { plainLine } from '../render/plain-text.ts';
import { foldText, textWidth } from '../render/text-width.ts';

/** Where less room is left than this, lines go past the edge: a word a line helps nobody. */
const narrowest = 24;
/** A value that takes more lines than this is cut. */
const mostLines = 8;

/** A page for a terminal, written from top to bottom, indented and folded. */
export class Page {
  readonly #lines: string[] = [];
  readonly #columns: number;
  readonly paint: Paint;
  #indent = 0;

  /** `columns` is the width of the page in characters. */
  constructor(paint: Paint, columns: number) {
    this.paint = paint;
    this.#columns = columns;
  }

  /** Writes with more room on the left. */
  indented(by: number, write: () => void): void {
    this.#indent += by;
    write();
    this.#indent -= by;
  }

  /** One empty line, however often it is asked for. */
  blank(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  heading(title: string, note?: string): void {
    this.blank();
    const aside = note === undefined ? '' : `  ${this.paint.dim(`(${note})`)}`;
    this.line(`${this.paint.bold(title)}${aside}`);
  }

  /** A line as it is, painted or not. */
  line(line: string): void {
    this.#lines.push(`${' '.repeat(this.#indent)}${line}`.trimEnd());
  }

  /** Running text; later lines stand a little further in. */
  text(text: string, hanging = 2): void {
    const [first = '', ...rest] = foldText(plainLine(text), this.#room() - hanging);
    this.line(first);
    for (const line of rest) this.line(`${' '.repeat(hanging)}${line}`);
  }

  /** `name = value`, one under the other. */
  values(entries: readonly (readonly [string, string])[]): void {
    const width = Math.max(0, ...entries.map(([name]) => textWidth(name)));
    const margin = ' '.repeat(width + 3);
    const room = Math.max(narrowest, this.#room() - margin.length);
    for (const [name, value] of entries) {
      const lines = foldText(value, room);
      const [first = '', ...rest] = lines.slice(0, mostLines);
      this.line(`${padTo(name, width)} ${this.paint.dim('=')} ${first}`);
      for (const line of rest) this.line(`${margin}${line}`);
      const left = lines.length - mostLines;
      if (left > 0) this.line(`${margin}${this.paint.dim(`… ${left} more lines`)}`);
    }
  }

  /** Columns, each as wide as its widest cell, but none too wide; what is longer is folded. */
  table(rows: readonly (readonly string[])[]): void {
    const widths = this.#widths(rows);
    for (const row of rows) {
      const cells = widths.map(({ column, width }) => foldText(cellText(row[column] ?? ''), width));
      const height = Math.max(1, ...cells.map((lines) => lines.length));
      for (let at = 0; at < height; at += 1) {
        const line = widths.map(({ column, width }, index) => {
          const text = cells[index]?.[at] ?? '';
          const padding = ' '.repeat(Math.max(0, width - textWidth(text)));
          return `${column === 0 && text !== '' ? this.paint.bold(text) : text}${padding}`;
        });
        this.line(line.join('  '));
      }
    }
  }

  /** The columns that hold anything, and how wide they are; the last one has what is left. */
  #widths(rows: readonly (readonly string[])[]): { column: number; width: number }[] {
    const count = Math.max(0, ...rows.map((row) => row.length));
    const widest = Math.max(narrowest, Math.floor(this.#room() / 3));
    const columns = Array.from({ length: count }, (_, column) => ({
      column,
      width: Math.min(widest, Math.max(...rows.map((row) => textWidth(row[column] ?? '')))),
    })).filter(({ width }) => width > 0);
    const last = columns.pop();
    if (last === undefined) return columns;
    const margin = columns.reduce((sum, { width }) => sum + width + 2, 0);
    return [...columns, { ...last, width: Math.max(narrowest, this.#room() - margin) }];
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #room(): number {
    return Math.max(narrowest, this.#columns - this.#indent);
  }
}

/** Blanks in front of a cell are kept: they show what belongs to what. */
function cellText(text: string): string {
  return `${/^ */.exec(text)?.[0] ?? ''}${plainLine(text)}`;
}

function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
