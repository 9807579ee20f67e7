import type { PollPolicy } from '../action-spec.ts';
import { parseDuration } from '../duration.ts';
import type { Expression } from '../expression/expression.ts';
import type { Poll, Retry } from '../language/workflow-document.ts';
import type { RetryPolicy } from './workflow.ts';

/** What holds when nobody says anything: four attempts, one second, doubled each time, all of it left to chance. */
export const defaultRetry: RetryPolicy = {
  attempts: 4,
  delayMs: 1000,
  backoff: 2,
  maxDelayMs: 60_000,
  jitter: 1,
  if: null,
  isExplicit: false,
};

export const defaultPoll: PollPolicy = { everyMs: 5000, maxEveryMs: 30_000, timeoutMs: 600_000 };

/** A step's policy, from what it says and what the workflow's defaults say. */
export function retryPolicy(
  own: Retry | undefined,
  defaults: Retry | undefined,
  condition: Expression | null,
): RetryPolicy {
  const said = { ...defaults, ...own };
  if (own === undefined && defaults === undefined) return defaultRetry;
  return {
    attempts: said.attempts ?? defaultRetry.attempts,
    delayMs: milliseconds(said.delay) ?? defaultRetry.delayMs,
    backoff: said.backoff ?? defaultRetry.backoff,
    maxDelayMs: milliseconds(said['max-delay']) ?? defaultRetry.maxDelayMs,
    jitter: said.jitter ?? defaultRetry.jitter,
    if: condition,
    isExplicit: own !== undefined,
  };
}

/** A step's polling, from what it says, what the defaults say, and what the wait declares. */
export function pollPolicy(
  own: Poll | undefined,
  defaults: Poll | undefined,
  declared: PollPolicy = defaultPoll,
): PollPolicy {
  const said = { ...defaults, ...own };
  const everyMs = milliseconds(said.every) ?? declared.everyMs;
  // Whoever says how often to look, and no more, means just that.
  const widest = said.every === undefined ? declared.maxEveryMs : everyMs;
  return {
    everyMs,
    maxEveryMs: Math.max(everyMs, milliseconds(said['max-every']) ?? widest),
    timeoutMs: milliseconds(said.timeout) ?? declared.timeoutMs,
  };
}

export function milliseconds(text: string | undefined): number | null {
  return text === undefined ? null : parseDuration(text);
}
