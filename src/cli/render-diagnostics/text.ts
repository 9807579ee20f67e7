import { renderDiagnostic } from '../../core/diagnostic/code-frame.ts';
import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import type { CliContext } from '../context.ts';
import { createPaint, wantsColour } from '../render/paint.ts';

/** Shows diagnostics to a person, and counts them. */
export function reportText(
  diagnostics: readonly Diagnostic[],
  files: number,
  context: CliContext,
): void {
  const paint = createPaint(wantsColour(context.stderr, context.env));
  for (const each of diagnostics) context.stderr.write(`${renderDiagnostic(each, paint)}\n\n`);
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const what = files === 1 ? 'the workflow is' : `${files} workflows are`;
  const summary =
    diagnostics.length === 0
      ? `${what} valid`
      : [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(', ');
  context.stderr.write(`${summary}\n`);
}

function count(number: number, word: string): string {
  return number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
}
