import { hasErrors } from '../../core/diagnostic/diagnostic.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { renderDiagnosticsGithub } from '../render-diagnostics/github.ts';
import { renderDiagnosticsJson } from '../render-diagnostics/json.ts';
import { reportText } from '../render-diagnostics/text.ts';
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
