import type { ActionClass } from '../action-spec.ts';
import { isJsonObject } from '../json.ts';
import type { CallKind, CallStarted, RunEvent, UnsettledAnswered, WorkEvent } from './event.ts';
import { effectOf } from './failure.ts';
import type { Effect, EndedState, StepState, Work } from './state.ts';
import { IllegalEvent } from './transition.ts';

export interface WorkFacts {
  /** Class of what the piece of work does. */
  readonly class: ActionClass;
  readonly isTolerated: boolean;
  readonly afterFailure: boolean;
}

/** The state of one piece of work after an event about it. @throws {IllegalEvent} */
export function nextWork(current: StepState, event: WorkEvent, facts: WorkFacts): StepState {
  const illegal = () => new IllegalEvent(event, `it is ${current.status}`);
  switch (event.type) {
    case 'call-started':
      if (!mayCall(current)) throw illegal();
      return { status: 'calling', call: event.call, work: called(current, event) };
    case 'surveyed': {
      if (current.status !== 'calling') throw illegal();
      const work = { ...current.work, survey: event.known, attempt: 0 };
      return { status: 'waiting', work, call: 'act', until: event.at, failure: null };
    }
    case 'call-failed': {
      if (current.status !== 'calling') throw illegal();
      const work = event.isAbsent
        ? { ...current.work, isUncertain: false, lost: null }
        : doubted(current, facts.class !== 'read' && effectOf(event.failure) === 'unknown');
      const call = event.isAbsent ? 'act' : current.call;
      return { status: 'waiting', work, call, until: event.retryAt, failure: event.failure };
    }
    case 'call-lost': {
      if (current.status !== 'calling') throw illegal();
      const doubts = { isUncertain: true, settles: 0, lost: event.failure, actedAt: event.at };
      return { status: 'lost', work: { ...current.work, ...doubts }, failure: event.failure };
    }
    case 'settling-postponed': {
      if (current.status !== 'calling') throw illegal();
      const { failure, nextAt } = event;
      const work = { ...current.work, settles: current.work.settles + 1 };
      return { status: 'waiting', work, call: 'settle', until: nextAt, failure };
    }
    case 'step-unsettled': {
      if (current.status !== 'calling' && current.status !== 'lost') throw illegal();
      const { reason, candidates } = event;
      return { status: 'unsettled', work: current.work, reason, candidates };
    }
    case 'unsettled-answered':
      if (current.status !== 'unsettled') throw illegal();
      return answered(current.work, event);
    case 'action-answered':
    case 'observed':
      if (current.status !== 'calling' && current.status !== 'answered') throw illegal();
      return looking(current.work, event);
    case 'item-started':
    case 'loop-started':
      throw illegal();
    default:
      return ended(current, event, facts);
  }
}

type EndEvent = Extract<
  WorkEvent,
  { type: 'step-skipped' | 'step-succeeded' | 'step-failed' | 'step-cancelled' }
>;

function ended(current: StepState, event: EndEvent, facts: WorkFacts): EndedState {
  const { afterFailure } = facts;
  const loop = current.status === 'looping' ? current : null;
  const work = 'work' in current ? current.work : null;
  const illegal = new IllegalEvent(event, `it is ${current.status}`);
  const base = { afterFailure, loop };
  switch (event.type) {
    case 'step-skipped':
      if (current.status !== 'ready') throw illegal;
      return { status: 'skipped', because: event.because, ...base, effect: null };
    case 'step-succeeded': {
      if (work === null && loop === null) throw illegal;
      const outputs = isJsonObject(event.outputs) ? event.outputs : {};
      const effect = work === null ? null : effectOfWork({ ...work, acted: outputs }, facts);
      return { status: 'succeeded', outputs: event.outputs, ...base, effect };
    }
    case 'step-failed': {
      if (work === null && loop === null && current.status !== 'ready') throw illegal;
      const { failure, isUnsettled } = event;
      const { isTolerated } = facts;
      const effect = effectOfWork(work, facts, isUnsettled);
      return { status: 'failed', failure, isTolerated, ...base, effect };
    }
    case 'step-cancelled':
      if (work === null && loop === null) throw illegal;
      return {
        status: 'cancelled',
        ...base,
        effect: effectOfWork(work, facts, event.isUnsettled ?? false),
      };
  }
}

/** What a piece of work has left behind when it ends. */
function effectOfWork(work: Work | null, facts: WorkFacts, isUnsettled = false): Effect | null {
  if (work === null || facts.class === 'read') return null;
  const input = work.input ?? {};
  if (work.acted !== null) return { input, outputs: work.acted };
  // What was polled without an answer of its own was done at every look.
  return isUnsettled || work.looks > 0 ? { input, outputs: null } : null;
}

function mayCall(
  state: StepState,
): state is Extract<StepState, { status: 'ready' | 'waiting' | 'lost' | 'answered' }> {
  return ['ready', 'waiting', 'lost', 'answered'].includes(state.status);
}

function called(current: StepState, event: CallStarted): Work {
  const before = 'work' in current ? current.work : newWork(event);
  const input = event.input ?? before.input;
  const work = { ...before, attempt: event.attempt, calledAt: event.at, input };
  return event.call === 'act' ? { ...work, acts: event.attempt, actedAt: event.at } : work;
}

function newWork({ at, call }: CallStarted): Work {
  return {
    startedAt: at,
    attempt: 1,
    calledAt: at,
    acts: 0,
    input: null,
    actedAt: null,
    isUncertain: false,
    survey: null,
    settles: 0,
    lost: null,
    acted: null,
    lookingSince: call === 'look' ? at : null,
    looks: 0,
    seen: null,
  };
}

function doubted(
  { work, call }: Extract<StepState, { status: 'calling' }>,
  isUnknown: boolean,
): Work {
  return isUnknown && isAct(call, work) ? { ...work, isUncertain: true } : work;
}

/** Whether a call does what the step is for: polled without an answer before, a look does it. */
export function isAct(call: CallKind, { acted }: Work): boolean {
  return call === 'act' || (call === 'look' && acted === null);
}

/** The time in which a person was waited for counts for no limit. */
function answered(work: Work, { at, outputs }: UnsettledAnswered): StepState {
  const settled = { ...work, startedAt: at, lost: null, isUncertain: false };
  return { status: 'answered', work: settled, outputs };
}

function looking(
  work: Work,
  event: Extract<RunEvent, { type: 'action-answered' | 'observed' }>,
): StepState {
  const base = {
    ...work,
    attempt: 0,
    lost: null,
    isUncertain: false,
    lookingSince: work.lookingSince ?? event.at,
  };
  const next: Work =
    event.type === 'observed'
      ? { ...base, looks: work.looks + 1, seen: event.seen }
      : { ...base, acted: event.outputs };
  return { status: 'waiting', work: next, call: 'look', until: event.nextAt, failure: null };
}
