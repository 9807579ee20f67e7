import { assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { durationText } from '../../../src/cli/reference/duration-text.ts';
import { parseDuration } from '../../../src/core/duration.ts';

test.each([
  [0, '0ms'],
  [500, '500ms'],
  [1500, '1.5s'],
  [10_000, '10s'],
  [90_000, '1m30s'],
  [600_000, '10m'],
  [5_400_000, '1h30m'],
  [86_400_000, '1d'],
  [61_001, '1m1s1ms'],
])('%d milliseconds are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('what it writes can be read again', () => {
  assert(
    property(nat({ max: 10 ** 10 }), (ms) => {
      expect(parseDuration(durationText(ms))).toBe(ms);
    }),
  );
});
