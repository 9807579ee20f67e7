import { expect, test } from 'vitest';
import { expressionFunctions } from '../../../src/core/expression/functions.ts';
import { callables } from '../../../src/editor/expression/callables.ts';
import { describeContext } from '../../../src/core/expression/context-descriptions.ts';
import { contextNames } from '../../../src/core/expression/environment.ts';

test('every function and method says what it does', () => {
  const silent = [...callables()].filter(([, { description }]) => description === '');
  expect(silent.map(([key]) => key)).toEqual([]);
});

test('all functions of our own are among them', () => {
  const missing = expressionFunctions.filter(({ name }) => !callables().has(name));
  expect(missing).toEqual([]);
});

test('every context says what it is, but for those that only catalogues use', () => {
  const silent = contextNames.filter((name) => describeContext(name) === null);
  expect(silent).toEqual(['input', 'acted']);
});
