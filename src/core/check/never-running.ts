import { dependentsOf } from '../workflow/dependents.ts';
import type { Step } from '../workflow/workflow.ts';

/** A step that can never run. */
export interface NeverRunning {
  readonly step: Step;
  /** The step with the condition that is never true: itself, or one that it waits for. */
  readonly cause: Step;
  /** What the step waits for, and never runs either; `null` for the cause. */
  readonly need: Step | null;
}

/** Steps whose condition is never true, and those that are skipped because they wait for one. */
export function neverRunning(steps: readonly Step[]): readonly NeverRunning[] {
  const causes = steps.filter(
    (step) => step.if !== null && step.if.expression.fixed()?.value === false,
  );
  if (causes.length === 0) return [];
  const dependents = dependentsOf(steps);
  const found = new Map<number, NeverRunning>(
    causes.map((step) => [step.index, { step, cause: step, need: null }]),
  );
  // What is found goes to the end of the map, and is looked at in its turn.
  for (const { step: need, cause } of found.values()) {
    for (const index of dependents[need.index] ?? []) {
      const step = steps[index];
      if (step === undefined || found.has(index) || runsAnyway(step)) continue;
      found.set(index, { step, cause, need });
    }
  }
  return [...found.values()];
}

/** Only a step that asks how the run goes can run when one that it waits for was skipped. */
function runsAnyway(step: Step): boolean {
  return step.if?.asksStatus === true && step.if.expression.text !== 'success()';
}
