import { getEventListeners } from 'node:events';

import { expect, test } from 'vitest';

import { systemClock } from '../../src/engine/system-clock.ts';

const aMonthAndMore = 2 ** 31 + 1000;

test('shows the time of the machine', () => {
  const before = Date.now();
  const shown = systemClock.now();
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(Date.now());
});

test('is still asleep after a short while when the sleep is longer than a timer can count', async () => {
  const controller = new AbortController();
  const long = systemClock.sleepUntil(systemClock.now() + aMonthAndMore, controller.signal);
  const short = systemClock.sleepUntil(systemClock.now() + 20).then(() => 'short');
  await expect(Promise.race([long.then(() => 'long'), short])).resolves.toBe('short');
  controller.abort(new Error('enough'));
  await expect(long).rejects.toThrow('enough');
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

test('keeps no timer of an aborted sleep', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const controller = new AbortController();
  const sleep = systemClock.sleepUntil(Infinity, controller.signal);
  expect(timers()).toBe(before + 1);
  controller.abort();
  await expect(sleep).rejects.toThrow('aborted');
  expect(timers()).toBe(before);
});
