import type { ActionSpec } from '../action-spec.ts';
import type { Instant } from '../duration.ts';
import { holds } from '../expression/condition.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Settle, SettleLook } from '../workflow/workflow.ts';
import { actInput, isSurveyNeeded } from './call.ts';
import type { RunEvent } from './event.ts';
import type { Failure } from './failure.ts';
import { actDone, at, saysGone, stepFailed, type Case, type Outcome } from './case.ts';
import { askedDelay } from './retry.ts';
import { scopeAt } from './scope.ts';
import { madeAndThere } from './transition.ts';
import { chainItems, workAt, type StepState, type Work } from './state.ts';

type Find = Extract<Settle, { kind: 'find' }>;
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
  if (!outcome.ok) return judgeBlindness(found, outcome.failure);
  return settle?.kind === 'find'
    ? judgeFound(found, settle, thingsIn(found, settle, outcome.outputs))
    : unsettled(found, 'it cannot be looked for', []);
}

function judgeFound(found: Case, { spec }: Find, all: readonly Thing[]): RunEvent {
  const { state, work, address, now } = found;
  const others = new Set([...(work.survey ?? []), ...madeAndThere(state)]);
  const gone = new Set(chainItems(state.gone));
  const shown = all.filter(({ id }) => !others.has(id));
  const things = shown.filter(({ id }) => !gone.has(id));
  const [only] = things;
  const twins = only === undefined ? [] : twinsOf(found, spec);
  if (twins.includes('calling')) return postponed(found, now + spec.everyMs);
  // Without knowing what was there before, even a single one may be another's.
  const isBlind = work.survey === null && isSurveyNeeded(state, address, now);
  const doubt =
    things.length > 1
      ? `${things.length} things may be what it made`
      : isBlind
        ? 'what is there now may have been there before'
        : twins.length > 0
          ? 'what is there now may be what another step made'
          : null;
  if (only !== undefined) {
    return doubt === null ? actDone(found, only.outputs, true) : unsettled(found, doubt, things);
  }
  const quietUntil = (work.actedAt ?? now) + spec.quietMs;
  // A look shows what was there when it left, and a single one may have come before the act.
  if (work.calledAt >= quietUntil && work.settles > 0) {
    return shown.length === 0 ? judgeAbsence(found) : unsettled(found, whyNotGone, shown);
  }
  return postponed(found, Math.min(now + spec.everyMs, quietUntil));
}

/** Some ids are given out again, such as addresses. */
const whyNotGone = 'what is there now is what this run took away before, or has got its id';

function postponed(found: Case, until: Instant): RunEvent {
  const nextAt = Math.max(found.now + 1, until);
  return { type: 'settling-postponed', ...at(found), nextAt, failure: null };
}

type Twin = 'calling' | 'lost' | 'unsettled';

/**
 * Acts that may make, or have made, a thing just like this one, so that what is found may be that:
 * those that are out, those that are being looked for, and those that a person is asked about.
 */
function twinsOf({ state, address, task, work }: Case, { name }: Find['spec']): Twin[] {
  const own = workAt(state, address);
  const isAlike = (input: JsonObject | null) =>
    name === undefined || input?.[name] === undefined || input[name] === work.input?.[name];
  return state.context.plan.workflow.steps.flatMap(({ index, action }) => {
    if (!makeTheSame(action, task.action)) return [];
    const step = state.steps.get(index);
    const works: readonly StepState[] = step.status === 'looping' ? [...step.works] : [step];
    return works.flatMap((other) => {
      if (other === own || !('work' in other)) return [];
      const twin = twinOf(other, work);
      return twin !== null && isAlike(other.work.input) ? [twin] : [];
    });
  });
}

/** How the act of another piece of work stands, if what is found may be what it made. */
function twinOf(other: Extract<StepState, { work: Work }>, own: Work): Twin | null {
  if (other.status === 'unsettled') return 'unsettled';
  if (other.status === 'calling' && other.call === 'act') return 'calling';
  // What was asked for in the same words is the same: it does not matter whose it is.
  const isSame = JSON.stringify(other.work.input) === JSON.stringify(own.input);
  return other.work.isUncertain && !isSame ? 'lost' : null;
}

/** Whether two actions create things of the same kind. */
function makeTheSame(one: ActionSpec, other: ActionSpec): boolean {
  const kinds = (spec: ActionSpec) =>
    (spec.effects ?? []).flatMap(({ verb, kind }) => (verb === 'creates' ? [kind] : []));
  return one.name === other.name || kinds(one).some((kind) => kinds(other).includes(kind));
}

/** The act certainly had no effect: it is made again, unless it was made often enough. */
function judgeAbsence(found: Case): RunEvent {
  const { state, task, work, address, now } = found;
  const failure = work.lost ?? interruption;
  const isCancelled = state.cancel !== null && state.phase === 'main' && !address.undo;
  if (isCancelled) return { type: 'step-cancelled', ...at(found) };
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
  if (isDone) return actDone(found, {}, true);
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
  const { state, task, work, address } = found;
  const lost = work.lost ?? interruption;
  if (state.phase !== 'main' || address.undo) {
    return { ...stepFailed(found, lost), isUnsettled: true };
  }
  const reason = `${lost.message}; ${why}`;
  const action = task.action.name;
  const candidates = things.map(({ outputs }) => outputs);
  return { type: 'step-unsettled', ...at(found), action, reason, candidates };
}

interface Thing {
  readonly id: string;
  /** What the act would have answered if this is what it made. */
  readonly outputs: JsonObject;
}

/** What the looks show that could be what the act made; each thing once. */
function thingsIn(found: Case, { spec, looks }: Find, outputs: JsonObject): Thing[] {
  const things = new Map<string, JsonObject>();
  for (const [index, answer] of answersOf(outputs).entries()) {
    const shown = looks[index]?.found.evaluate(settleScope(found, answer, index)) ?? [];
    for (const each of Array.isArray(shown) ? (shown as readonly Json[]) : []) {
      const id = isJsonObject(each) ? each[spec.id] : undefined;
      if (!isJsonObject(each) || typeof id !== 'string' || id === '') continue;
      things.set(id, { ...each, ...things.get(id) });
    }
  }
  return [...things].map(([id, each]) => ({ id, outputs: each }));
}

function answersOf(outputs: JsonObject): readonly JsonObject[] {
  const answers = outputs['answers'];
  return Array.isArray(answers) ? (answers as readonly Json[]).filter(isJsonObject) : [];
}

function settleScope({ state, address, task, work, now }: Case, answer: JsonObject, at: number) {
  const { settle } = task;
  const looks: readonly SettleLook[] =
    settle === null || settle.kind === 'repeat' ? [] : settle.looks;
  const schema = looks[at]?.observer.output ?? {};
  const input = work.input ?? actInput(state, address, now);
  return scopeAt(state, address, {
    now,
    contexts: {
      input: { value: input, schema: task.action.input },
      outputs: { value: answer, schema },
    },
  });
}
