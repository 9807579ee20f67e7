import { styleText } from 'node:util';
import type { Paint } from '../../core/diagnostic/code-frame.ts';
import type { CliContext, Output } from '../context.ts';

/** How the parts of what a run shows are marked; each gives its text back, with or without colour. */
export interface RunPaint extends Paint {
  success(text: string): string;
  /** What is at work just now. */
  active(text: string): string;
}

/** What a piece of text is, which decides how it is marked. */
export type Tone = keyof RunPaint;

/** Marks with colours, or not at all. */
export function createPaint(enabled: boolean): RunPaint {
  const style =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      enabled && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    error: style('red'),
    warning: style('yellow'),
    dim: style('dim'),
    bold: style('bold'),
    success: style('green'),
    active: style('cyan'),
  };
}

/**
 * Whether an output gets colours: a terminal does, unless `NO_COLOR` is set. `FORCE_COLOR` has the
 * last word, as in Node itself: `0` and `false` mean never, anything else always.
 */
export function wantsColour(output: Output, env: CliContext['env']): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return output.isTerminal && env['TERM'] !== 'dumb';
}
