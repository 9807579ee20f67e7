import type { Instant } from '../duration.ts';
import { holds } from '../expression/condition.ts';
import type { JsonObject } from '../json.ts';
import type { Settle } from '../workflow/workflow.ts';
import { isSurveyNeeded } from './call.ts';
import type { RunEvent } from './event.ts';
import type { Failure } from './failure.ts';
import { actDone, at, saysGone, stepFailed, type Case, type Outcome } from './case.ts';
import { answersOf, settleScope, thingsIn, type Find, type Thing } from './found-things.ts';
import { knownBefore } from './known-before.ts';
import { askedDelay } from './retry.ts';
import { chainItems } from './state.ts';
import { madeAndThere } from './transition.ts';
import { twinsOf } from './twins.ts';

type See = Extract<Settle, { kind: 'see' }>;

/** For how long it is tried to find out what became of an act when nothing answers, in milliseconds. */
const patienceMs = 15 * 60_000;

/** What there is before something is created, as far as it could be taken for that. */
export function judgeSurvey(found: Case, outputs: JsonObject): RunEvent {
  const { settle } = found.task;
  const things = settle?.kind === 'find' ? thingsIn(found, settle, outputs) : [];
  return { type: 'surveyed', ...at(found), known: things.map(({ id }) => id) };
}

/** What became of an act whose answer was lost, as far as the looks tell. */
export function judgeSettling(found: Case, outcome: Outcome): RunEvent {
  const { settle } = found.task;
  if (settle?.kind === 'see') return judgeSeen(found, settle, outcome);
  if (!outcome.ok) {
    const isAbsent =
      settle?.kind === 'find' && saysGone(outcome.failure, settle.spec.absentIfRejected);
    return isAbsent ? judgeAbsence(found) : judgeBlindness(found, outcome.failure);
  }
  return settle?.kind === 'find'
    ? judgeFound(found, settle, outcome.outputs)
    : unsettled(found, 'it cannot be looked for', []);
}

function judgeFound(found: Case, settle: Find, outputs: JsonObject): RunEvent {
  const { spec } = settle;
  const { state, work, address, now } = found;
  // Without knowing what was there before, even a single one may be another's.
  const isBlind = work.survey === null && isSurveyNeeded(state, address, now);
  const before = work.survey ?? (isBlind ? knownBefore(found) : []);
  const others = new Set([...before, ...madeAndThere(state)]);
  const gone = new Set(chainItems(state.gone));
  const shown = thingsIn(found, settle, outputs).filter(({ id }) => !others.has(id));
  const things = shown.filter(({ id }) => !gone.has(id));
  const [only] = things;
  const twins = only === undefined ? [] : twinsOf(found, settle, only, outputs);
  if (twins.includes('calling')) return postponed(found, now + spec.everyMs);
  const doubt =
    things.length > 1
      ? `${things.length} things may be what it made`
      : isBlind
        ? 'what is there now may have been there before'
        : twins.length > 0
          ? 'what is there now may be what another step made'
          : null;
  if (only !== undefined) {
    return doubt === null ? adopted(found, only.outputs) : unsettled(found, doubt, things);
  }
  const quietUntil = (work.actedAt ?? now) + spec.quietMs;
  // A look shows what was there when it left, and a single one may have come before the act.
  if (work.calledAt >= quietUntil && work.settles > 0) {
    return shown.length === 0 ? judgeAbsence(found) : unsettled(found, whyNotGone, shown);
  }
  return postponed(found, Math.min(now + spec.everyMs, quietUntil));
}

/** What is found after its phase is over is only known, and then taken back or kept. */
function adopted(found: Case, outputs: JsonObject): RunEvent {
  if (!isLate(found)) return actDone(found, outputs, true);
  return { type: 'step-succeeded', ...at(found), outputs, isAdopted: true };
}

function isLate({ state, step, address }: Case): boolean {
  return step.phase !== state.phase && !address.undo;
}

/** Some ids are given out again, such as addresses. */
const whyNotGone = 'what is there now is what this run took away before, or has got its id';

function postponed(found: Case, until: Instant): RunEvent {
  const nextAt = Math.max(found.now + 1, until);
  return { type: 'settling-postponed', ...at(found), nextAt, failure: null };
}

/** The act certainly had no effect: it is made again, unless it was made often enough. */
function judgeAbsence(found: Case): RunEvent {
  const { state, task, work, address, now } = found;
  const failure = work.lost ?? interruption;
  const isCancelled = state.cancel !== null && state.phase === 'main' && !address.undo;
  if (isCancelled || isLate(found)) return { type: 'step-cancelled', ...at(found) };
  if (work.lost !== null && work.acts >= task.retry.attempts) {
    return { ...stepFailed(found, failure), isUnsettled: false };
  }
  return { type: 'call-failed', ...at(found), failure, retryAt: now, isAbsent: true };
}

const interruption: Failure = {
  kind: 'cut',
  message: 'the process ended while the call was out',
};

function judgeSeen(found: Case, { spec, done }: See, outcome: Outcome): RunEvent {
  const { work } = found;
  if (!outcome.ok && !saysGone(outcome.failure, spec.doneIfRejected)) {
    return judgeBlindness(found, outcome.failure);
  }
  const answer = outcome.ok ? answersOf(outcome.outputs)[0] : undefined;
  const isDone = answer === undefined || holds(done, settleScope(found, answer, 0));
  if (isDone) return adopted(found, {});
  if (work.lost?.kind !== 'rejected') return judgeAbsence(found);
  return { ...stepFailed(found, work.lost), isUnsettled: false };
}

/** The look itself failed: it is tried again for a while, and then a person has to look. */
function judgeBlindness(found: Case, failure: Failure): RunEvent {
  const { work, now } = found;
  const isHopeless = failure.kind === 'rejected' || failure.kind === 'invalid-value';
  const until: Instant = (work.actedAt ?? now) + patienceMs;
  if (isHopeless || now >= until) {
    const rejection = work.lost?.kind === 'rejected' ? work.lost : null;
    if (rejection !== null) return stepFailed(found, rejection);
    return unsettled(found, `looking for it failed: ${failure.message}`, []);
  }
  const pause = Math.max(askedDelay(failure), Math.min(60_000, 2000 * 2 ** work.settles));
  return { type: 'settling-postponed', ...at(found), nextAt: now + pause, failure };
}

function unsettled(found: Case, why: string, things: readonly Thing[]): RunEvent {
  const { task, work, address } = found;
  const lost = work.lost ?? interruption;
  if (address.undo) {
    return { ...stepFailed(found, lost), isUnsettled: true };
  }
  const reason = `${lost.message}; ${why}`;
  const action = task.action.name;
  const candidates = things.map(({ outputs }) => outputs);
  return { type: 'step-unsettled', ...at(found), action, reason, candidates };
}
