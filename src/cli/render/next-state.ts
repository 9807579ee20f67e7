import type { RunEvent, WorkEvent } from '../../core/run/event.ts';
import type { TrackedRunState, TrackedState, TrackedWork } from './tracked-work.ts';

/** The state of a work after an event about it. */
export function nextState(work: TrackedWork, event: WorkEvent): TrackedState {
  const { state } = work;
  const begun = begunBy(state, event);
  const { startedAt } = begun;
  switch (event.type) {
    case 'loop-started':
      return { status: 'looping', startedAt };
    case 'item-started':
      return state;
    case 'call-started': {
      const { call, attempt } = event;
      const acts = call === 'act' ? attempt : begun.acts;
      return { status: 'running', ...begun, acts, call, attempt };
    }
    case 'surveyed':
    case 'unsettled-answered':
      return { status: 'waiting', ...begun, call: 'act', until: event.at, failed: null };
    case 'call-lost':
      return { status: 'waiting', ...begun, call: 'settle', until: event.at, failed: null };
    case 'settling-postponed':
    case 'call-failed':
      return afterFailure(state, event, begun);
    case 'action-answered':
      return { status: 'waiting', ...begun, call: 'look', until: event.nextAt, failed: null };
    case 'observed': {
      const looked = { ...begun, looks: begun.looks + 1, seen: event.seen };
      return { status: 'waiting', ...looked, call: 'look', until: event.nextAt, failed: null };
    }
    case 'step-unsettled': {
      const { at: endedAt, action, reason, candidates } = event;
      return { status: 'unsettled', startedAt, endedAt, action, reason, candidates };
    }
    default:
      return endState(work, event, startedAt);
  }
}

type Begun = ReturnType<typeof begunBy>;

function begunBy(state: TrackedState, { at }: WorkEvent) {
  return {
    startedAt: 'startedAt' in state ? state.startedAt : at,
    acts: 'acts' in state ? state.acts : 0,
    looks: 'looks' in state ? state.looks : 0,
    seen: 'seen' in state ? state.seen : null,
  };
}

/** A call is made again: the same one, or the act, of which it is certain now that it did nothing. */
function afterFailure(
  state: TrackedState,
  event: Extract<WorkEvent, { type: 'call-failed' | 'settling-postponed' }>,
  begun: Begun,
): TrackedState {
  const { failure } = event;
  const out = state.status === 'running' ? state : { call: 'act' as const, attempt: 1 };
  if (event.type === 'settling-postponed') {
    const failed = failure === null ? null : { attempt: out.attempt, failure };
    return { status: 'waiting', ...begun, call: 'settle', until: event.nextAt, failed };
  }
  const { call, attempt } = event.isAbsent ? { call: 'act' as const, attempt: begun.acts } : out;
  const failed = { attempt, failure: event.failure };
  return { status: 'waiting', ...begun, call, until: event.retryAt, failed };
}

export type EndEvent = Extract<
  WorkEvent,
  { type: 'step-succeeded' | 'step-failed' | 'step-skipped' | 'step-cancelled' }
>;

function endState({ step, isUndo }: TrackedWork, event: EndEvent, startedAt: number): TrackedState {
  const times = { startedAt, endedAt: event.at };
  switch (event.type) {
    case 'step-succeeded':
      return { status: 'succeeded', ...times };
    case 'step-failed': {
      const { failure, during, lastSeen, isUnsettled } = event;
      const isTolerated = step.continueOnError && !isUndo;
      return { status: 'failed', ...times, failure, during, lastSeen, isUnsettled, isTolerated };
    }
    case 'step-skipped':
      return { status: 'skipped', because: event.because };
    case 'step-cancelled':
      return { status: 'cancelled', ...times, isUnsettled: event.isUnsettled ?? false };
  }
}

/** The state of a run after an event about it as a whole. */
export function nextRunState(state: TrackedRunState, event: RunEvent): TrackedRunState {
  const startedAt = 'startedAt' in state ? state.startedAt : event.at;
  const ended = { startedAt, endedAt: event.at };
  switch (event.type) {
    case 'run-started':
    case 'run-resumed':
    case 'undo-started':
      return { status: 'running', startedAt };
    case 'run-succeeded':
      return { status: 'succeeded', ...ended, outputs: event.outputs };
    case 'run-failed':
      return { status: 'failed', ...ended, failed: event.failed, message: event.message };
    case 'run-cancelled':
      return { status: 'cancelled', ...ended, by: event.by };
    case 'run-undone':
      return { status: 'undone', ...ended, failed: event.failed };
    case 'run-needs-operator': {
      const { unsettled, notUndone, failed } = event;
      return { status: 'needs-operator', ...ended, unsettled, notUndone, failed };
    }
    default:
      return state;
  }
}
