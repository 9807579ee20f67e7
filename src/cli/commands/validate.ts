import { hasErrors, type Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../../core/diagnostic/code-frame.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { renderDiagnosticsGithub } from '../render-diagnostics/github.ts';
import { renderDiagnosticsJson } from '../render-diagnostics/json.ts';
import { createPaint, wantsColour } from '../render/paint.ts';
import { version } from '../version.ts';
import { loadWorkflow } from '../workflow-source.ts';

/** `perilune validate FILE…` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const results = given.operands.map((path) => ({ path, ...loadWorkflow(path, context.cwd) }));
  const diagnostics = results.flatMap((result) => result.diagnostics);
  switch (given.value('format')) {
    case 'json':
      context.stdout.write(renderDiagnosticsJson(diagnostics));
      break;
    case 'github':
      context.stdout.write(renderDiagnosticsGithub(diagnostics));
      break;
    case 'sarif': {
      const { renderDiagnosticsSarif } = await import('../render-diagnostics/sarif.ts');
      context.stdout.write(renderDiagnosticsSarif(diagnostics, version()));
      break;
    }
    default:
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
