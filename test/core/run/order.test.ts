import { expect, test } from 'vitest';
import { machine } from '../../support/machine.ts';

test('starts every step that needs nothing at once, in the order of the file', () => {
  const run = machine(`
    steps:
      - { id: b, uses: thing/look }
      - { id: a, uses: thing/look }
  `);
  expect(run.calls).toEqual(['b', 'a']);
});
