import type { ActionClass } from '../action-spec.ts';
import { formatDuration, type Instant } from '../duration.ts';
import { holds } from '../expression/condition.ts';
import { ExpressionError, type Scope } from '../expression/expression.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Step, Wait } from '../workflow/workflow.ts';
import { actInput, stepAt, where } from './decide.ts';
import type { RunEvent } from './event.ts';
import type { Failure } from './failure.ts';
import { describeSeen, nextLookAt, seenBy } from './poll.ts';
import { askedDelay, isSafeToRepeat, mayPass, nextAttemptAt } from './retry.ts';
import { scopeAt } from './scope.ts';
import { workAt, type Address, type RunState, type Work } from './state.ts';
import { timeoutFailure } from './timeout.ts';

/** How a call ended. */
export type Outcome =
  | { readonly ok: true; readonly outputs: JsonObject }
  | { readonly ok: false; readonly failure: Failure };

interface Case {
  readonly state: RunState;
  readonly address: Address;
  readonly step: Step;
  readonly work: Work;
  readonly call: 'act' | 'look';
  readonly now: Instant;
}

/**
 * The fact that follows from the end of a call: done, not yet, once more, or failed. `chance` is a
 * random number from 0 up to 1.
 */
export function judge(
  state: RunState,
  { address, outcome, chance }: { address: Address; outcome: Outcome; chance: number },
  now: Instant,
): RunEvent {
  const current = workAt(state, address);
  if (current.status !== 'calling') throw new Error(`a call ended of what is ${current.status}`);
  const { work, call } = current;
  const found: Case = { state, address, step: stepAt(state, address), work, call, now };
  try {
    return outcome.ok
      ? judgeAnswer(found, outcome.outputs)
      : judgeFailure(found, outcome.failure, chance);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return stepFailed(found, { kind: 'invalid-value', message: error.message });
  }
}

function judgeAnswer(found: Case, outputs: JsonObject): RunEvent {
  const { step, call, work, now } = found;
  if (call === 'act') {
    if (step.await === null) return { type: 'step-succeeded', ...at(found), outputs };
    const nextAt = nextLookAt(step.await.poll, 0, now, now);
    return { type: 'action-answered', ...at(found), outputs, nextAt };
  }
  const conditions = step.await ?? { until: step.until, failIf: step.failIf };
  const poll = step.await?.poll ?? step.poll;
  const scope = lookScope(found, outputs);
  if (conditions.until !== null && holds(conditions.until, scope)) {
    return { type: 'step-succeeded', ...at(found), outputs: merge(step.await, work, outputs) };
  }
  const seen = seenBy([conditions.until, conditions.failIf], outputs);
  if (conditions.failIf !== null && holds(conditions.failIf, scope)) {
    const message = `\`${conditions.failIf.text}\` came true: ${describeSeen(seen)}`;
    return stepFailed(found, { kind: 'hopeless', message, lastSeen: seen }, { lastSeen: seen });
  }
  const since = work.lookingSince ?? work.startedAt;
  const late =
    timeoutFailure(step, { ...work, seen }, now) ?? pollTimeout(found, poll.timeoutMs, seen);
  if (late !== null) return stepFailed(found, late, { lastSeen: seen });
  const nextAt = nextLookAt(poll, work.looks + 1, since, now);
  return { type: 'observed', ...at(found), seen, nextAt };
}

function judgeFailure(found: Case, failure: Failure, chance: number): RunEvent {
  const { state, step, work, call, now } = found;
  if (isGone(found, failure)) {
    return { type: 'step-succeeded', ...at(found), outputs: work.acted ?? {} };
  }
  const isSafe = isSafeToRepeat(classOfCall(found), failure);
  const isCancelled = state.cancel !== null && state.phase === 'main';
  // A sub-workflow can be cancelled by its own limit: in this run, that is a failure.
  if (isCancelled && (failure.kind === 'cancelled' || isSafe)) {
    return { type: 'step-cancelled', ...at(found) };
  }
  const late = timeoutFailure(step, work, now);
  if (late !== null) return stepFailed(found, late, { lastSeen: work.seen, cause: failure });
  const isPassing =
    mayPass(failure, step.retry) || (call === 'look' && failure.kind === 'rejected');
  if (!isSafe || !isPassing || work.attempt >= step.retry.attempts || !isWanted(found, failure)) {
    return stepFailed(found, failure, { lastSeen: work.seen });
  }
  const retryAt = nextAttemptAt(step.retry, { attempt: work.attempt, failure }, now, chance);
  if (call === 'act') return { type: 'call-failed', ...at(found), failure, retryAt };
  return judgeFailedLook(found, failure, retryAt);
}

/** A look that failed is repeated as long as there is time to poll, and a last time when it is up. */
function judgeFailedLook(found: Case, failure: Failure, retryAt: Instant): RunEvent {
  const { step, work, now } = found;
  const { timeoutMs } = step.await?.poll ?? step.poll;
  const expired = pollTimeout(found, timeoutMs, work.seen);
  if (expired !== null) return stepFailed(found, expired, { lastSeen: work.seen });
  const deadline = (work.lookingSince ?? work.startedAt) + timeoutMs;
  if (now + askedDelay(failure) > deadline) {
    return stepFailed(found, failure, { lastSeen: work.seen });
  }
  return { type: 'call-failed', ...at(found), failure, retryAt: Math.min(retryAt, deadline) };
}

/** A wait for the end of a thing is over when nobody knows the thing any more. */
function isGone({ step, call }: Case, failure: Failure): boolean {
  if (call !== 'look' || failure.kind !== 'rejected') return false;
  const message = failure.message.toLowerCase();
  const texts = step.await?.spec.doneIfRejected ?? [];
  return texts.some((text) => message.includes(text.toLowerCase()));
}

function classOfCall({ step, call }: Case): ActionClass {
  return call === 'look' && step.await !== null ? step.await.observer.class : step.class;
}

/** What the step's own `retry.if` says of a failure. */
function isWanted({ state, address, step, work, now }: Case, failure: Failure): boolean {
  if (step.retry.if === null) return true;
  const contexts = {
    failure: { value: { kind: failure.kind, message: failure.message } },
    attempt: { value: work.attempt },
  };
  return holds(step.retry.if, scopeAt(state, address, { now, contexts }));
}

function lookScope({ state, address, step, work, now }: Case, outputs: JsonObject): Scope {
  const observed = step.await?.observer.output ?? step.action.output;
  const input = step.await === null ? {} : actInput(state, step, address, now);
  const contexts = {
    outputs: { value: outputs, schema: observed },
    acted: { value: work.acted ?? {}, schema: step.action.output },
    input: { value: input, schema: step.action.input },
  };
  return scopeAt(state, address, { now, contexts });
}

/** The action's answer, the last observation, and what the wait lifts out of it. */
function merge(wait: Wait | null, work: Work, observed: JsonObject): JsonObject {
  if (wait === null) return observed;
  const promoted: Record<string, Json> = {};
  for (const [name, path] of Object.entries(wait.spec.promote ?? {})) {
    let value: Json | undefined = observed;
    for (const part of path.split('.')) value = isJsonObject(value) ? value[part] : undefined;
    if (value !== undefined) promoted[name] = value;
  }
  return { ...observed, ...work.acted, ...promoted };
}

function pollTimeout({ work, now }: Case, limitMs: number, lastSeen: Work['seen']): Failure | null {
  if (now < (work.lookingSince ?? work.startedAt) + limitMs) return null;
  const seen = lastSeen === null ? '' : `; last seen: ${describeSeen(lastSeen)}`;
  const message = `it was not done after ${formatDuration(limitMs)} of polling${seen}`;
  return { kind: 'poll-timeout', message, limitMs, lastSeen };
}

/** `cause` is how the call itself ended, when the step failed for another reason. */
function stepFailed(
  found: Case,
  failure: Failure,
  { lastSeen = null, cause = failure }: { lastSeen?: Work['seen']; cause?: Failure } = {},
): RunEvent {
  const { step, work, call } = found;
  const action =
    call === 'look' && step.await !== null ? step.await.observer.name : step.action.name;
  const isUnsettled = isLeftOpen(found, cause);
  const during = { action, attempt: Math.max(1, work.attempt) };
  return { type: 'step-failed', ...at(found), failure, during, lastSeen, isUnsettled };
}

/** Nobody knows whether the call had its effect, and repeating it is not the way to find out. */
function isLeftOpen(found: Case, failure: Failure): boolean {
  const broke = ['cut', 'bad-answer', 'attempt-timeout', 'internal'].includes(failure.kind);
  return broke && found.call === 'act' && !isSafeToRepeat(classOfCall(found), failure);
}

function at({ step, address, now }: Case): { at: Instant; step: string; item?: number } {
  return { at: now, ...where(step, address) };
}
