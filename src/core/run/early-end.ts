import { failedEvent, type Situation } from './command.ts';
import type { RunEvent } from './event.ts';
import { where } from './place.ts';
import { taskAt, type Address, type RunState, type Work } from './state.ts';
import { timeoutFailure } from './timeout.ts';

/** A piece of work that is not out ends when the run is cancelled, or its time is up. */
export function endedEarly(
  state: RunState,
  work: Work,
  { step, address, now }: Situation,
): RunEvent | null {
  const at = { at: now, ...where(step, address) };
  const task = taskAt(state, address);
  const isUnsettled = work.isUncertain && task.class !== 'read';
  if (isCancelled(state, address)) {
    return { type: 'step-cancelled', ...at, ...(isUnsettled ? { isUnsettled } : {}) };
  }
  const late = timeoutFailure(task, work, now);
  return late === null ? null : { ...failedEvent(at, late), lastSeen: work.seen, isUnsettled };
}

/** Whether a piece of work has to end because the run is being cancelled. */
function isCancelled(state: RunState, address: Address): boolean {
  return state.cancel !== null && state.phase === 'main' && !address.undo;
}
