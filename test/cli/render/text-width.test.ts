import { describe, expect, test } from 'vitest';
import { cutText, foldText, padText, textWidth } from '../../../src/cli/render/text-width.ts';

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['✔ ✖ ↷ ○ › …', 11],
    ['über', 4],
    ['u\u0308ber', 4],
    ['東京', 4],
    ['🚀', 2],
    ['👩‍🚀', 2],
    ['❤️', 2],
  ])('%j takes %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('cutText', () => {
  test.each([
    ['as it is', 8, 'as it is'],
    ['too long', 7, 'too lo…'],
    ['word end', 6, 'word…'],
    ['東京都', 5, '東京…'],
    ['東京都', 4, '東…'],
    ['text', 1, '…'],
    ['text', 0, ''],
  ])('%j in %i columns', (text, columns, expected) => {
    expect(cutText(text, columns)).toBe(expected);
    expect(textWidth(expected)).toBeLessThanOrEqual(columns);
  });
});

test('padText fills by columns, not by characters', () => {
  expect([padText('東', 4), padText('ab', 4), padText('longer', 4)]).toEqual([
    '東  ',
    'ab  ',
    'longer',
  ]);
});

describe('foldText', () => {
  test('breaks at spaces', () => {
    expect(foldText('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  test('breaks a word that is longer than a line', () => {
    expect(foldText('see https://x.example/abc now', 10)).toEqual([
      'see',
      'https://x.',
      'example/ab',
      'c now',
    ]);
  });

  test('leaves a text alone where there is no end of the line', () => {
    expect(foldText('one two', Infinity)).toEqual(['one two']);
  });
});
