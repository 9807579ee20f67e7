import { expect, test } from 'vitest';
import { formatElapsed } from '../../../src/cli/render/elapsed.ts';

test.each([
  [-5, '0.0s'],
  [49, '0.0s'],
  [12_449, '12.4s'],
  [59_999, '59.9s'],
  [60_000, '1m00s'],
  [65_900, '1m05s'],
  [3_600_000, '1h00m00s'],
  [7_209_000, '2h00m09s'],
  [90_000_000, '25h00m00s'],
])('%i ms are %s', (ms, text) => {
  expect(formatElapsed(ms)).toBe(text);
});
