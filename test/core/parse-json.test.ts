import { expect, test } from 'vitest';
import { parseJson } from '../../src/core/parse-json.ts';

test('gives the value of a JSON text', () => {
  expect(parseJson('{"a": [1, null]}')).toEqual({ a: [1, null] });
});

test.each([
  ['canary', '"canary" is not valid JSON'],
  [
    `{"a": ${'canary '.repeat(10)}`,
    `"{\\"a\\": ${'canary '.repeat(5).slice(0, 33)}…" is not valid JSON`,
  ],
  ['{"a": 1', "Expected ',' or '}' after property value in JSON at position 7 (line 1 column 8)"],
  ['', 'Unexpected end of JSON input'],
])('says what is wrong with %j, and where it cuts what it quotes', (given, message) => {
  expect(() => parseJson(given)).toThrow(new SyntaxError(message));
});
