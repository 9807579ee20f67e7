import type { ActionClass } from '../action-spec.ts';
import { formatDuration, type Instant } from '../duration.ts';
import { holds } from '../expression/condition.ts';
import { ExpressionError, type Scope } from '../expression/expression.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Wait } from '../workflow/workflow.ts';
import { actInput } from './call.ts';
import {
  actDone,
  at,
  isBroken,
  mayHaveActed,
  saysGone,
  stepFailed,
  type Case,
  type Outcome,
} from './case.ts';
import { stepAt } from './place.ts';
import type { RunEvent } from './event.ts';
import type { Failure } from './failure.ts';
import { judgeSettling, judgeSurvey } from './judge-settling.ts';
import { describeSeen, nextLookAt, seenBy } from './poll.ts';
import { askedDelay, isSafeToRepeat, mayPass, nextAttemptAt } from './retry.ts';
import { scopeAt } from './scope.ts';
import { settleMode } from './settle.ts';
import { taskAt, workAt, type Address, type RunState, type Work } from './state.ts';
import { timeoutFailure } from './timeout.ts';

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
  const step = stepAt(state, address);
  const found: Case = { state, address, step, task: taskAt(state, address), work, call, now };
  try {
    if (call === 'settle') return judgeSettling(found, outcome);
    if (call === 'survey' && outcome.ok) return judgeSurvey(found, outcome.outputs);
    return outcome.ok
      ? judgeAnswer(found, outcome.outputs)
      : judgeFailure(found, outcome.failure, chance);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const failure: Failure = { kind: 'invalid-value', message: error.message };
    if (call === 'settle') return judgeSettling(found, { ok: false, failure });
    if (call === 'survey') return { type: 'surveyed', ...at(found), known: null };
    // What was done is done, whatever cannot be said of it.
    return stepFailed(found, failure, { cause: outcome.ok ? failure : outcome.failure });
  }
}

function judgeAnswer(found: Case, outputs: JsonObject): RunEvent {
  const { task, call, work, now } = found;
  if (call === 'act') return actDone(found, outputs);
  const conditions = task.await ?? { until: task.until, failIf: task.failIf };
  const poll = task.await?.poll ?? task.poll;
  const scope = lookScope(found, outputs);
  if (conditions.until !== null && holds(conditions.until, scope)) {
    return { type: 'step-succeeded', ...at(found), outputs: merge(task.await, work, outputs) };
  }
  const seen = seenBy([conditions.until, conditions.failIf], outputs);
  if (conditions.failIf !== null && holds(conditions.failIf, scope)) {
    const message = `\`${conditions.failIf.text}\` came true: ${describeSeen(seen)}`;
    return stepFailed(found, { kind: 'hopeless', message, lastSeen: seen }, { lastSeen: seen });
  }
  const since = work.lookingSince ?? work.startedAt;
  const late =
    timeoutFailure(task, { ...work, seen }, now) ?? pollTimeout(found, poll.timeoutMs, seen);
  if (late !== null) return stepFailed(found, late, { lastSeen: seen });
  const nextAt = nextLookAt(poll, work.looks + 1, since, now);
  return { type: 'observed', ...at(found), seen, nextAt };
}

function judgeFailure(found: Case, failure: Failure, chance: number): RunEvent {
  const { state, task, address, work, call, now } = found;
  if (isGone(found, failure)) {
    return { type: 'step-succeeded', ...at(found), outputs: work.acted ?? {} };
  }
  if (isStuck(found, failure)) {
    const { name } = task.action;
    const reason = failure.message;
    return { type: 'step-unsettled', ...at(found), action: name, reason, candidates: [] };
  }
  if (isLost(found, failure)) return { type: 'call-lost', ...at(found), failure };
  // What is not shown does not keep anything from being done; it is only harder to settle then.
  if (call === 'survey' && isRefusal(found, failure))
    return { type: 'surveyed', ...at(found), known: null };
  // What is broken here, and not lost, is repeated: once more does no harm.
  const isSafe =
    isSafeToRepeat(classOfCall(found), failure) ||
    (call === 'act' && isBroken(failure) && settleMode(task, failure) === 'repeat');
  const isCancelled = state.cancel !== null && state.phase === 'main' && !address.undo;
  // A sub-workflow can be cancelled by its own limit: in this run, that is a failure.
  if (isCancelled && (failure.kind === 'cancelled' || isSafe)) {
    const doubt = mayHaveActed(found, failure) ? { isUnsettled: true as const } : {};
    return { type: 'step-cancelled', ...at(found), ...doubt };
  }
  const late = timeoutFailure(task, work, now);
  if (late !== null) return stepFailed(found, late, { lastSeen: work.seen, cause: failure });
  const isPassing = mayPass(failure, task.retry) || (call !== 'act' && failure.kind === 'rejected');
  if (!isSafe || !isPassing || work.attempt >= task.retry.attempts || !isWanted(found, failure)) {
    return stepFailed(found, failure, { lastSeen: work.seen });
  }
  const retryAt = nextAttemptAt(task.retry, { attempt: work.attempt, failure }, now, chance);
  if (call !== 'look') return { type: 'call-failed', ...at(found), failure, retryAt };
  return judgeFailedLook(found, failure, retryAt);
}

/** The run inside this one waits for a person: so does this one, and goes on when that one is over. */
function isStuck({ address, call }: Case, failure: Failure): boolean {
  const isChild = failure.kind === 'child-run' && failure.needsOperator === true;
  return isChild && call === 'act' && !address.undo;
}

/** Whether a survey will show nothing; a server in trouble is asked as often as for anything else. */
function isRefusal({ work, task }: Case, { kind }: Failure): boolean {
  if (kind === 'bad-answer') return work.attempt >= task.retry.attempts;
  return kind === 'rejected' || kind === 'invalid-value';
}

/**
 * Whether it has to be found out first what became of an act: nobody knows whether it had its
 * effect and a repeat would have it again, or a repeat was rejected and the first one may be why.
 */
function isLost(found: Case, failure: Failure): boolean {
  const { task, work, call, address } = found;
  if (call !== 'act') return false;
  if (failure.kind === 'rejected') {
    const mayBeDone = work.isUncertain || address.undo === true;
    return mayBeDone && task.settle?.kind === 'see';
  }
  return isBroken(failure) && settleMode(task, failure) !== 'repeat';
}

/** A look that failed is repeated as long as there is time to poll, and a last time when it is up. */
function judgeFailedLook(found: Case, failure: Failure, retryAt: Instant): RunEvent {
  const { task, work, now } = found;
  const { timeoutMs } = task.await?.poll ?? task.poll;
  const expired = pollTimeout(found, timeoutMs, work.seen);
  if (expired !== null) return stepFailed(found, expired, { lastSeen: work.seen });
  const deadline = (work.lookingSince ?? work.startedAt) + timeoutMs;
  if (now + askedDelay(failure) > deadline) {
    return stepFailed(found, failure, { lastSeen: work.seen });
  }
  return { type: 'call-failed', ...at(found), failure, retryAt: Math.min(retryAt, deadline) };
}

/** A wait for the end of a thing is over when nobody knows the thing any more. */
function isGone({ task, call }: Case, failure: Failure): boolean {
  return call === 'look' && saysGone(failure, task.await?.spec.doneIfRejected);
}

function classOfCall({ task, call }: Case): ActionClass {
  if (call === 'survey') return 'read';
  return call === 'look' && task.await !== null ? task.await.observer.class : task.class;
}

/** What the step's own `retry.if` says of a failure. */
function isWanted({ state, address, task, work, now }: Case, failure: Failure): boolean {
  if (task.retry.if === null) return true;
  const contexts = {
    failure: { value: { kind: failure.kind, message: failure.message } },
    attempt: { value: work.attempt },
  };
  return holds(task.retry.if, scopeAt(state, address, { now, contexts }));
}

function lookScope({ state, address, task, work, now }: Case, outputs: JsonObject): Scope {
  const observed = task.await?.observer.output ?? task.action.output;
  const input = task.await === null ? {} : actInput(state, address, now);
  const contexts = {
    outputs: { value: outputs, schema: observed },
    acted: { value: work.acted ?? {}, schema: task.action.output },
    input: { value: input, schema: task.action.input },
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
