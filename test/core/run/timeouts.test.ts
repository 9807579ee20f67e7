import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

describe('attempt-timeout', () => {
  test('is what the action says, or the step, or the defaults', () => {
    const run = machine(`
      defaults: { attempt-timeout: 9s }
      steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look, attempt-timeout: 5s }]
    `);
    expect([run.call('a').timeoutMs, run.call('b').timeoutMs]).toEqual([9000, 5000]);
    expect(machine('steps: [{ id: a, uses: thing/look }]').call('a').timeoutMs).toBe(30_000);
    expect(machine('steps: [{ id: a, uses: value/set }]').call('a').timeoutMs).toBe(0);
  });
});

describe('the timeout of a step', () => {
  test('leaves each attempt no more than what is left of it', () => {
    const run = machine('steps: [{ id: a, uses: thing/look, timeout: 10s, attempt-timeout: 8s }]');
    expect(run.call('a').timeoutMs).toBe(8000);
    run.pass(7000);
    run.fail('a', failures.cut);
    run.passToNext();
    expect(run.call('a').timeoutMs).toBe(2000);
  });

  test('limits an action that has no limit of its own', () => {
    const run = machine('steps: [{ id: a, uses: value/set, timeout: 10s }]');
    expect(run.call('a').timeoutMs).toBe(10_000);
  });

  test('makes a call that came back too late a failure of the step', () => {
    const run = machine('steps: [{ id: a, uses: thing/look, timeout: 10s }]');
    run.pass(10_000);
    run.fail('a', failures.attemptTimeout);
    expect(run.last('step-failed').failure).toEqual({
      kind: 'step-timeout',
      message: 'it took longer than 10s',
      limitMs: 10_000,
      lastSeen: null,
    });
  });

  test('does not undo a success that came late', () => {
    const run = machine('steps: [{ id: a, uses: thing/look, timeout: 10s }]');
    run.pass(11_000);
    run.succeed('a');
    expect(run.step('a').status).toBe('succeeded');
  });

  test('ends the wait for the next attempt', () => {
    const run = machine('steps: [{ id: a, uses: thing/look, timeout: 10s }]');
    run.fail('a', { ...failures.throttled, retryAfterMs: 60_000 });
    expect(run.passToNext()).toBe(10_000);
    expect(run.last('step-failed')).toMatchObject({
      failure: { kind: 'step-timeout' },
      during: null,
    });
  });

  test('ends polling, and says what was last seen', () => {
    const run = machine(`
      steps:
        - id: a
          uses: thing/look
          timeout: 10s
          until: outputs.state == "ready"
          poll: { every: 8s }
    `);
    run.succeed('a', { thing_id: 't1', state: 'building' });
    expect(run.passToNext()).toBe(8000);
    run.succeed('a', { thing_id: 't1', state: 'almost' });
    expect(run.passToNext()).toBe(2000);
    expect(run.last('step-failed')).toMatchObject({
      failure: {
        kind: 'step-timeout',
        message: 'it took longer than 10s; last seen: state is "almost"',
        lastSeen: { state: '"almost"' },
      },
      lastSeen: { state: '"almost"' },
    });
  });

  test('counts from the first attempt, and a look that comes back too late is the last', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, timeout: 10s, until: outputs.state == "ready" }
    `);
    run.pass(10_000);
    run.succeed('a', { thing_id: 't1', state: 'building' });
    expect(run.last('step-failed').failure).toMatchObject({
      kind: 'step-timeout',
      lastSeen: { state: '"building"' },
    });
  });

  test('holds for each item of a loop by itself', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/look, timeout: 10s, foreach: [1, 2], max-parallel: 1 }]
    `);
    run.pass(9000);
    run.succeed('a[0]');
    expect(run.call('a[1]').timeoutMs).toBe(10_000);
  });

  test('is that of the defaults when the step says nothing', () => {
    const run = machine(`
      defaults: { timeout: 4s }
      steps: [{ id: a, uses: thing/look }]
    `);
    expect(run.call('a').timeoutMs).toBe(4000);
  });
});

describe('the timeout of a workflow', () => {
  const text = `
    timeout: 1m
    steps: [{ id: a, uses: thing/look }]
    finally: [{ id: tidy, uses: thing/look }]
  `;

  test('cancels the run, and `finally` still runs', () => {
    const run = machine(text);
    run.pass(60_000);
    expect(run.last('cancel-requested')).toMatchObject({ at: 60_000, by: 'timeout' });
    run.fail('a', failures.cancelled);
    expect(run.calls).toEqual(['tidy']);
    run.succeed('tidy');
    expect(run.last('run-cancelled').by).toBe('timeout');
  });

  test('does not cut `finally` short', () => {
    const run = machine(text);
    run.succeed('a');
    run.pass(60_000);
    run.succeed('tidy');
    expect(run.state.status).toBe('succeeded');
  });
});
