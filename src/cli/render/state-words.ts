import { formatDuration, type Instant } from '../../core/duration.ts';
import type { SkipReason } from '../../core/run/event.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { seenWords } from './seen-words.ts';
import {
  endedCount,
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

/** What there is to say of a work now, apart from its name and how long it has taken. */
export function stateWords(work: TrackedWork, now: Instant): string {
  const { state, step, child } = work;
  switch (state.status) {
    case 'pending':
      return step.phase === 'finally' ? 'finally' : '';
    case 'looping':
      return work.items === null ? '' : loopWords(work.items);
    case 'running':
      return child === null ? activeWords(work, state, now) : partsWords(child.steps);
    case 'waiting':
      return activeWords(work, state, now);
    case 'succeeded':
      return work.items === null ? '' : itemsWords(work.items);
    case 'failed':
      return failedWords(state);
    case 'skipped':
      return skipWords(state.because);
    case 'cancelled':
      return 'cancelled';
  }
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
  const doubt = isUnsettled ? 'it may have taken effect: ' : '';
  return `${doubt}${plainLine(failure.message)}${isTolerated ? ' (the run goes on)' : ''}`;
}

/** `attempt 2 of 5`, when it is not the first. */
export function attemptWords({ step }: TrackedWork, attempt: number): string {
  return `attempt ${attempt} of ${step.retry.attempts}`;
}

export function itemsWords({ members }: TrackedGroup): string {
  return `${members.length} ${members.length === 1 ? 'item' : 'items'}`;
}

/** `12/40 (3 running, 1 failed)` */
function loopWords(group: TrackedGroup): string {
  const { counts, active, members } = group;
  const notes = [`${active.size} running`];
  if (counts.failed > 0) notes.push(`${counts.failed} failed`);
  return `${endedCount(group)}/${members.length} (${notes.join(', ')})`;
}

function partsWords(group: TrackedGroup): string {
  return `${endedCount(group)}/${group.members.length} steps`;
}

function activeWords(work: TrackedWork, state: RunningState | WaitingState, now: Instant): string {
  if (state.status === 'waiting' && state.failed !== null) {
    const { attempt, failure } = state.failed;
    const next = attemptWords(work, attempt + 1);
    return `${next} in ${timeUntil(state, now)}: ${plainLine(failure.message)}`;
  }
  const words: string[] = [];
  if (state.seen !== null) words.push(seenWords(state.seen));
  else if (state.call === 'look' && work.step.await !== null) {
    words.push(`waits for "${work.step.await.name}"`);
  }
  if (state.status === 'running' && state.attempt > 1)
    words.push(attemptWords(work, state.attempt));
  if (state.status === 'waiting') words.push(`look in ${timeUntil(state, now)}`);
  return words.join(' · ');
}

/** In whole seconds, so that it counts down instead of flickering. */
function timeUntil({ until }: WaitingState, now: Instant): string {
  const seconds = Math.ceil(Math.max(0, until - now) / 1000);
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000);
}
