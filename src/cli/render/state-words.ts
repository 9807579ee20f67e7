import { formatDuration, type Instant } from '../../core/duration.ts';
import type { SkipReason } from '../../core/run/event.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { askingAction } from './questions.ts';
import { seenWords } from './seen-words.ts';
import { whetherWords } from './settling-words.ts';
import {
  endedCount,
  isUndone,
  partsOf,
  type CountedStatus,
  type Counts,
  type FailedState,
  type RunningState,
  type TrackedGroup,
  type TrackedWork,
  type WaitingState,
} from './tracked-work.ts';

const order: readonly CountedStatus[] = [
  'succeeded',
  'failed',
  'unsettled',
  'running',
  'waiting',
  'skipped',
  'cancelled',
  'pending',
];

/** How each kind is marked. */
export const countTone: Readonly<Record<CountedStatus, Tone>> = {
  succeeded: 'success',
  failed: 'error',
  unsettled: 'error',
  running: 'active',
  waiting: 'warning',
  cancelled: 'warning',
  skipped: 'dim',
  pending: 'dim',
};

/** Each kind of which there is any, such as `succeeded 812`. */
export function countWords(counts: Counts): { status: CountedStatus; words: string }[] {
  return order
    .filter((status) => counts[status] > 0)
    .map((status) => ({ status, words: `${status} ${counts[status]}` }));
}

/** The same of what takes works back. */
export function undoCountWords(counts: Counts): { status: CountedStatus; words: string }[] {
  const undoing = counts.running + counts.waiting;
  const merged = { ...counts, running: undoing, waiting: 0, skipped: 0, cancelled: 0 };
  return countWords(merged).map(({ status, words }) => ({
    status,
    words: words.replace(status, undoStatus[status] ?? status),
  }));
}

const undoStatus: Partial<Record<CountedStatus, string>> = {
  succeeded: 'undone',
  failed: 'not undone',
  running: 'undoing',
};

/** What there is to say of a work now, apart from its name and how long it has taken. */
export function stateWords(work: TrackedWork, now: Instant): string {
  const { state, step } = work;
  switch (state.status) {
    case 'pending':
      return step.phase === 'finally' ? 'finally' : '';
    case 'looping':
      return work.items === null ? '' : loopWords(work.items);
    case 'running':
      return runningWords(work, state, now);
    case 'waiting':
      return activeWords(work, state, now);
    case 'succeeded':
      return succeededWords(work);
    case 'failed':
      return work.isUndo ? `not undone: ${plainLine(state.failure.message)}` : failedWords(state);
    case 'unsettled':
      return `unsettled: ${plainLine(state.reason)}`;
    case 'skipped':
      return skipWords(state.because);
    case 'cancelled':
      return state.isUnsettled ? `cancelled; ${unknownEffect}` : 'cancelled';
  }
}

/** What ended without anybody knowing what it did. */
export const unknownEffect = 'not known whether it took effect';

function succeededWords(work: TrackedWork): string {
  if (work.items === null) return work.isUndo || isUndone(work) ? 'undone' : '';
  const undone = work.run.undo === null ? 0 : work.items.members.filter(isUndone).length;
  return `${itemsWords(work.items)}${undone === 0 ? '' : `, ${undone} undone`}`;
}

/** Why a step was not run. */
export function skipWords(because: SkipReason): string {
  switch (because.kind) {
    case 'condition':
      return `\`${plainLine(because.condition)}\` is not true`;
    case 'need':
      return `"${because.need}" did not succeed`;
    case 'stopping':
      return `the run is stopping, because "${because.failed}" failed`;
    case 'cancelled':
      return 'the run was cancelled';
  }
}

/** A failure in one line, with what the run made of it. */
export function failedWords({ failure, isTolerated, isUnsettled }: FailedState): string {
  const isUnknown = isUnsettled && failure.kind !== 'child-run';
  const doubt = isUnknown ? 'it may have taken effect: ' : '';
  return `${doubt}${plainLine(failure.message)}${isTolerated ? ' (the run goes on)' : ''}`;
}

/** `attempt 2 of 5` */
export function attemptWords({ task }: TrackedWork, attempt: number): string {
  return `attempt ${attempt} of ${task.retry.attempts}`;
}

export function itemsWords({ members }: TrackedGroup): string {
  return `${members.length} ${members.length === 1 ? 'item' : 'items'}`;
}

/** `12/40 (3 running, 1 failed)` */
function loopWords(group: TrackedGroup): string {
  const { counts, active, members } = group;
  const notes = active.size > 0 || counts.unsettled === 0 ? [`${active.size} running`] : [];
  if (counts.unsettled > 0) notes.push(`${counts.unsettled} unsettled`);
  if (counts.failed > 0) notes.push(`${counts.failed} failed`);
  return `${endedCount(group)}/${members.length} (${notes.join(', ')})`;
}

function partsWords(group: TrackedGroup, what: string): string {
  return `${endedCount(group)}/${group.members.length} ${what}`;
}

function runningWords(work: TrackedWork, state: RunningState, now: Instant): string {
  const parts = partsOf(work);
  if (parts !== null) return partsWords(parts, work.isUndo ? 'undone' : 'steps');
  if (work.task.action.name === askingAction) return 'waits for an answer';
  return activeWords(work, state, now);
}

function activeWords(work: TrackedWork, state: RunningState | WaitingState, now: Instant): string {
  if (state.call === 'settle') return settlingWords(work, state, now);
  if (state.status === 'waiting' && state.failed !== null) {
    const { attempt, failure } = state.failed;
    const next = attemptWords(work, attempt + 1);
    return `${next} in ${timeUntil(state, now)}: ${plainLine(failure.message)}`;
  }
  const words: string[] = [];
  if (state.seen !== null) words.push(seenWords(state.seen));
  else if (state.call === 'look' && work.task.await !== null) {
    words.push(`waits for "${work.task.await.name}"`);
  }
  if (state.status === 'running' && state.attempt > 1)
    words.push(attemptWords(work, state.attempt));
  if (state.status === 'waiting') words.push(`look in ${timeUntil(state, now)}`);
  return words.join(' · ');
}

function settlingWords(
  work: TrackedWork,
  state: RunningState | WaitingState,
  now: Instant,
): string {
  const unknown = `not known ${whetherWords(work)}`;
  if (state.status === 'running') return `${unknown}: looking`;
  const why = state.failed === null ? '' : `: ${plainLine(state.failed.failure.message)}`;
  return `${unknown} · look in ${timeUntil(state, now)}${why}`;
}

/** In whole seconds, so that it counts down instead of flickering. */
function timeUntil({ until }: WaitingState, now: Instant): string {
  const seconds = Math.ceil(Math.max(0, until - now) / 1000);
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000);
}
