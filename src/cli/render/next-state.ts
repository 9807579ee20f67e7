import type { RunEvent } from '../../core/run/event.ts';
import type { TrackedRunState, TrackedState, TrackedWork } from './tracked-work.ts';

/** An event about a step, or an item of its loop. */
export type WorkEvent = Extract<RunEvent, { readonly step: string }>;

/** The state of a work after an event about it. */
export function nextState({ state, step }: TrackedWork, event: WorkEvent): TrackedState {
  const startedAt = 'startedAt' in state ? state.startedAt : event.at;
  const begun = {
    startedAt,
    looks: 'looks' in state ? state.looks : 0,
    seen: 'seen' in state ? state.seen : null,
  };
  switch (event.type) {
    case 'loop-started':
      return { status: 'looping', startedAt };
    case 'item-started':
      return state;
    case 'call-started':
      return { status: 'running', ...begun, call: event.call, attempt: event.attempt };
    case 'call-failed': {
      const { call, attempt } =
        state.status === 'running' ? state : { call: 'act' as const, attempt: 1 };
      const failed = { attempt, failure: event.failure };
      return { status: 'waiting', ...begun, call, until: event.retryAt, failed };
    }
    case 'action-answered':
      return { status: 'waiting', ...begun, call: 'look', until: event.nextAt, failed: null };
    case 'observed': {
      const looked = { startedAt, looks: begun.looks + 1, seen: event.seen };
      return { status: 'waiting', ...looked, call: 'look', until: event.nextAt, failed: null };
    }
    case 'step-succeeded':
      return { status: 'succeeded', startedAt, endedAt: event.at };
    case 'step-failed': {
      const { failure, during, lastSeen, isUnsettled } = event;
      const isTolerated = step.continueOnError;
      const why = { failure, during, lastSeen, isUnsettled, isTolerated };
      return { status: 'failed', startedAt, endedAt: event.at, ...why };
    }
    case 'step-skipped':
      return { status: 'skipped', because: event.because };
    case 'step-cancelled':
      return { status: 'cancelled', startedAt, endedAt: event.at };
  }
}

/** The state of a run after an event about it as a whole. */
export function nextRunState(state: TrackedRunState, event: RunEvent): TrackedRunState {
  const startedAt = 'startedAt' in state ? state.startedAt : event.at;
  const ended = { startedAt, endedAt: event.at };
  switch (event.type) {
    case 'run-started':
      return { status: 'running', startedAt };
    case 'run-succeeded':
      return { status: 'succeeded', ...ended, outputs: event.outputs };
    case 'run-failed':
      return { status: 'failed', ...ended, failed: event.failed, message: event.message };
    case 'run-cancelled':
      return { status: 'cancelled', ...ended, by: event.by };
    default:
      return state;
  }
}
