import type { Instant } from '../duration.ts';
import type { JsonObject } from '../json.ts';
import type { Step, Task } from '../workflow/workflow.ts';
import { where } from './place.ts';
import type { CallKind, RunEvent, StepFailed } from './event.ts';
import type { Failure } from './failure.ts';
import { isAct } from './next-work.ts';
import { nextLookAt } from './poll.ts';
import type { Address, RunState, Work } from './state.ts';

/** How a call ended. */
export type Outcome =
  | { readonly ok: true; readonly outputs: JsonObject }
  | { readonly ok: false; readonly failure: Failure };

/** A call that has ended, and all that is needed to judge it. */
export interface Case {
  readonly state: RunState;
  readonly address: Address;
  readonly step: Step;
  readonly task: Task;
  readonly work: Work;
  readonly call: CallKind;
  readonly now: Instant;
}

/** The act is done: what it started is looked at, if the task waits for that. */
export function actDone(found: Case, outputs: JsonObject, isAdopted = false): RunEvent {
  const { task, now } = found;
  const adopted = isAdopted ? { isAdopted: true as const } : {};
  if (task.await === null) return { type: 'step-succeeded', ...at(found), outputs, ...adopted };
  const nextAt = nextLookAt(task.await.poll, 0, now, now);
  return { type: 'action-answered', ...at(found), outputs, nextAt, ...adopted };
}

/** `cause` is how the call itself ended, when the step failed for another reason. */
export function stepFailed(
  found: Case,
  failure: Failure,
  { lastSeen = null, cause = failure }: { lastSeen?: Work['seen']; cause?: Failure } = {},
): StepFailed {
  const { task, work, call } = found;
  const observed = call === 'look' ? task.await?.observer.name : undefined;
  const isUnsettled = mayHaveActed(found, cause);
  const during = { action: observed ?? task.action.name, attempt: Math.max(1, work.attempt) };
  return { type: 'step-failed', ...at(found), failure, during, lastSeen, isUnsettled };
}

/** Whether an act, this one or an earlier one, may have had an effect that nobody knows. */
export function mayHaveActed({ task, work, call }: Case, failure: Failure): boolean {
  if (task.class === 'read' || work.acted !== null) return false;
  const isStuck = failure.kind === 'child-run' && failure.needsOperator === true;
  const isCut = isBroken(failure) || isStuck || failure.kind === 'cancelled';
  return work.isUncertain || (isAct(call, work) && isCut);
}

export function at({ step, address, now }: Case): ReturnType<typeof where> & { at: Instant } {
  return { at: now, ...where(step, address) };
}

/** The call did not end as calls do: it says nothing about what was done. */
export function isBroken({ kind }: Failure): boolean {
  return ['cut', 'bad-answer', 'attempt-timeout', 'internal'].includes(kind);
}

/** Whether a rejection contains one of these texts, in any case. */
export function saysGone(failure: Failure, texts: readonly string[] = []): boolean {
  if (failure.kind !== 'rejected') return false;
  const message = failure.message.toLowerCase();
  return texts.some((text) => message.includes(text.toLowerCase()));
}
