/**
 * Why an attempt, a step or a run did not succeed. A failure is data: it is journalled, read back
 * and shown, so every variant holds just what explains it.
 */
export type Failure =
  /** The other side understood the request and said no. Nothing was done. */
  | { readonly kind: 'rejected'; readonly message: string }
  /** It asked us to come back later. Nothing was done. */
  | { readonly kind: 'throttled'; readonly message: string; readonly retryAfterMs: number | null }
  /** No connection came about: nothing was sent. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The connection broke after the request, or part of it, was sent. */
  | { readonly kind: 'cut'; readonly message: string }
  /** An answer that is not the API's: another status than 200, HTML, broken JSON. */
  | {
      readonly kind: 'bad-answer';
      readonly message: string;
      /** HTTP status. */
      readonly status: number | null;
      readonly retryAfterMs: number | null;
    }
  /** One attempt took longer than its limit. */
  | { readonly kind: 'attempt-timeout'; readonly message: string; readonly limitMs: number }
  /** The whole step took longer than its `timeout`. */
  | {
      readonly kind: 'step-timeout';
      readonly message: string;
      readonly limitMs: number;
      readonly lastSeen: Seen | null;
    }
  /** Polling ran out of time. */
  | {
      readonly kind: 'poll-timeout';
      readonly message: string;
      readonly limitMs: number;
      readonly lastSeen: Seen | null;
    }
  /** `fail-if` came true: what was waited for can never be. */
  | { readonly kind: 'hopeless'; readonly message: string; readonly lastSeen: Seen }
  /** An expression could not be evaluated, or an input does not fit the action. */
  | { readonly kind: 'invalid-value'; readonly message: string }
  /** A command ended with another exit code than 0, or by a signal. */
  | {
      readonly kind: 'command';
      readonly message: string;
      readonly exitCode: number | null;
      readonly signal: string | null;
    }
  /** `assert/that` found its condition false. */
  | { readonly kind: 'assertion'; readonly message: string }
  /** Some items of a loop failed. */
  | { readonly kind: 'loop'; readonly message: string; readonly failed: readonly string[] }
  /** The run of a sub-workflow did not succeed. */
  | {
      readonly kind: 'child-run';
      readonly message: string;
      readonly run: string;
      /** That run waits for a person. */
      readonly needsOperator?: true;
    }
  | { readonly kind: 'cancelled'; readonly message: string }
  /** A mistake in Perilune itself. */
  | { readonly kind: 'internal'; readonly message: string };

/** What a condition looked at, by the path it named: `{ "info.status_raw": "\"build\"" }`. */
export type Seen = Readonly<Record<string, string>>;

/** What is known of the effect of the call that failed. */
export type EffectKnowledge = 'none' | 'unknown';

/** Whether the call that failed may have had an effect. */
export function effectOf(failure: Failure): EffectKnowledge {
  switch (failure.kind) {
    case 'rejected':
    case 'throttled':
    case 'refused':
    case 'invalid-value':
      return 'none';
    default:
      return 'unknown';
  }
}
