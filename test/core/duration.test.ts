import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/core/duration.ts';

describe('reads', () => {
  test.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['1h30m', 5_400_000],
    ['1.5s', 1500],
    ['0s', 0],
    ['1m500ms', 60_500],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '5', 's', '5 s', '-5s', '5x', '5m ', '1h30', '5M', '1.s', 'ms'])(
    'nothing in "%s"',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );
});

describe('shows', () => {
  test.each([
    [0, '0ms'],
    [-5, '0ms'],
    [850, '850ms'],
    [4200, '4.2s'],
    [9949, '9.9s'],
    [9950, '10s'],
    [59_499, '59s'],
    [59_500, '1m00s'],
    [65_000, '1m05s'],
    [3_599_000, '59m59s'],
    [7_800_000, '2h10m'],
    [86_399_000, '23h59m'],
    [273_600_000, '3d04h'],
  ])('%d as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

test('what is shown of a round duration is read as the same', () => {
  const units = fc.constantFrom(['s', 1000], ['m', 60_000], ['h', 3_600_000]) as fc.Arbitrary<
    [string, number]
  >;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 23 }), units, (amount, [unit, ms]) => {
      expect(parseDuration(`${amount}${unit}`)).toBe(amount * ms);
      expect(parseDuration(formatDuration(amount * ms))).toBe(amount * ms);
    }),
  );
});
