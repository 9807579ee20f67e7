import { expect, test } from 'vitest';

import { createScaledClock } from '../../src/engine/scaled-clock.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { turns } from './turns.ts';

test('runs as many times as fast as its base as it was told', async () => {
  const base = new VirtualClock(1000);
  const clock = createScaledClock({ speed: 60, base });
  expect(clock.now()).toBe(1000);
  await base.sleepUntil(2000);
  expect(clock.now()).toBe(61_000);
});

test('sleeps on its base for the shortened time', async () => {
  const base = new VirtualClock(1000);
  const clock = createScaledClock({ speed: 60, base });
  await clock.sleepUntil(1000 + 3_600_000);
  expect(base.now()).toBe(1000 + 60_000);
});

test('starts where it is told to', async () => {
  const base = new VirtualClock(1000);
  const clock = createScaledClock({ speed: 2, base, startAt: 500_000 });
  expect(clock.now()).toBe(500_000);
  await clock.sleepUntil(500_100);
  expect(base.now()).toBe(1050);
});

test('shows the awaited moment or a later one at any odd speed', async () => {
  for (const speed of [0.1, 0.3, 1 / 3, 1.1, 3, 7, 1e3 / 7]) {
    const base = new VirtualClock(Date.parse('2026-03-01T00:00:00Z'));
    const clock = createScaledClock({ speed, base, startAt: 17 });
    for (const until of [18, 19, 30, 1000, 86_400_000]) {
      await clock.sleepUntil(until);
      expect(clock.now()).toBeGreaterThanOrEqual(until);
    }
  }
});

test('lets its base know of outside work', async () => {
  const base = new VirtualClock(0);
  const clock = createScaledClock({ speed: 10, base });
  const work = Promise.withResolvers<string>();
  const waiting = clock.outside(work.promise);
  const seen: string[] = [];
  const sleep = base.sleepUntil(5).then(() => seen.push('woke'));
  await turns(30);
  expect(seen).toEqual([]);
  work.resolve('done');
  await expect(waiting).resolves.toBe('done');
  await sleep;
});

test.each([0, -1, NaN, Infinity])('refuses a speed of %s', (speed) => {
  expect(() => createScaledClock({ speed })).toThrow(RangeError);
});
