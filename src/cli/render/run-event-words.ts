import type { RunEvent, UndoStarted } from '../../core/run/event.ts';
import type { EventWords } from './event-words.ts';
import { plainLine } from './plain-text.ts';
import { endedCount, type TrackedRun } from './tracked-work.ts';

/** What an event about a run as a whole says; `null` for what is told elsewhere. */
export function runEventWords(event: RunEvent, run: TrackedRun): EventWords | null {
  const count = run.steps.members.length;
  const steps = `${count} ${count === 1 ? 'step' : 'steps'}`;
  const name = `run ${run.id} of ${plainLine(run.workflow.name)}`;
  switch (event.type) {
    case 'run-started':
      return { text: `${name} started: ${steps}` };
    case 'run-resumed':
      return { text: `${name} goes on: ${endedCount(run.steps)} of ${steps} ended` };
    case 'cancel-requested':
      return event.by === 'timeout'
        ? { text: 'the time of the run is up: it is cancelled', tone: 'warning' }
        : { text: 'cancel requested', tone: 'warning' };
    case 'undo-started':
      return { text: undoWords(event, run), tone: 'warning' };
    case 'finally-started':
      return { text: 'the steps of `finally` begin' };
    default:
      return endWords(event);
  }
}

/** `undo begins: 3 to take back` */
export function undoWords({ scope }: Pick<UndoStarted, 'scope'>, { undo }: TrackedRun): string {
  const left = (undo?.members.length ?? 0) - (undo?.counts.succeeded ?? 0);
  const what = scope === 'created' ? 'all that was created is taken away' : `${left} to take back`;
  return `undo begins: ${what}`;
}

function endWords(event: RunEvent): EventWords | null {
  switch (event.type) {
    case 'run-succeeded':
      return { text: 'run succeeded', tone: 'success' };
    case 'run-failed':
      return {
        text: `run failed: ${plainLine(event.message ?? listed(event.failed))}`,
        tone: 'error',
      };
    case 'run-cancelled':
      return { text: 'run cancelled', tone: 'warning' };
    case 'run-undone':
      return { text: 'run undone', tone: 'warning' };
    case 'run-needs-operator': {
      const unsettled =
        event.unsettled.length === 0 ? [] : [`unsettled ${listed(event.unsettled)}`];
      const left = event.notUndone.length === 0 ? [] : [`not undone ${listed(event.notUndone)}`];
      const text = `run needs an operator: ${plainLine([...unsettled, ...left].join('; '))}`;
      return { text, tone: 'error' };
    }
    default:
      return null;
  }
}

/** The first names of a list that may be long. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

const mostNames = 5;
