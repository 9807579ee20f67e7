import { expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

test('a run gives back what its outputs say', () => {
  const run = machine(`
    steps: [{ id: make, uses: thing/make }]
    outputs:
      id: '\${{ steps.make.outputs.thing_id }}'
      text: 'it is \${{ steps.make.outputs.size + 1 }}'
      list: ['\${{ steps.make.status }}', 1]
      constant: { a: null }
  `);
  run.succeed('make', { thing_id: 't1', size: 2 });
  expect(run.last('run-succeeded').outputs).toEqual({
    id: 't1',
    text: 'it is 3',
    list: ['succeeded', 1],
    constant: { a: null },
  });
  expect(run.state.outputs).toEqual(run.last('run-succeeded').outputs);
});

test('an output without a value fails the run, and says why', () => {
  const run = machine(`
    steps: [{ id: make, uses: thing/make }]
    outputs: { size: '\${{ steps.make.outputs.size }}' }
  `);
  run.succeed('make', { thing_id: 't1' });
  expect(run.last('run-failed')).toEqual({
    type: 'run-failed',
    at: 0,
    failed: [],
    message: 'an output has no value: ${{ steps.make.outputs.size }}: there is no "size"',
  });
});

test('a run that failed gives nothing back', () => {
  const run = machine(`
    steps: [{ id: make, uses: thing/make }]
    outputs: { status: '\${{ steps.make.status }}' }
  `);
  run.fail('make', failures.rejected);
  expect(run.state.outputs).toEqual({});
});
