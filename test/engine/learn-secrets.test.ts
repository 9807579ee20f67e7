import { expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { learnSecrets } from '../../src/engine/learn-secrets.ts';
import { createRedactor, hidden } from '../../src/engine/redactor.ts';

/** What is shown of a text by whoever has learnt from an event as it was shown and as it is. */
function shownAfter(shown: Json, clear: Json, given: string): string {
  const redactor = createRedactor();
  learnSecrets(redactor, shown, clear);
  return redactor.text(given);
}

test('learns what was hidden in a text', () => {
  expect(shownAfter({ a: ['x *** y ***'] }, { a: ['x first y second'] }, 'first, second')).toBe(
    `${hidden}, ${hidden}`,
  );
});

test('learns whole values, whatever they are', () => {
  expect(shownAfter({ a: hidden }, { a: { b: ['first', 12_345] } }, 'first 12345')).toBe(
    `${hidden} ${hidden}`,
  );
});

test('learns all of a text when it cannot be told what was hidden in it', () => {
  expect(shownAfter('a***b', 'something else', 'something else')).toBe(hidden);
});

test('does not learn the beginning of one that was cut off', () => {
  expect(shownAfter('it is ***…, of ***', 'it is pass…, of password1', 'pass password1')).toBe(
    `pass ${hidden}`,
  );
});

test('learns from a text that was hidden in very many places', () => {
  const clear = Array.from({ length: 500 }, (_, at) => `secret-${at},`).join('\n');
  const shown = clear.replaceAll(/secret-\d+/g, hidden);
  expect(shownAfter(shown, clear, 'secret-0 secret-499')).toBe(`${hidden} ${hidden}`);
});
