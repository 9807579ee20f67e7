import type { RunEvent } from '../core/run/event.ts';
import type { RunStatus } from '../core/run/state.ts';

/** What a run's status is from an event on, or `null` when the event does not change it. */
export function statusAfter({ type }: RunEvent): RunStatus | null {
  switch (type) {
    case 'run-started':
    case 'run-resumed':
    case 'undo-started':
      return 'running';
    case 'run-succeeded':
      return 'succeeded';
    case 'run-failed':
      return 'failed';
    case 'run-cancelled':
      return 'cancelled';
    case 'run-undone':
      return 'undone';
    case 'run-needs-operator':
      return 'needs-operator';
    default:
      return null;
  }
}

/** Whether nothing more happens in a run, unless somebody asks for it. */
export function isOver(status: RunStatus): boolean {
  return status !== 'pending' && status !== 'running';
}
