import { apply } from '../../core/run/apply.ts';
import type { RunEvent, RunInfo } from '../../core/run/event.ts';
import { initialState, type RunState } from '../../core/run/state.ts';
import type { Plan } from '../../core/workflow/plan.ts';
import { hidden } from '../../engine/redactor.ts';

/**
 * The state of a run after its events, to be looked at: no secret has a value in it.
 *
 * @param info Of the run, and of its inputs what anybody may see.
 */
export function foldRun(plan: Plan, info: RunInfo, events: readonly RunEvent[]): RunState {
  const secrets = Object.fromEntries(plan.workflow.secrets.map((name) => [name, hidden]));
  const shownPlan: Plan = { ...plan, inputs: info.inputs };
  const initial = initialState({ plan: shownPlan, run: info, secrets });
  return events.reduce((state, event) => apply(state, event).state, initial);
}
