import { expect, test } from 'vitest';
import {
  embeddedExpressions,
  maskExpressions,
} from '../../../src/editor/document/embedded-expressions.ts';

function inners(text: string): string[] {
  return embeddedExpressions(text).map(({ inner }) => text.slice(inner.start, inner.end));
}

test.each([
  ['a: ${{ b }}-${{ c }}', [' b ', ' c ']],
  ['a: \'${{ {"b": 1} }}\'', [' {"b": 1} ']],
  ['a: ${{ "}}" }} # more', [' "}}" ']],
  ['a: >-\n  ${{ b\n  + c }}\n', [' b\n  + c ']],
  ['a: none', []],
])('finds the expressions of %j', (text, expected) => {
  expect(inners(text)).toEqual(expected);
});

test.each([
  ['up to the end of the line', 'a: ${{ b.\nc: d', [' b.']],
  ['up to the end of a line that ends with CR LF', 'a: ${{ b.\r\nc: d', [' b.']],
  ['up to the quote that is around it', "a: '${{ b.'\nc: d", [' b.']],
  ['up to the brace that is around it', 'a: { b: ${{ c. }\nd: e', [' c. ']],
  ['although there is another one after it', 'a: ${{ b.\nc: ${{ d }}', [' b.', ' d ']],
  ['although a quote in it is not closed', 'a: ${{ b == "\nc: ${{ d }}', [' b == ', ' d ']],
])('takes one that is not closed %s', (_, text, expected) => {
  expect(inners(text)).toEqual(expected);
});

test('masks expressions with as many letters, and leaves blanks and lines as they are', () => {
  expect(maskExpressions("a: { b: ${{ c['d'] }}, e: f }\n")).toBe(
    'a: { b: xxx xxxxxx xx, e: f }\n',
  );
  expect(maskExpressions('a: |\n  ${{ b\n  + c }}\n')).toBe('a: |\n  xxx x\n  x x xx\n');
});
