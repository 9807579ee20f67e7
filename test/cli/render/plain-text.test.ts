import { expect, test } from 'vitest';
import { plainLine, plainLines } from '../../../src/cli/render/plain-text.ts';

test('a text with several lines becomes one', () => {
  expect(plainLine(' a\n\tb \r\n c ')).toBe('a b c');
});

test('what would steer the terminal is taken out', () => {
  expect(plainLine('\u001b[2J\u001b[31mred\u001b[0m\u0007 \u001b]0;title\u0007done')).toBe(
    'red done',
  );
});

test('what would reorder the text is taken out', () => {
  expect(plainLine('safe\u202egnp.exe')).toBe('safegnp.exe');
});

test('lines stay apart when they are asked for, without the empty ones', () => {
  expect(plainLines('first:\r\n\n  \u001b[1msecond\u001b[0m\tend \n')).toEqual([
    'first:',
    '  second  end',
  ]);
});
