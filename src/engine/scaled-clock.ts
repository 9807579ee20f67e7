import type { Instant } from '../core/duration.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './system-clock.ts';

export interface ScaledClockOptions {
  /** Its seconds per second of the base: 60 makes an hour of a minute. More than 0. */
  readonly speed: number;
  /** The machine's clock when left out. */
  readonly base?: Clock;
  /** What it shows at first; what the base shows when left out. */
  readonly startAt?: Instant;
}

/**
 * A clock that runs `speed` times as fast as another one.
 *
 * What waits for the world takes as long as ever, so the faster this runs, the longer real work
 * seems to take.
 *
 * @throws RangeError when `speed` is not a number above 0.
 */
export function createScaledClock({
  speed,
  base = systemClock,
  startAt = base.now(),
}: ScaledClockOptions): Clock {
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new RangeError(`the speed of a clock is a number above 0, not ${speed}`);
  }
  const origin = base.now();
  return {
    now: () => startAt + Math.round((base.now() - origin) * speed),
    // Rounded up: when the base wakes, this clock shows `until` or later.
    sleepUntil: (until, signal) =>
      base.sleepUntil(origin + Math.ceil((until - startAt) / speed), signal),
    outside: (work) => base.outside(work),
  };
}
