import { createPlan, type Plan } from '../core/workflow/plan.ts';
import type { Given } from './command.ts';
import type { CliContext } from './context.ts';
import { digest } from './digest.ts';
import { givenInputs } from './inputs.ts';
import { reportText } from './render-diagnostics/text.ts';
import { loadWorkflow } from './workflow-source.ts';

/** The plan of a command line, or `null` when what is wrong with it has been said. */
export function preparePlan(given: Given, context: CliContext): Plan | null {
  const { workflow, diagnostics } = loadWorkflow(given.operands[0] ?? '', context.cwd);
  if (workflow === null || diagnostics.length > 0) reportText(diagnostics, 1, context);
  if (workflow === null) return null;
  const result = createPlan(workflow, givenInputs(given, workflow, context.cwd), digest);
  if (result.ok) return result.plan;
  for (const { message, hint } of result.problems) {
    context.stderr.write(`${message}${hint === undefined ? '' : `\n  ${hint}`}\n`);
  }
  return null;
}
