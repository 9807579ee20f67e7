import type { Instant } from '../core/duration.ts';
import type { Call } from '../core/run/call.ts';
import type { Outcome } from '../core/run/case.ts';
import type { CancelRequested } from '../core/run/event.ts';
import type { Address } from '../core/run/state.ts';

/**
 * What the loop stands on: everything that takes time. The loop starts things here and is told one
 * by one how they ended; given the order of these completions, a run is deterministic.
 */
export interface Host {
  now(): Instant;
  /** A random number from 0 up to 1. */
  chance(): number;
  /** Asks for a place among those at work. Ends as `admitted`. */
  admit(address: Address): void;
  /** Gives a place back that was not used, or is not needed any more. */
  release(address: Address): void;
  /** Performs a call. Ends as `performed`. */
  perform(call: Call): void;
  /** Ends as `woke` at the moment; `null` stands for the run itself. */
  sleepUntil(until: Instant, address: Address | null): void;
  /** Tells the calls that are out to end early. */
  interrupt(): void;
  /** What has ended since the last time, in the order in which it did; waits until there is something. */
  next(): Promise<readonly Completion[]>;
}

export type Completion =
  | { readonly type: 'admitted'; readonly address: Address }
  | { readonly type: 'performed'; readonly address: Address; readonly outcome: Outcome }
  | { readonly type: 'woke'; readonly address: Address | null }
  | { readonly type: 'cancel'; readonly by: CancelRequested['by'] };
