import type { Step } from '../workflow/workflow.ts';
import { loopOf, type Address, type RunState } from './state.ts';

/** `fleet[web-1]`: the step, and in a loop the item's key. */
export function labelOf(state: RunState, address: Address): string {
  const { id } = stepAt(state, address);
  const loop = loopOf(state.steps.get(address.step));
  if (address.item === null || loop === null) return id;
  return `${id}[${loop.keys[address.item] ?? address.item}]`;
}

export function stepAt(state: RunState, address: Address): Step {
  const step = state.context.plan.workflow.steps[address.step];
  if (step === undefined) throw new RangeError(`no step ${address.step}`);
  return step;
}

/** Where an event belongs. */
export function where(step: Step, { item, undo }: Address): Where {
  return {
    step: step.id,
    ...(item === null ? {} : { item }),
    ...(undo ? { undo: true as const } : {}),
  };
}

interface Where {
  readonly step: string;
  readonly item?: number;
  readonly undo?: true;
}
