import type { Instant } from '../core/duration.ts';

/** Time, as everything outside `src/cli` gets it. */
export interface Clock {
  now(): Instant;
  /** Resolves at `until`, or at once when that is past; rejects with the signal's reason when aborted. */
  sleepUntil(until: Instant, signal?: AbortSignal): Promise<void>;
  /**
   * Says that `work` waits for the world (an answer, a process, a file) and not for the clock. A
   * clock of virtual time stands still until it ends; the real one does not care. Every wait for
   * real input or output goes through this.
   */
  outside<T>(work: Promise<T>): Promise<T>;
}
