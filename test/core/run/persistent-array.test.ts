import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { persistentArray } from '../../../src/core/run/persistent-array.ts';

const changes = fc.array(fc.tuple(fc.nat(), fc.integer()), { maxLength: 50 });

test('behaves like an array that is copied at every change', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 3000 }), changes, (items, all) => {
      const plain = [...items];
      let array = persistentArray(items);
      for (const [at, value] of items.length === 0 ? [] : all) {
        const index = at % items.length;
        array = array.with(index, value);
        plain[index] = value;
        expect(array.get(index)).toBe(value);
      }
      expect([...array]).toEqual(plain);
      expect(array.length).toBe(items.length);
    }),
  );
});

test('a change leaves the array before it as it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1, maxLength: 2000 }),
      fc.nat(),
      (items, at) => {
        const before = persistentArray(items);
        before.with(at % items.length, Number.NaN);
        expect([...before]).toEqual(items);
      },
    ),
  );
});

test.each([0, 1, 31, 32, 33, 1023, 1024, 1025, 32_768, 32_769])('holds %i elements', (length) => {
  const items = Array.from({ length }, (_, index) => index);
  const array = persistentArray(items);
  expect([...array]).toEqual(items);
  if (length > 0) expect(array.with(length - 1, -1).get(length - 1)).toBe(-1);
});

test.each([-1, 3, 1.5, Number.NaN])('there is no element %d of three', (index) => {
  const array = persistentArray([1, 2, 3]);
  expect(() => array.get(index)).toThrow(RangeError);
  expect(() => array.with(index, 0)).toThrow(RangeError);
});
