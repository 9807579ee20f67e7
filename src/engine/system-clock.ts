import { setTimeout as nap } from 'node:timers/promises';

import type { Clock } from './clock.ts';

/**
 * The time of the machine.
 *
 * A sleep is a row of naps, and after each of them the wall clock decides. That is what makes a
 * sleep longer than a timer can count (2^31 - 1 ms) possible, ends it on time after the machine was
 * suspended or its clock corrected, and never ends it early.
 */
export const systemClock: Clock = {
  now: () => Date.now(),

  async sleepUntil(until, signal) {
    signal?.throwIfAborted();
    for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
      await napFor(Math.min(left, longestNapMs), signal);
    }
  },

  outside: (work) => work,
};

/** How late a sleep can notice that the wall clock was moved. */
const longestNapMs = 60_000;

/** Node wraps the reason of an abort in an error of its own; a {@link Clock} hands on the reason itself. */
async function napFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await nap(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
