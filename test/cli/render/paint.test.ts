import { describe, expect, test } from 'vitest';
import { createPaint, wantsColour } from '../../../src/cli/render/paint.ts';
import { createOutput } from './run-rig.ts';

const terminal = createOutput({ columns: 80, rows: 24 });
const pipe = createOutput();

describe('wantsColour', () => {
  test.each([
    ['a terminal', terminal, {}, true],
    ['a pipe', pipe, {}, false],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['a terminal that can show none', terminal, { TERM: 'dumb' }, false],
    ['a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR against NO_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
  ])('%s', (_name, output, env, expected) => {
    expect(wantsColour(output, env)).toBe(expected);
  });
});

describe('createPaint', () => {
  test('marks with colours when it is told to, whatever stdout is', () => {
    expect(createPaint(true).error('no')).toBe('\u001b[31mno\u001b[39m');
  });

  test('gives every text back unmarked when it is not', () => {
    const paint = createPaint(false);
    const marked = Object.values(paint).map((mark: (text: string) => string) => mark('a'));
    expect(marked).toEqual(Object.keys(paint).map(() => 'a'));
  });

  test('marks no empty text', () => {
    expect(createPaint(true).dim('')).toBe('');
  });
});
