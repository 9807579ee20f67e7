import { formatDuration } from '../../core/duration.ts';
import type { JsonObject } from '../../core/json.ts';
import type { CallLost, CallStarted, SettlingPostponed } from '../../core/run/event.ts';
import { settleMode } from '../../core/run/settle.ts';
import { createdIds } from './created-ids.ts';
import { isActOut } from './known-effect.ts';
import { plainLine } from './plain-text.ts';
import type { TrackedState, TrackedWork } from './tracked-work.ts';

/** What nobody knows of an act whose answer was lost: `whether it was created`. */
export function whetherWords({ task }: TrackedWork): string {
  return task.class === 'create' ? 'whether it was created' : 'whether it took effect';
}

/** It was found out that an act had no effect. */
export function absentWords({ task }: TrackedWork): string {
  return task.class === 'create' ? 'certainly not created' : 'certainly without effect';
}

export function lostWords({ failure }: CallLost, work: TrackedWork): string {
  const why = plainLine(failure.message);
  if (failure.kind === 'rejected') return `rejected (${why}); looking ${earlierWords(work)}`;
  const isLookedFor = settleMode(work.task, failure) === 'look';
  const next = isLookedFor ? `looking ${whetherWords(work)}` : `nobody knows ${whetherWords(work)}`;
  return `no answer (${why}); ${next}`;
}

/** What is rejected may be so because it was done before. */
function earlierWords(work: TrackedWork): string {
  return `${whetherWords(work)} before`;
}

/** A process goes on with what another one has left: an act is out of which no answer is known. */
export function takenUpWords(
  { call, attempt }: CallStarted,
  work: TrackedWork,
  before: TrackedState,
): string | null {
  if (!isActOut(before)) return null;
  if (call === 'settle') return `no answer was recorded; looking ${whetherWords(work)}`;
  return call === 'act' ? `no answer was recorded; done again: attempt ${attempt}` : null;
}

/** Only the first of several looks that show nothing says so. */
export function postponedWords(
  { at, nextAt, failure }: SettlingPostponed,
  before: TrackedState,
): string | null {
  const next = `looking again in ${formatDuration(nextAt - at)}`;
  if (failure !== null) return `looking failed: ${plainLine(failure.message)}; ${next}`;
  const isFirst = before.status !== 'running' || before.attempt === 1;
  return isFirst ? `nothing to be seen so far; ${next}, until it is certain` : null;
}

/** What became of an act was found by looking, or said by a person. */
export function adoptedWords(work: TrackedWork, outputs: JsonObject, before: TrackedState): string {
  const isSeen = before.status === 'running' && before.call === 'settle';
  const ids = createdIds(work.task, outputs).map(([name, value]) => `${name} ${value}`);
  if (ids.length > 0) return `${isSeen ? 'found: ' : ''}${ids.join(', ')}, adopted`;
  return isSeen ? 'found: it took effect' : 'it took effect';
}

/** What a person said. */
export function answeredWords(work: TrackedWork, outputs: JsonObject | null): string {
  if (outputs === null) return 'settled: it did not happen';
  const ids = createdIds(work.task, outputs).map(([name, value]) => `${name} ${value}`);
  return `settled: ${ids.length === 0 ? 'it happened' : `it is ${ids.join(', ')}`}`;
}
