import { getEventListeners } from 'node:events';

import { describe, expect, test } from 'vitest';

import type { Clock } from '../../src/engine/clock.ts';
import { createScaledClock } from '../../src/engine/scaled-clock.ts';
import { systemClock } from '../../src/engine/system-clock.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';

const clocks: readonly (readonly [string, () => Clock])[] = [
  ['the system clock', () => systemClock],
  ['a fast clock', () => createScaledClock({ speed: 50 })],
  ['a slow clock', () => createScaledClock({ speed: 0.3 })],
  ['a fast clock over a virtual one', () => createScaledClock({ speed: 7, base: virtual() })],
  ['a virtual clock', virtual],
  ['the serving side of a virtual clock', () => virtual().serving],
];

describe.each(clocks)('%s', (_name, makeClock) => {
  test('never wakes a sleeper early', async () => {
    const clock = makeClock();
    for (const ms of [1, 2, 3, 7]) {
      const until = clock.now() + ms;
      await clock.sleepUntil(until);
      expect(clock.now()).toBeGreaterThanOrEqual(until);
    }
  });

  test('does not sleep until a moment that is past', async () => {
    const clock = makeClock();
    const before = clock.now();
    const order: string[] = [];
    const slept = clock.sleepUntil(before - 1).then(() => order.push('slept'));
    setImmediate(() => order.push('next turn of the event loop'));
    await slept;
    expect(order).toEqual(['slept']);
  });

  test('rejects a sleeper with the very reason of the abort, and forgets it', async () => {
    const clock = makeClock();
    const controller = new AbortController();
    const reason = { why: 'the run was cancelled' };
    const sleep = clock.sleepUntil(Infinity, controller.signal);
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    expect(listeners(controller.signal)).toBe(0);
  });

  test('does not fall asleep when the signal is aborted already', async () => {
    const reason = new Error('over');
    const sleep = makeClock().sleepUntil(-Infinity, AbortSignal.abort(reason));
    await expect(sleep).rejects.toBe(reason);
  });

  test('leaves no listener behind when a sleep ends by itself', async () => {
    const clock = makeClock();
    const { signal } = new AbortController();
    await clock.sleepUntil(clock.now() + 2, signal);
    expect(listeners(signal)).toBe(0);
  });

  test('hands on what outside work gives', async () => {
    const error = new Error('no such file');
    await expect(makeClock().outside(Promise.resolve(7))).resolves.toBe(7);
    await expect(makeClock().outside(Promise.reject(error))).rejects.toBe(error);
  });

  test('counts whole milliseconds', async () => {
    const clock = makeClock();
    await clock.sleepUntil(clock.now() + 1);
    expect(clock.now() % 1).toBe(0);
  });
});

function virtual(): VirtualClock {
  return new VirtualClock(Date.parse('2026-03-01T00:00:00Z'));
}

function listeners(signal: AbortSignal): number {
  return getEventListeners(signal, 'abort').length;
}
