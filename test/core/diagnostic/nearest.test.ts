import { describe, expect, test } from 'vitest';
import { nearest, suggestion } from '../../../src/core/diagnostic/nearest.ts';

describe('finds what was most likely meant', () => {
  test.each([
    ['biuld', ['test', 'build'], 'build'],
    ['buildd', ['test', 'build'], 'build'],
    ['uild', ['test', 'build'], 'build'],
    ['bulid', ['build', 'bold'], 'build'],
    ['on_failure', ['on', 'on-failure'], 'on-failure'],
    ['MaxParallel', ['max-parallel'], 'max-parallel'],
    ['vmid', ['vm_id', 'vim'], 'vm_id'],
    ['vm/lst', ['vm/list', 'vm/list-all'], 'vm/list'],
  ])('%s', (text, candidates, expected) => {
    expect(nearest(text, candidates)).toBe(expected);
  });
});

test.each([
  ['kubernetes', ['vm', 'image']],
  ['ab', ['xy']],
  ['create', []],
])('finds nothing for %s among %j', (text, candidates) => {
  expect(nearest(text, candidates)).toBeUndefined();
});

test('says what there is when nothing is near, unless that would be long', () => {
  expect(suggestion('biuld', ['build'])).toBe('did you mean "build"?');
  expect(suggestion('x', ['alpha', 'beta'])).toBe('there is: alpha, beta');
  expect(suggestion('x', [])).toBeUndefined();
  const many = Array.from({ length: 13 }, (_, index) => `candidate${index}`);
  expect(suggestion('x', many)).toBeUndefined();
});
