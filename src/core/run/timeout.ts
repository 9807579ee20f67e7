import { formatDuration, type Instant } from '../duration.ts';
import type { Task } from '../workflow/workflow.ts';
import type { Failure } from './failure.ts';
import { describeSeen } from './poll.ts';
import type { Work } from './state.ts';

/** Why a piece of work may not go on, when its time is up; `null` while it is not. */
export function timeoutFailure(
  { timeoutMs: limitMs }: Task,
  work: Work,
  now: Instant,
): Failure | null {
  if (limitMs === null || now < work.startedAt + limitMs) return null;
  const seen = work.seen === null ? '' : `; last seen: ${describeSeen(work.seen)}`;
  const message = `it took longer than ${formatDuration(limitMs)}${seen}`;
  return { kind: 'step-timeout', message, limitMs, lastSeen: work.seen };
}
