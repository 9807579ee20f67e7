import type { Paint } from '../../core/diagnostic/code-frame.ts';
import { foldText } from '../reference/fold-text.ts';
import type { PlannedStep } from './planned-workflow.ts';
import { visible } from './visible.ts';

/** Fewer columns than this are written past the edge: a word a line helps nobody. */
const narrowest = 30;
/** A value of more lines than this is cut. */
const mostLines = 8;

/** Lines of a text that is written from top to bottom, indented and folded. */
export class Page {
  readonly #lines: string[] = [];
  readonly #paint: Paint;
  readonly #columns: number;
  #indent = 0;

  /** `columns` is the width of the page in characters. */
  constructor(paint: Paint, columns: number) {
    this.#paint = paint;
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

  title(name: string, description: string | null): void {
    this.#add(this.#paint.bold(visible(name)));
    if (description !== null) this.text(description);
  }

  heading(title: string, note?: string): void {
    const aside = note === undefined ? '' : `  ${this.#paint.dim(`(${note})`)}`;
    this.#add(`${this.#paint.bold(title)}${aside}`);
  }

  /** A step's first line: what it is called and does, and what that costs. */
  step(number: string, { id, action, billed, destroys, skip }: PlannedStep): void {
    const marks = [
      ...(billed ? [this.#paint.warning('billed')] : []),
      ...(destroys ? [this.#paint.error('destroys')] : []),
    ];
    const what = `${this.#paint.dim(number)}  ${this.#paint.bold(id)}  ${action}`;
    const shown = skip === null ? marks : [this.#paint.dim('skipped')];
    this.#add([what, ...(shown.length === 0 ? [] : [shown.join(', ')])].join('  '));
  }

  /** Running text, later lines a little further in. */
  text(text: string): void {
    const [first = '', ...rest] = foldText(visible(text.replaceAll(/\s+/g, ' ')), this.#room() - 2);
    this.#add(first);
    for (const line of rest) this.#add(`  ${line}`);
  }

  /** `name = value`, one under the other. */
  values(entries: readonly (readonly [string, string])[]): void {
    const width = Math.max(0, ...entries.map(([name]) => name.length));
    for (const [name, value] of entries) {
      const lines = foldText(value, this.#room() - width - 3);
      const [first = '', ...rest] = lines.slice(0, mostLines);
      this.#add(`${name.padEnd(width)} ${this.#paint.dim('=')} ${first}`);
      for (const line of rest) this.#add(`${' '.repeat(width + 3)}${line}`);
      const left = lines.length - mostLines;
      if (left > 0) this.#add(`${' '.repeat(width + 3)}${this.#paint.dim(`… ${left} more lines`)}`);
    }
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #room(): number {
    return Math.max(narrowest, this.#columns - this.#indent);
  }

  #add(line: string): void {
    this.#lines.push(`${' '.repeat(this.#indent)}${line}`.trimEnd());
  }
}
