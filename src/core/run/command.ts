import type { Instant } from '../duration.ts';
import type { Step, Task } from '../workflow/workflow.ts';
import { callFor, type Call } from './call.ts';
import type { CallKind, CallStarted, RunEvent, StepFailed } from './event.ts';
import type { Failure } from './failure.ts';
import { labelOf, where } from './place.ts';
import { taskAt, type Address, type RunState, type Work } from './state.ts';

/** What is to be done next about a piece of work. */
export type Command =
  /** A fact that follows from the state alone. */
  | { readonly type: 'record'; readonly event: RunEvent }
  /** Ask for a place among those at work; decided anew when there is one. */
  | { readonly type: 'admit'; readonly address: Address }
  /** Record the intent, then perform the call. */
  | { readonly type: 'call'; readonly intent: CallStarted; readonly call: Call }
  /** Come back at a moment. */
  | { readonly type: 'sleep'; readonly address: Address; readonly until: Instant };

/** What a decision is about. */
export interface Situation {
  readonly step: Step;
  readonly address: Address;
  readonly now: Instant;
  readonly isAdmitted: boolean;
}

export function record(event: RunEvent): Command {
  return { type: 'record', event };
}

export function failed(step: Step, address: Address, now: Instant, failure: Failure): Command {
  return record(failedEvent({ at: now, ...where(step, address) }, failure));
}

/** A failure that no call had. */
export function failedEvent(
  at: ReturnType<typeof where> & { readonly at: Instant },
  failure: Failure,
): StepFailed {
  return { type: 'step-failed', ...at, failure, during: null, lastSeen: null, isUnsettled: false };
}

/** A call of a piece of work: the intent, and what is performed. */
export function call(
  state: RunState,
  { step, address, now }: Situation,
  kind: CallKind,
  attempt: number,
): Extract<Command, { type: 'call' }> {
  const made = callFor(state, { address, kind, attempt, label: labelOf(state, address) }, now);
  const intent: CallStarted = {
    type: 'call-started',
    at: now,
    ...where(step, address),
    call: kind,
    action: made.action,
    attempt,
    ...(isWhatIsDone(taskAt(state, address), kind) ? { input: made.input } : {}),
  };
  return { type: 'call', intent, call: made };
}

/** An act, or a look that is one: what is polled without reading only. */
function isWhatIsDone(task: Task, kind: CallKind): boolean {
  return kind === 'act' || (kind === 'look' && task.await === null && task.class !== 'read');
}

/** Tries of an act are counted from the first one; those of other calls from the last that was answered. */
export function attemptOf(work: Work, kind: CallKind): number {
  if (kind === 'act') return work.acts + 1;
  return kind === 'settle' ? work.settles + 1 : work.attempt + 1;
}
