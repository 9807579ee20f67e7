import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createPaint } from '../../../src/cli/render/paint.ts';
import { styledLine, type Part } from '../../../src/cli/render/styled-line.ts';

const parts: Part[] = [
  { text: 'name  ', tone: 'bold' },
  { text: '12s  ', tone: 'dim' },
  { text: 'it broke', tone: 'error' },
];
const plain = createPaint(false);

test.each([
  [19, 'name  12s  it broke'],
  [18, 'name  12s  it bro…'],
  [12, 'name  12s  …'],
  [11, 'name  12s…'],
  [6, 'name…'],
  [3, 'na…'],
  [0, ''],
])('in %i columns', (columns, expected) => {
  expect(styledLine(parts, { paint: plain, columns })).toBe(expected);
});

test('colours change nothing but the marks', () => {
  const line = styledLine(parts, { paint: createPaint(true), columns: 14 });
  expect(line).not.toBe(stripVTControlCharacters(line));
  expect(stripVTControlCharacters(line)).toBe('name  12s  it…');
});

test('no line ends in spaces, whatever part they are in', () => {
  const open: Part[] = [{ text: 'name  ' }, { text: '   ', tone: 'dim' }, { text: '' }];
  expect(styledLine(open, { paint: createPaint(true), columns: 80 })).toBe('name');
});
