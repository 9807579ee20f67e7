import { hasErrors, type Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../../core/diagnostic/code-frame.ts';
import { positionAt } from '../../core/diagnostic/source-file.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { createPaint, wantsColour } from '../render/paint.ts';
import { loadWorkflow } from '../workflow-source.ts';

/** `perilune validate FILE…` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const results = given.operands.map((path) => ({ path, ...loadWorkflow(path, context.cwd) }));
  const diagnostics = results.flatMap((result) => result.diagnostics);
  if (given.value('format') === 'json') {
    context.stdout.write(`${JSON.stringify(diagnostics.map(asJson), null, 2)}\n`);
  } else {
    reportText(diagnostics, results.length, context);
  }
  return hasErrors(diagnostics) ? exitCode.usage : exitCode.succeeded;
}

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

function asJson(diagnostic: Diagnostic): object {
  const start = positionAt(diagnostic.file, diagnostic.range.start);
  const end = positionAt(diagnostic.file, diagnostic.range.end);
  return {
    file: diagnostic.file.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
  };
}
