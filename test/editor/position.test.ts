import { expect, test } from 'vitest';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { offsetIn, rangeIn } from '../../src/editor/position.ts';
import { resolveUri, uriKey } from '../../src/editor/uri.ts';

const text = 'one\r\n😀 two\r\n\r\nend';
const file = createSourceFile('a', text);

test('every place of a text has a position, and comes back from it', () => {
  for (let offset = 0; offset <= text.length; offset += 1) {
    const { start } = rangeIn(file, { start: offset, end: offset });
    const isInBreak = text[offset] === '\n';
    expect(offsetIn(file, start)).toBe(isInBreak ? offset - 1 : offset);
  }
});

test.each([
  ['behind the end of a line', { line: 0, character: 99 }, 3],
  ['behind the end of the last line', { line: 3, character: 99 }, text.length],
  ['behind the last line', { line: 9, character: 0 }, text.length],
])('a position %s is that end', (_, position, offset) => {
  expect(offsetIn(file, position)).toBe(offset);
});

test.each([
  ['file:///a/b.yaml', 'c.yaml', 'file:///a/c.yaml'],
  ['file:///a/b.yaml', '../c d/e#1.yaml', 'file:///c%20d/e%231.yaml'],
  ['file:///a/b.yaml', '/c.yaml', 'file:///c.yaml'],
  ['untitled:Untitled-1', 'c.yaml', null],
])('from %s, %s is %s', (from, path, expected) => {
  expect(resolveUri(from, path)).toBe(expected);
});

test('a URI is the same however it is escaped', () => {
  expect(uriKey('file:///c%3A/a%20b.yaml')).toBe(uriKey('file:///c:/a b.yaml'));
  expect(uriKey('file:///%')).toBe('file:///%');
});
