import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

describe('a run with which another process goes on', () => {
  test('repeats no success', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/make }
        - { id: b, uses: thing/look, needs: [a] }
    `);
    run.succeed('a', { thing_id: 't' });
    run.crash();
    expect(run.calls).toEqual(['b']);
    expect(run.last('run-resumed')).toEqual({ type: 'run-resumed', at: 0 });
  });

  test('starts what was ready and had no place', () => {
    const run = machine('steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look }]', {
      places: 1,
    });
    run.crash();
    run.succeed('a');
    expect(run.calls).toEqual(['b']);
  });

  test('sleeps no longer than was left of the sleep', () => {
    const run = machine('steps: [{ id: a, uses: thing/look, retry: { attempts: 3, delay: 1m } }]');
    run.fail('a', failures.cut);
    run.pass(50_000);
    run.crash();
    expect(run.passToNext()).toBe(10_000);
    expect(run.call('a').attempt).toBe(2);
  });

  test('makes a look again that was out, and counts it once', () => {
    const run = machine('steps: [{ id: a, uses: thing/make, await: ready }]');
    run.succeed('a', { thing_id: 't' });
    run.passToNext();
    run.fail('a', failures.refused);
    run.passToNext();
    expect(run.call('a')).toMatchObject({ kind: 'look', attempt: 2 });
    run.crash();
    expect(run.call('a')).toMatchObject({ kind: 'look', attempt: 2, input: { thing_id: 't' } });
  });

  test('goes on with a loop where it was', () => {
    const run = machine(`
      steps: [{ id: each, uses: thing/keep, foreach: [1, 2, 3, 4], max-parallel: 2 }]
    `);
    run.succeed('each[0]');
    run.fail('each[1]', failures.cut);
    run.crash();
    expect(run.calls).toEqual(['each[2]']);
    expect(run.call('each[2]').attempt).toBe(2);
    run.passToNext();
    expect(run.call('each[1]').attempt).toBe(2);
    for (const item of [2, 1, 3]) run.succeed(`each[${item}]`);
    expect(run.state.status).toBe('succeeded');
  });

  test('goes on with taking back where it was', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: a, uses: thing/make, undo: true }
        - { id: each, uses: thing/make, needs: [a], foreach: [1, 2], undo: true }
        - { id: bad, uses: thing/look, needs: [each] }
    `);
    run.succeed('a', { thing_id: 'ta' });
    run.succeed('each[0]', { thing_id: 't0' });
    run.succeed('each[1]', { thing_id: 't1' });
    run.fail('bad', failures.rejected);
    run.succeed('each[1]');
    run.crash();
    expect(run.calls).toEqual(['each[0]']);
    expect(run.call('each[0]')).toMatchObject({ action: 'thing/remove', attempt: 2 });
    run.succeed('each[0]');
    run.crash();
    run.succeed('a');
    expect(run.state.status).toBe('undone');
  });

  test('leaves to a person what became of an undo that nobody may repeat', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: a, uses: thing/keep, undo: { uses: thing/flip } }
        - { id: bad, uses: thing/look, needs: [a] }
    `);
    run.succeed('a');
    run.fail('bad', failures.rejected);
    run.crash();
    expect(run.last('run-needs-operator').notUndone).toEqual(['a']);
  });

  test('goes on with `finally`', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/look }]
      finally: [{ id: x, uses: thing/keep }, { id: y, uses: thing/look, needs: [x] }]
    `);
    run.succeed('a');
    run.crash();
    run.succeed('x');
    run.crash();
    run.succeed('y');
    expect(run.state.status).toBe('succeeded');
    expect(run.types().filter((type) => type === 'finally-started')).toHaveLength(1);
  });

  test('stays cancelled', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/keep }
        - { id: b, uses: thing/build, with: { label: 'x-\${{ run.id }}' } }
        - { id: c, uses: thing/look, needs: [a] }
    `);
    run.cancel();
    run.crash();
    expect(run.statuses).toMatchObject({ a: 'cancelled', c: 'skipped' });
    expect(run.call('b').kind).toBe('settle');
    run.show('b', { thing_id: 't', label: 'x-r1' });
    expect(run.statuses['b']).toBe('succeeded');
    expect(run.state.status).toBe('cancelled');
  });

  test('stays held, and waits for the same person', () => {
    const run = machine('steps: [{ id: a, uses: thing/make }, { id: b, uses: thing/keep }]');
    run.fail('a', failures.cut);
    run.crash();
    run.succeed('b');
    expect(run.last('run-needs-operator').unsettled).toEqual(['a']);
  });

  test('is over when nothing was left to do', () => {
    const run = machine('steps: [{ id: a, uses: thing/look }]');
    run.succeed('a');
    const { length } = run.events;
    run.crash();
    expect(run.events).toHaveLength(length);
  });
});

describe('a limit goes on while no process does', () => {
  test('of a step', () => {
    const run = machine('steps: [{ id: a, uses: thing/keep, timeout: 1m }]');
    run.pass(120_000);
    run.crash();
    expect(run.last('step-failed')).toMatchObject({
      failure: { kind: 'step-timeout' },
      isUnsettled: true,
    });
  });

  test('of an attempt that is left for it', () => {
    const run = machine('steps: [{ id: a, uses: thing/keep, timeout: 1m }]');
    run.pass(50_000);
    run.crash();
    expect(run.call('a').timeoutMs).toBe(10_000);
  });

  test('of polling', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/look, until: outputs.state == "ready", poll: { every: 1s, timeout: 1m } }]
    `);
    run.succeed('a', { thing_id: 't', state: 'building' });
    run.pass(10_000);
    run.succeed('a', { thing_id: 't', state: 'building' });
    run.pass(500);
    run.crash();
    run.pass(120_000);
    run.succeed('a', { thing_id: 't', state: 'building' });
    expect(run.last('step-failed').failure.kind).toBe('poll-timeout');
  });

  test('of the run', () => {
    const run = machine('timeout: 1m\nsteps: [{ id: a, uses: thing/look }]');
    run.pass(30_000);
    run.crash();
    run.pass(30_000);
    expect(run.last('cancel-requested').by).toBe('timeout');
  });
});

test('what tells the things apart that were created is known again', () => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/build, with: { label: web } }
      - { id: b, uses: thing/build, with: { label: web } }
  `);
  run.show('a');
  run.show('b');
  run.succeed('a', { thing_id: 't1' });
  run.crash();
  run.show('b', { thing_id: 't1', label: 'web' }, { thing_id: 't2', label: 'web' });
  expect(run.last('step-succeeded')).toMatchObject({ step: 'b', outputs: { thing_id: 't2' } });
});
