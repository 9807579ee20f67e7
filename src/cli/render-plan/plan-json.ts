import type { PlanView } from './planned-workflow.ts';

/** A plan for programs. */
export function renderPlanJson(view: PlanView): string {
  return `${JSON.stringify(view, null, 2)}\n`;
}
