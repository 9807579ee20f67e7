import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextFinder } from '../../src/engine/text-finder.ts';

test('finds the longest of those that start at a place', () => {
  const finder = createTextFinder();
  for (const each of ['token', 'token-a', 'token-and-more']) finder.add(each);
  expect(finder.find('x token-and token-and-more')).toEqual([
    { start: 2, end: 9 },
    { start: 12, end: 26 },
  ]);
});

test('takes those that overlap for one, and those that touch for two', () => {
  const finder = createTextFinder();
  for (const each of ['abcd', 'cdef', 'ghi']) finder.add(each);
  expect(finder.find('abcdefghi')).toEqual([
    { start: 0, end: 6 },
    { start: 6, end: 9 },
  ]);
});

test('does not look for what is too short', () => {
  const finder = createTextFinder();
  finder.add('ab');
  expect(finder.isEmpty).toBe(true);
  expect(finder.find('abab')).toEqual([]);
});

test('finds every place at which one of the texts stands, and no other', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '\u{1f600}'), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 6 }),
      fc.array(word, { maxLength: 12 }),
      (texts, parts) => {
        const finder = createTextFinder();
        for (const each of texts) finder.add(each);
        const text = parts.join('');
        const covered = new Set(
          texts.flatMap((each) => (each.length < 3 ? [] : placesOf(each, text))),
        );
        const found = finder.find(text).flatMap(({ start, end }) => numbers(start, end));
        expect(found).toEqual([...covered].toSorted((a, b) => a - b));
      },
    ),
  );
});

test('finds the beginning of one where the text was cut', () => {
  const finder = createTextFinder('…');
  finder.add('token-and-more');
  expect(finder.find('a token-a…, to…, tok… token-b… tok')).toEqual([
    { start: 2, end: 9 },
    { start: 17, end: 20 },
  ]);
});

test('takes the beginning of a longer one before a whole shorter one', () => {
  const finder = createTextFinder('…');
  for (const each of ['token', 'token-and-more']) finder.add(each);
  expect(finder.find('token-an…')).toEqual([{ start: 0, end: 8 }]);
});

/** Every character of a text that belongs to an occurrence of a word. */
function placesOf(word: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    places.push(...numbers(at, at + word.length));
  }
  return places;
}

function numbers(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}
