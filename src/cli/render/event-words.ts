import { formatDuration } from '../../core/duration.ts';
import type { RunEvent } from '../../core/run/event.ts';
import { createdIds } from './created-ids.ts';
import type { WorkEvent } from './next-state.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { changeWords, reachedWords } from './seen-words.ts';
import { attemptWords, itemsWords, skipWords } from './state-words.ts';
import type { TrackedRun, TrackedState, TrackedWork } from './tracked-work.ts';

export interface EventWords {
  readonly text: string;
  readonly tone?: Tone;
}

/**
 * What an event about a step, or an item of its loop, says to a person; `null` when it says nothing
 * new: a look that saw the same again, the start of a further attempt.
 */
export function workEventWords(
  event: WorkEvent,
  work: TrackedWork,
  before: TrackedState,
): EventWords | null {
  switch (event.type) {
    case 'item-started':
      return null;
    case 'loop-started':
      return {
        text: `started: ${event.keys.length} ${event.keys.length === 1 ? 'item' : 'items'}`,
      };
    case 'call-started':
      return before.status === 'pending' ? { text: 'started' } : null;
    case 'call-failed':
      return retryWords(event, work, before);
    case 'action-answered': {
      const wait = work.step.await === null ? [] : [`waits for "${work.step.await.name}"`];
      const told = [...idWords(work, event), ...wait].join(', ');
      return { text: told === '' ? 'answered' : `answered: ${told}` };
    }
    case 'observed': {
      const changed = changeWords('seen' in before ? before.seen : null, event.seen);
      return changed === null ? null : { text: changed };
    }
    default:
      return endWords(event, work, before);
  }
}

/** What an event about the run as a whole says; `null` for what is told elsewhere. */
export function runEventWords(event: RunEvent, run: TrackedRun): EventWords | null {
  switch (event.type) {
    case 'run-started': {
      const count = run.steps.members.length;
      const steps = `${count} ${count === 1 ? 'step' : 'steps'}`;
      return { text: `run ${run.id} of ${plainLine(run.workflow.name)} started: ${steps}` };
    }
    case 'cancel-requested':
      return event.by === 'timeout'
        ? { text: 'the time of the run is up: it is cancelled', tone: 'warning' }
        : { text: 'cancel requested', tone: 'warning' };
    case 'finally-started':
      return { text: 'the steps of `finally` begin' };
    case 'run-succeeded':
      return { text: 'run succeeded', tone: 'success' };
    case 'run-failed':
      return {
        text: `run failed: ${plainLine(event.message ?? listed(event.failed))}`,
        tone: 'error',
      };
    case 'run-cancelled':
      return { text: 'run cancelled', tone: 'warning' };
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

function retryWords(
  event: Extract<WorkEvent, { type: 'call-failed' }>,
  work: TrackedWork,
  before: TrackedState,
): EventWords {
  const { call, attempt } = before.status === 'running' ? before : { call: 'act', attempt: 1 };
  const observer = call === 'look' ? work.step.await?.observer.name : undefined;
  const what = `attempt ${attempt}${observer === undefined ? '' : ` of ${observer}`} failed`;
  const next = `${attemptWords(work, attempt + 1)} in ${formatDuration(event.retryAt - event.at)}`;
  return { text: `${what}: ${plainLine(event.failure.message)}; ${next}`, tone: 'warning' };
}

type EndEvent = Extract<
  WorkEvent,
  { type: 'step-succeeded' | 'step-failed' | 'step-skipped' | 'step-cancelled' }
>;

function endWords(event: EndEvent, work: TrackedWork, before: TrackedState): EventWords {
  const took = formatDuration(event.at - ('startedAt' in before ? before.startedAt : event.at));
  switch (event.type) {
    case 'step-succeeded': {
      const told = successNotes(event, work, before).join(', ');
      return { text: `succeeded in ${took}${told === '' ? '' : ` (${told})`}`, tone: 'success' };
    }
    case 'step-failed': {
      const attempt = event.during?.attempt ?? 1;
      const when = `failed after ${took}${attempt > 1 ? `, on attempt ${attempt}` : ''}`;
      const notes = [`${when}: ${plainLine(event.failure.message)}`];
      if (event.isUnsettled) notes.push('not known whether it took effect, and not repeated');
      if (work.step.continueOnError) notes.push('the run goes on');
      return { text: notes.join('; '), tone: work.step.continueOnError ? 'warning' : 'error' };
    }
    case 'step-skipped':
      return { text: `skipped: ${skipWords(event.because)}`, tone: 'dim' };
    case 'step-cancelled':
      return { text: `cancelled after ${took}`, tone: 'warning' };
  }
}

function successNotes(
  event: Extract<WorkEvent, { type: 'step-succeeded' }>,
  work: TrackedWork,
  before: TrackedState,
): string[] {
  if (work.items !== null) return [itemsWords(work.items)];
  const { step } = work;
  const reached = reachedWords(step, 'seen' in before ? before.seen : null, event.outputs);
  const ids = step.await === null ? idWords(work, event) : [];
  return reached === null ? ids : [...ids, reached];
}

/** What was created, as `vm_id 8c1d…`. */
function idWords(
  { step }: TrackedWork,
  event: Extract<WorkEvent, { type: 'action-answered' | 'step-succeeded' }>,
): string[] {
  if (step.class !== 'create') return [];
  return createdIds(step, event.outputs).map(([name, value]) => `${name} ${value}`);
}
