import type { CliContext, Output } from './context.ts';
import { asciiOutput, showsUnicode } from './render/ascii-output.ts';
import { createPaint, wantsColour } from './render/paint.ts';
import type { LineLook } from './render/styled-line.ts';

/** How the answer to a question is written: to stdout, in colours and with marks as it can show them. */
export interface AnswerSheet {
  readonly output: Output;
  /** Lines are cut on a terminal only: who reads a pipe wants all of it. */
  readonly look: LineLook;
}

export function answerSheet({ stdout, env }: CliContext): AnswerSheet {
  const columns = stdout.isTerminal ? stdout.columns : Infinity;
  return {
    output: showsUnicode(env) ? stdout : asciiOutput(stdout),
    look: { paint: createPaint(wantsColour(stdout, env)), columns },
  };
}

/** Writes a value for a program. */
export function writeJson({ stdout }: CliContext, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
