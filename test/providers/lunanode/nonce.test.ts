import { assert, integer, array, property } from 'fast-check';
import { expect, test } from 'vitest';
import { NonceCounter, nextNonce } from '../../../src/providers/lunanode/nonce.ts';
import { StandingClock } from './standing-clock.ts';

const never = new AbortController().signal;

test('the nonce is the second of the clock', () => {
  expect(nextNonce(1_700_000_000_999, 0)).toMatchObject({ value: 1_700_000_000 });
});

test('a second that is taken is followed by the next number', () => {
  expect(nextNonce(5_000, 5).value).toBe(6);
  expect(nextNonce(5_000, 9).value).toBe(10);
});

test('a nonce may be two seconds ahead of the clock, and has to wait when it is more', () => {
  expect(nextNonce(5_000, 6)).toEqual({ value: 7, notBefore: 5_000 });
  expect(nextNonce(5_000, 7)).toEqual({ value: 8, notBefore: 6_000 });
});

test('a burst takes three nonces at once and then one a second', async () => {
  const clock = new StandingClock(100_000);
  const counter = new NonceCounter(clock);
  const nonces = [];
  for (let call = 0; call < 6; call += 1) nonces.push(await counter.claim(never));
  expect(nonces).toEqual([100, 101, 102, 103, 104, 105]);
  expect(clock.sleeps).toEqual([101_000, 102_000, 103_000]);
});

test('calls that ask at the same time get different nonces', async () => {
  const counter = new NonceCounter(new StandingClock(100_000));
  const nonces = await Promise.all([1, 2, 3, 4].map(() => counter.claim(never)));
  expect(nonces).toEqual([100, 101, 102, 103]);
});

test('a nonce whose wait was aborted is not given to anybody else', async () => {
  const clock = new StandingClock(100_000);
  const counter = new NonceCounter(clock);
  for (let call = 0; call < 3; call += 1) await counter.claim(never);
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(counter.claim(aborted)).rejects.toThrow('enough');
  expect(await counter.claim(never)).toBe(104);
});

test('nonces increase strictly and are never more than two seconds ahead, however the clock goes', async () => {
  const moves = array(integer({ min: -5_000, max: 5_000 }), { maxLength: 40 });
  const nothingRepeats = property(moves, (steps) => {
    let now = 1_000_000;
    let last = 0;
    for (const step of steps) {
      now += step;
      const nonce = nextNonce(now, last);
      expect(nonce.value).toBeGreaterThan(last);
      const sentAt = Math.max(now, nonce.notBefore);
      expect(nonce.value - Math.floor(sentAt / 1000)).toBeLessThanOrEqual(2);
      last = nonce.value;
      now = sentAt;
    }
  });
  assert(nothingRepeats);
});
