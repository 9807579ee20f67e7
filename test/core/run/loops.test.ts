import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

const three = `
  steps:
    - id: each
      uses: thing/make
      foreach: [a, b, c]
      with: { label: '\${{ item }}', size: '\${{ index }}' }
      retry: { attempts: 1 }
`;

test('runs the step once per item, which expressions see with its number', () => {
  const run = machine(three);
  expect(run.calls).toEqual(['each[0]', 'each[1]', 'each[2]']);
  expect(run.calls.map((label) => run.call(label).input)).toEqual([
    { label: 'a', size: 0 },
    { label: 'b', size: 1 },
    { label: 'c', size: 2 },
  ]);
});

test('gives the outputs in the order of the items, however they end', () => {
  const run = machine(three);
  run.succeed('each[2]', { thing_id: 't2' });
  run.succeed('each[0]', { thing_id: 't0' });
  run.succeed('each[1]', { thing_id: 't1' });
  expect(run.last('step-succeeded')).toEqual({
    type: 'step-succeeded',
    at: 0,
    step: 'each',
    outputs: [{ thing_id: 't0' }, { thing_id: 't1' }, { thing_id: 't2' }],
  });
});

test('an empty list is a success with an empty list', () => {
  const run = machine(`
    inputs: { list: { type: array, default: [] } }
    steps: [{ id: each, uses: thing/make, foreach: inputs.list }]
  `);
  expect(run.last('step-succeeded').outputs).toEqual([]);
  expect(run.state.status).toBe('succeeded');
});

test('a condition is asked once, for the loop as a whole', () => {
  const run = machine('steps: [{ id: each, uses: thing/make, foreach: [1, 2], if: false }]');
  expect(run.types()).toEqual(['run-started', 'step-skipped', 'run-succeeded']);
});

describe('max-parallel', () => {
  const two = three.replace('foreach:', 'max-parallel: 2\n      foreach:');

  test('no more items than that are at work at once', () => {
    const run = machine(two);
    expect(run.calls).toEqual(['each[0]', 'each[1]']);
    run.succeed('each[1]');
    expect(run.calls).toEqual(['each[0]', 'each[2]']);
  });

  test('an item that waits for its next try is at work', () => {
    const run = machine(two.replace('attempts: 1', 'attempts: 2'));
    run.fail('each[0]', failures.refused);
    expect(run.calls).toEqual(['each[1]']);
  });
});

describe('keys', () => {
  test('name the items', () => {
    const run = machine(`
      steps:
        - { id: each, uses: thing/make, foreach: [{ name: web }, { name: db }], key: item.name }
    `);
    expect(run.calls).toEqual(['each[web]', 'each[db]']);
    expect(run.last('loop-started')).toMatchObject({ keys: ['web', 'db'] });
  });

  test('may be numbers, or use the number of the item', () => {
    const run = machine(
      "steps: [{ id: each, uses: thing/make, foreach: [7, 8], key: 'item * 10 + index' }]",
    );
    expect(run.calls).toEqual(['each[70]', 'each[81]']);
  });

  test('that are not different fail the step before anything is done', () => {
    const run = machine('steps: [{ id: each, uses: thing/make, foreach: [a, b, a], key: item }]');
    expect(run.last('step-failed').failure).toEqual({
      kind: 'invalid-value',
      message: '${{ item }}: two items have the key "a"',
    });
    expect(run.calls).toEqual([]);
  });
});

test('something else than a list fails the step', () => {
  const run = machine(`
    inputs: { list: { default: text } }
    steps: [{ id: each, uses: thing/make, foreach: inputs.list }]
  `);
  expect(run.last('step-failed').failure.message).toContain('has to be a list');
});

describe('an item that fails', () => {
  const serial = three.replace('foreach:', 'max-parallel: 1\n      foreach:');

  test('fails the loop, which names it and says why', () => {
    const run = machine(three);
    run.succeed('each[0]');
    run.succeed('each[2]');
    run.fail('each[1]', failures.rejected);
    expect(run.last('step-failed')).toMatchObject({
      step: 'each',
      failure: {
        kind: 'loop',
        message: '1 of 3 items failed; the first: [1] no',
        failed: ['1'],
      },
    });
    expect(run.state.status).toBe('failed');
  });

  test('lets no further item start, and those at work end', () => {
    const run = machine(three.replace('foreach:', 'max-parallel: 2\n      foreach:'));
    run.fail('each[0]', failures.rejected);
    expect(run.calls).toEqual(['each[1]']);
    run.succeed('each[1]');
    expect(run.last('step-failed').failure.message).toBe(
      '1 of 3 items failed, 1 were not started; the first: [0] no',
    );
  });

  test('does not stop the others when the run goes on after failures', () => {
    const run = machine(`on-failure: continue\n${serial.replaceAll(/^ {2}/gm, '')}`);
    run.fail('each[0]', failures.rejected);
    expect(run.calls).toEqual(['each[1]']);
    run.succeed('each[1]');
    run.fail('each[2]', failures.rejected);
    expect(run.last('step-failed').failure).toMatchObject({ failed: ['0', '2'] });
  });

  test('does not stop the others when the step may fail', () => {
    const run = machine(serial.replace('foreach:', 'continue-on-error: true\n      foreach:'));
    run.fail('each[0]', failures.rejected);
    run.succeed('each[1]');
    run.succeed('each[2]');
    expect(run.statuses['each']).toBe('failed');
    expect(run.state.status).toBe('succeeded');
  });

  test('is tried again by itself', () => {
    const run = machine(three.replace('attempts: 1', 'attempts: 2'));
    run.succeed('each[1]');
    run.fail('each[0]', failures.refused);
    run.passToNext();
    expect(run.call('each[0]').attempt).toBe(2);
  });

  test('because a parameter has no value, fails like any other', () => {
    const run = machine(`
      steps:
        - { id: each, uses: thing/make, foreach: [{ n: a }, {}], with: { label: '\${{ item.n }}' } }
    `);
    run.succeed('each[0]');
    expect(run.last('step-failed').failure.message).toContain('there is no "n"');
  });
});

describe('when the run is stopping because of another step', () => {
  const text = `
    max-parallel: 2
    defaults: { retry: { attempts: 1 } }
    steps:
      - { id: bad, uses: thing/look }
      - { id: each, uses: thing/make, foreach: [a, b, c], max-parallel: 1 }
  `;

  test('no further item starts, and the loop has failed', () => {
    const run = machine(text);
    run.fail('bad', failures.rejected);
    run.succeed('each[0]');
    expect(run.calls).toEqual([]);
    expect(run.last('step-failed')).toMatchObject({
      step: 'each',
      failure: { kind: 'loop', message: '2 items were not started, because the run is stopping' },
    });
  });

  test('items that had not got a place are skipped, and the loop has failed too', () => {
    const run = machine(text.replace('max-parallel: 1 }', '}'), { places: 2 });
    expect(run.calls).toEqual(['bad', 'each[0]']);
    run.fail('bad', failures.rejected);
    run.succeed('each[0]');
    expect(run.statuses).toEqual({ bad: 'failed', each: 'failed' });
    expect(run.last('step-failed').failure.message).toBe(
      '2 items were not started, because the run is stopping',
    );
  });
});

describe('others see', () => {
  test('the list of outputs', () => {
    const run = machine(`
      steps:
        - { id: each, uses: thing/make, foreach: [a, b] }
        - id: show
          uses: value/set
          with: { ids: '\${{ steps.each.outputs.map(one, one.thing_id) }}' }
    `);
    run.succeed('each[0]', { thing_id: 't0' });
    run.succeed('each[1]', { thing_id: 't1' });
    expect(run.call('show').input).toEqual({ ids: ['t0', 't1'] });
  });

  test('nothing of items in `if`, which is asked before', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look }
        - { id: each, uses: thing/make, foreach: '[steps.a.outputs.thing_id]', if: steps.a.status == "succeeded" }
    `);
    run.succeed('a', { thing_id: 't1' });
    expect(run.last('loop-started').items).toEqual(['t1']);
  });
});

test('polls each item by itself', () => {
  const run = machine(`
    steps:
      - id: each
        uses: thing/look
        foreach: [ready, broken]
        with: { label: '\${{ item }}' }
        until: outputs.state == item
        poll: { every: 1s }
        fail-if: 'false'
  `);
  run.succeed('each[0]', { thing_id: 't', state: 'ready' });
  run.succeed('each[1]', { thing_id: 't', state: 'ready' });
  expect(run.passToNext()).toBe(1000);
  expect(run.calls).toEqual(['each[1]']);
});
