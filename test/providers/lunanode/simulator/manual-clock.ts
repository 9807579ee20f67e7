import type { Clock } from '../../../../src/engine/clock.ts';

/** A clock that a test moves; it starts at a whole second. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 2, 1, 12, 0, 0);
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleepUntil(until: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (until <= this.#now) resolve();
      else this.#sleepers.push({ until, wake: resolve });
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }

  outside<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  get sleepers(): number {
    return this.#sleepers.length;
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
    const due = this.#sleepers.filter(({ until }) => until <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now);
    for (const { wake } of due) wake();
  }
}
