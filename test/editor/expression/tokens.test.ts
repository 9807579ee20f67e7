import { expect, test } from 'vitest';
import { endsInString, stringValue, tokenize } from '../../../src/editor/expression/tokens.ts';

test('cuts an expression into names, numbers, strings and marks, with their places', () => {
  const text = 'a.?b["c d"] >= 1.5 && r\'\\w\'';
  const tokens = tokenize(text);
  expect(tokens.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'name a',
    'mark .?',
    'name b',
    'mark [',
    'string "c d"',
    'mark ]',
    'mark >=',
    'number 1.5',
    'mark &&',
    "string r'\\w'",
  ]);
  expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(
    tokens.map((token) => token.text),
  );
});

test.each([
  ['"a', true],
  ['a == "b\\"', true],
  ["'''a\n'", true],
  ['"a"', false],
  ['"a" + b', false],
  ['', false],
])('%j ends in a string: %j', (text, expected) => {
  expect(endsInString(tokenize(text))).toBe(expected);
});

test.each([
  ['"a b"', 'a b'],
  ["'a'", 'a'],
  ['"a\\n"', null],
  ['a', null],
  ['1', null],
])('the value of %j is %j', (text, expected) => {
  const [token] = tokenize(text);
  expect(token && stringValue(token)).toBe(expected);
});
