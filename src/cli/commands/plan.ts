import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { renderPlanDot } from '../render-plan/plan-dot.ts';
import { renderPlanJson } from '../render-plan/plan-json.ts';
import { renderPlanMermaid } from '../render-plan/plan-mermaid.ts';
import { renderPlanText } from '../render-plan/plan-text.ts';
import { planView } from '../render-plan/plan-view.ts';
import { createPaint, wantsColour } from '../render/paint.ts';
import { preparePlan } from '../prepare-plan.ts';

/** `perilune plan FILE`: the plan is the answer, so it goes to stdout. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const plan = preparePlan(given, context);
  if (plan === null) return exitCode.usage;
  const view = planView(plan);
  const { stdout, env } = context;
  switch (given.value('format')) {
    case 'json':
      stdout.write(renderPlanJson(view));
      break;
    case 'dot':
      stdout.write(renderPlanDot(view));
      break;
    case 'mermaid':
      stdout.write(renderPlanMermaid(view));
      break;
    default:
      stdout.write(renderPlanText(view, createPaint(wantsColour(stdout, env)), stdout.columns));
  }
  return exitCode.succeeded;
}
