import type { ActionClass } from '../action-spec.ts';
import type { Instant } from '../duration.ts';
import type { RetryPolicy } from '../workflow/workflow.ts';
import { effectOf, type Failure } from './failure.ts';

/**
 * Whether repeating a call of this class after this failure cannot do harm.
 *
 * Reads and convergent actions can always be repeated, and what is destroyed cannot be destroyed
 * once more. All others only when it is certain that nothing was done: never connected, told to come
 * back later, or refused. What a command did before it failed is known to its author alone, who says
 * so by asking for retries ({@link mayPass}).
 */
export function isSafeToRepeat(kind: ActionClass, failure: Failure): boolean {
  if (kind === 'read' || kind === 'convergent' || kind === 'destroy') return true;
  return effectOf(failure) === 'none' || failure.kind === 'command';
}

/**
 * Whether a failure may pass by itself. A rejection is an answer: it is repeated only when a person
 * asked for retries. What is wrong in the workflow, or was waited for in vain, stays so.
 */
export function mayPass(failure: Failure, policy: RetryPolicy): boolean {
  switch (failure.kind) {
    case 'throttled':
    case 'refused':
    case 'cut':
    case 'bad-answer':
    case 'attempt-timeout':
      return true;
    case 'rejected':
    case 'command':
    case 'assertion':
      return policy.isExplicit;
    case 'child-run':
      // What waits for a person waits as long as it takes.
      return policy.isExplicit && failure.needsOperator !== true;
    case 'step-timeout':
    case 'poll-timeout':
    case 'hopeless':
    case 'invalid-value':
    case 'loop':
    case 'cancelled':
    case 'internal':
      return false;
  }
}

/**
 * When the next attempt is due. `chance` is a random number from 0 up to 1; with a `jitter` of 1 the
 * wait is anything up to the computed one, so that many that failed together do not return together.
 * A `Retry-After` is never undercut.
 */
export function nextAttemptAt(
  policy: RetryPolicy,
  { attempt, failure }: { readonly attempt: number; readonly failure: Failure },
  now: Instant,
  chance: number,
): Instant {
  // The growth alone may be infinite, and nothing times infinity is not a number.
  const grown = policy.delayMs === 0 ? 0 : policy.delayMs * policy.backoff ** (attempt - 1);
  const delay = Math.min(policy.maxDelayMs, grown) * (1 - policy.jitter * chance);
  return now + Math.round(Math.max(delay, askedDelay(failure)));
}

/** For how long the other side wants to be left alone, in milliseconds. */
export function askedDelay(failure: Failure): number {
  return 'retryAfterMs' in failure ? (failure.retryAfterMs ?? 0) : 0;
}
