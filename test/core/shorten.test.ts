import { expect, test } from 'vitest';
import { shorten } from '../../src/core/shorten.ts';

test('leaves a text alone for which there is room', () => {
  expect(shorten('abcde', 5)).toBe('abcde');
});

test('marks where it cuts', () => {
  expect(shorten('abcdef', 5)).toBe('abcd…');
});

test('does not cut through a character of two units', () => {
  expect(shorten('abc😀def', 5)).toBe('abc…');
});
