import { expect, test } from 'vitest';
import { retryAfterMs } from '../../../src/providers/lunanode/retry-after.ts';

const now = Date.parse('2026-03-01T10:00:00Z');

test.each([
  ['30', 30_000],
  [' 0 ', 0],
  ['Sun, 01 Mar 2026 10:01:30 GMT', 90_000],
  ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['1.5', null],
  ['', null],
])('a Retry-After of "%s" means %s ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test('without the header nothing is asked for; of several the first counts', () => {
  expect(retryAfterMs(undefined, now)).toBeNull();
  expect(retryAfterMs(['2', '9'], now)).toBe(2_000);
});
