import type { Instant } from '../../../src/core/duration.ts';
import type { Clock } from '../../../src/engine/clock.ts';

/** A clock that stands still, and jumps when someone sleeps. */
export class StandingClock implements Clock {
  /** Until when was slept, in order. */
  readonly sleeps: Instant[] = [];
  #now: Instant;

  constructor(now: Instant = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  set(now: Instant): void {
    this.#now = now;
  }

  async sleepUntil(until: Instant, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(until);
    this.#now = Math.max(this.#now, until);
  }

  outside<T>(work: Promise<T>): Promise<T> {
    return work;
  }
}
