import { formatDuration } from '../../core/duration.ts';
import { isJsonObject } from '../../core/json.ts';
import type { WorkEvent } from '../../core/run/event.ts';
import { createdIds } from './created-ids.ts';
import type { EndEvent } from './next-state.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { askingAction, askingWords } from './questions.ts';
import { changeWords, reachedWords } from './seen-words.ts';
import * as settling from './settling-words.ts';
import { attemptWords, itemsWords, skipWords, unknownEffect } from './state-words.ts';
import type { TrackedState, TrackedWork } from './tracked-work.ts';

export interface EventWords {
  readonly text: string;
  readonly tone?: Tone;
}

/**
 * What an event about a work says to a person; `null` when it says nothing new: a look that saw the
 * same again, the start of a further attempt.
 */
export function workEventWords(
  event: WorkEvent,
  work: TrackedWork,
  before: TrackedState,
): EventWords | null {
  switch (event.type) {
    case 'item-started':
    case 'surveyed':
      return null;
    case 'loop-started':
      return {
        text: `started: ${event.keys.length} ${event.keys.length === 1 ? 'item' : 'items'}`,
      };
    case 'call-started':
      return startWords(event, work, before);
    case 'call-failed':
      return retryWords(event, work, before);
    case 'call-lost':
      return { text: settling.lostWords(event, work), tone: 'warning' };
    case 'settling-postponed':
      return worded(settling.postponedWords(event, before), 'warning');
    case 'step-unsettled':
      return { text: `unsettled: ${plainLine(event.reason)}`, tone: 'error' };
    case 'unsettled-answered':
      return { text: settling.answeredWords(work, event.outputs) };
    case 'action-answered':
      return answerWords(event, work, before);
    case 'observed':
      return worded(changeWords('seen' in before ? before.seen : null, event.seen));
    default:
      return work.isUndo ? undoEndWords(event, work, before) : endWords(event, work, before);
  }
}

function worded(text: string | null, tone?: Tone): EventWords | null {
  if (text === null) return null;
  return tone === undefined ? { text } : { text, tone };
}

function startWords(
  event: Extract<WorkEvent, { type: 'call-started' }>,
  work: TrackedWork,
  before: TrackedState,
): EventWords | null {
  if (event.action === askingAction) {
    return { text: askingWords(work), tone: 'active' };
  }
  if (before.status === 'pending') return { text: work.isUndo ? 'undo started' : 'started' };
  return worded(settling.takenUpWords(event, work, before), 'warning');
}

function answerWords(
  event: Extract<WorkEvent, { type: 'action-answered' }>,
  work: TrackedWork,
  before: TrackedState,
): EventWords {
  const { await: wait } = work.task;
  const waits = wait === null ? [] : [`waits for "${wait.name}"`];
  if (event.isAdopted) {
    const adopted = settling.adoptedWords(work, event.outputs, before);
    return { text: [adopted, ...waits].join('; ') };
  }
  const told = [...idWords(work, event), ...waits].join(', ');
  return { text: told === '' ? 'answered' : `answered: ${told}` };
}

function retryWords(
  event: Extract<WorkEvent, { type: 'call-failed' }>,
  work: TrackedWork,
  before: TrackedState,
): EventWords {
  if (event.isAbsent) {
    return { text: `${settling.absentWords(work)}: trying again`, tone: 'warning' };
  }
  const { call, attempt } = before.status === 'running' ? before : { call: 'act', attempt: 1 };
  const observer = call === 'look' ? work.task.await?.observer.name : undefined;
  const what = `attempt ${attempt}${observer === undefined ? '' : ` of ${observer}`} failed`;
  const next = `${attemptWords(work, attempt + 1)} in ${formatDuration(event.retryAt - event.at)}`;
  return { text: `${what}: ${plainLine(event.failure.message)}; ${next}`, tone: 'warning' };
}

function endWords(event: EndEvent, work: TrackedWork, before: TrackedState): EventWords {
  const took = tookWords(event, before);
  switch (event.type) {
    case 'step-succeeded': {
      const told = successNotes(event, work, before).join(', ');
      return { text: `succeeded in ${took}${told === '' ? '' : ` (${told})`}`, tone: 'success' };
    }
    case 'step-failed': {
      const notes = [`failed after ${took}${failureWords(event)}`];
      if (event.isUnsettled) notes.push(unknownEffect);
      if (work.step.continueOnError) notes.push('the run goes on');
      return { text: notes.join('; '), tone: work.step.continueOnError ? 'warning' : 'error' };
    }
    case 'step-skipped':
      return { text: `skipped: ${skipWords(event.because)}`, tone: 'dim' };
    case 'step-cancelled': {
      const doubt = event.isUnsettled ? `; ${unknownEffect}` : '';
      return { text: `cancelled after ${took}${doubt}`, tone: 'warning' };
    }
  }
}

/** How taking a work back ended. */
function undoEndWords(event: EndEvent, work: TrackedWork, before: TrackedState): EventWords {
  const took = tookWords(event, before);
  if (event.type === 'step-failed') {
    return { text: `not undone after ${took}${failureWords(event)}`, tone: 'error' };
  }
  const notes = event.type === 'step-succeeded' ? successNotes(event, work, before) : [];
  const told = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  return { text: `undone in ${took}${told}`, tone: 'success' };
}

function tookWords(event: EndEvent, before: TrackedState): string {
  return formatDuration(event.at - ('startedAt' in before ? before.startedAt : event.at));
}

/** `, on attempt 3: the connection broke` */
function failureWords({ during, failure }: Extract<WorkEvent, { type: 'step-failed' }>): string {
  const attempt = during?.attempt ?? 1;
  return `${attempt > 1 ? `, on attempt ${attempt}` : ''}: ${plainLine(failure.message)}`;
}

function successNotes(
  event: Extract<WorkEvent, { type: 'step-succeeded' }>,
  work: TrackedWork,
  before: TrackedState,
): string[] {
  if (work.items !== null) return [itemsWords(work.items)];
  const { task } = work;
  const { outputs } = event;
  if (event.isAdopted && isJsonObject(outputs)) {
    return [settling.adoptedWords(work, outputs, before)];
  }
  const reached = reachedWords(task, 'seen' in before ? before.seen : null, outputs);
  const ids = task.await === null ? idWords(work, event) : [];
  return reached === null ? ids : [...ids, reached];
}

/** What was created, as `vm_id 8c1d…`. */
function idWords(
  { task }: TrackedWork,
  event: Extract<WorkEvent, { type: 'action-answered' | 'step-succeeded' }>,
): string[] {
  if (task.class !== 'create') return [];
  return createdIds(task, event.outputs).map(([name, value]) => `${name} ${value}`);
}
