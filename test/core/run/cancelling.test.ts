import { expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

test('starts nothing more, and is over when what is out has come back', () => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look, needs: [a] }
  `);
  run.cancel();
  expect(run.state.status).toBe('running');
  run.fail('a', failures.cancelled);
  expect(run.statuses).toEqual({ a: 'cancelled', b: 'skipped' });
  expect(run.last('step-skipped').because).toEqual({ kind: 'cancelled' });
  expect(run.last('run-cancelled')).toMatchObject({ by: 'person' });
  expect(run.state).toMatchObject({ status: 'cancelled', cancel: 'person' });
});

test('a call that succeeded all the same has succeeded', () => {
  const run = machine('steps: [{ id: a, uses: thing/make }]');
  run.cancel();
  run.succeed('a', { thing_id: 't1' });
  expect(run.statuses).toEqual({ a: 'succeeded' });
  expect(run.state.status).toBe('cancelled');
});

test('a wait for the next attempt is cut short', () => {
  const run = machine('steps: [{ id: a, uses: thing/look }]');
  run.fail('a', failures.cut);
  run.cancel();
  expect(run.last('step-cancelled')).toMatchObject({ step: 'a' });
  expect(run.state.status).toBe('cancelled');
});

test('polling is cut short', () => {
  const run = machine('steps: [{ id: a, uses: thing/look, until: outputs.state == "ready" }]');
  run.succeed('a', { thing_id: 't1', state: 'building' });
  run.cancel();
  expect(run.statuses).toEqual({ a: 'cancelled' });
});

test('what was made is not waited for any more', () => {
  const run = machine('steps: [{ id: a, uses: thing/make, await: ready }]');
  run.cancel();
  run.succeed('a', { thing_id: 't1' });
  expect(run.types()).toContain('action-answered');
  expect(run.statuses).toEqual({ a: 'cancelled' });
});

test('a step that waits for a place is skipped', () => {
  const run = machine('steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look }]', {
    places: 1,
  });
  run.cancel();
  expect(run.statuses).toMatchObject({ b: 'skipped' });
  run.fail('a', failures.cancelled);
  expect(run.state.status).toBe('cancelled');
});

test('a loop starts no further item, and is cancelled when its items have ended', () => {
  const run = machine(`
    steps: [{ id: each, uses: thing/look, foreach: [1, 2, 3], max-parallel: 2 }]
  `);
  run.succeed('each[0]');
  run.cancel();
  run.fail('each[1]', failures.cancelled);
  run.succeed('each[2]');
  expect(run.last('step-cancelled')).toEqual({ type: 'step-cancelled', at: 0, step: 'each' });
  expect(run.state.status).toBe('cancelled');
});

test('a loop between two items is cancelled too', () => {
  const run = machine('steps: [{ id: each, uses: thing/look, foreach: [1, 2], max-parallel: 1 }]', {
    places: 1,
  });
  run.succeed('each[0]');
  run.cancel();
  run.fail('each[1]', failures.cancelled);
  expect(run.statuses).toEqual({ each: 'cancelled' });
});

test('an item that waits is cancelled, and nobody misses it when it would have woken', () => {
  const run = machine(`
    steps:
      - { id: each, uses: thing/look, foreach: [1, 2], until: outputs.state == "ready" }
      - { id: a, uses: thing/look }
  `);
  run.succeed('each[0]', { thing_id: 't', state: 'building' });
  run.fail('each[1]', failures.cut);
  run.cancel();
  expect(run.statuses).toMatchObject({ each: 'cancelled', a: 'calling' });
  run.pass(60_000);
  run.fail('a', failures.cancelled);
  expect(run.state.status).toBe('cancelled');
});

test('a failure of a reading counts as cancelled, and what became of a create is asked all the same', () => {
  const run = machine('steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/make }]');
  run.cancel();
  run.fail('a', failures.attemptTimeout);
  run.fail('b', failures.attemptTimeout);
  expect(run.statuses).toEqual({ a: 'cancelled', b: 'unsettled' });
  expect(run.last('step-cancelled')).toEqual({ type: 'step-cancelled', at: 0, step: 'a' });
  expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['b'], failed: [] });
});

test('a create that certainly did nothing counts as cancelled', () => {
  const run = machine('steps: [{ id: a, uses: thing/make }]');
  run.cancel();
  run.fail('a', failures.refused);
  expect(run.statuses).toEqual({ a: 'cancelled' });
});

test('in a run that nobody cancelled, a cancelled call is a failure', () => {
  const run = machine('steps: [{ id: a, uses: thing/look }]');
  run.fail('a', failures.cancelled);
  expect(run.last('step-failed').failure).toEqual(failures.cancelled);
  expect(run.state.status).toBe('failed');
});

test('a step that wants to run even then does, and can be repeated no more', () => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look, needs: [a], if: always() }
  `);
  run.cancel();
  run.fail('a', failures.cancelled);
  expect(run.calls).toEqual(['b']);
  run.fail('b', failures.refused);
  expect(run.statuses).toMatchObject({ b: 'cancelled' });
});

test('the first reason counts', () => {
  const run = machine(`
    timeout: 1m
    steps: [{ id: a, uses: thing/look }]
  `);
  run.pass(60_000);
  run.cancel('person');
  run.fail('a', failures.cancelled);
  expect(run.last('run-cancelled').by).toBe('timeout');
});

test('an output that could not be computed does not matter any more', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look }]
    outputs: { id: '\${{ steps.a.outputs.thing_id }}' }
  `);
  run.cancel('parent');
  run.fail('a', failures.cancelled);
  expect(run.last('run-cancelled').by).toBe('parent');
});

test('a step of `finally` that is being tried again is not cancelled', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look }]
    finally: [{ id: tidy, uses: thing/look }]
  `);
  run.cancel();
  run.fail('a', failures.cancelled);
  run.fail('tidy', failures.cut);
  expect(run.statuses).toMatchObject({ tidy: 'waiting' });
  run.passToNext();
  run.succeed('tidy');
  expect(run.state.status).toBe('cancelled');
});
