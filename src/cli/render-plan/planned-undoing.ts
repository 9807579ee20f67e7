import { dependentsOf } from '../../core/workflow/dependents.ts';
import type { Workflow } from '../../core/workflow/workflow.ts';
import type { PlannedStep, PlannedUndoing } from './planned-workflow.ts';

/**
 * In which order the steps of the main part would be taken back: each one when those are that
 * depend on it. `waves` are its planned steps, in the order in which they run.
 */
export function plannedUndoing(
  { steps }: Workflow,
  waves: readonly (readonly PlannedStep[])[],
): PlannedUndoing | null {
  const dependents = dependentsOf(steps);
  const indexes = new Map(steps.map((step) => [step.id, step.index]));
  /** For each step, how many waves of undos go before whatever it waits for. */
  const before = new Map<number, number>();
  const found: string[][] = [];
  const remaining: string[] = [];
  for (const step of waves.flat().toReversed()) {
    const index = indexes.get(step.id) ?? -1;
    const wave = Math.max(0, ...(dependents[index] ?? []).map((each) => before.get(each) ?? 0));
    const isDone = step.skip === null && step.undo !== null;
    before.set(index, isDone ? wave + 1 : wave);
    if (isDone) (found[wave] ??= []).push(step.id);
    else if (step.skip === null && step.class !== 'read') remaining.unshift(step.id);
  }
  return found.length === 0 ? null : { waves: found.map((wave) => wave.toReversed()), remaining };
}
