import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

/** A step `b` with a condition, behind a step `a`. */
function behind(condition: string, more = ''): Machine {
  return machine(`
    ${more}
    steps:
      - { id: a, uses: thing/look, retry: { attempts: 1 } }
      - { id: b, uses: thing/look, needs: [a], if: '${condition}' }
  `);
}

describe('a condition without a status function', () => {
  test('lets the step run when it holds', () => {
    const run = behind('1 == 1');
    run.succeed('a');
    expect(run.calls).toEqual(['b']);
  });

  test('skips the step when it does not, and says which condition it was', () => {
    const run = behind('1 == 2');
    run.succeed('a');
    expect(run.last('step-skipped').because).toEqual({ kind: 'condition', condition: '1 == 2' });
    expect(run.state.status).toBe('succeeded');
  });

  test('asks that all needs succeeded as well', () => {
    const run = behind('1 == 1', 'on-failure: continue');
    run.fail('a', failures.rejected);
    expect(run.last('step-skipped').because).toEqual({ kind: 'need', need: 'a' });
  });

  test('is not even looked at when a need failed', () => {
    const run = behind('steps.a.outputs.size == 1', 'on-failure: continue');
    run.fail('a', failures.rejected);
    expect(run.statuses).toEqual({ a: 'failed', b: 'skipped' });
  });

  test('fails the step when it has no value', () => {
    const run = behind('steps.a.outputs.size == 1');
    run.succeed('a', { thing_id: 't1' });
    expect(run.last('step-failed')).toMatchObject({
      step: 'b',
      failure: { kind: 'invalid-value' },
    });
  });

  test('fails the step when it is neither true nor false', () => {
    const run = machine(`
      inputs: { fast: { default: 'yes' } }
      steps: [{ id: a, uses: thing/look, if: inputs.fast }]
    `);
    expect(run.last('step-failed').failure.message).toContain('has to be true or false');
  });
});

describe('status functions', () => {
  test('`success()` is true after a success, and false after a failure', () => {
    const good = behind('success()');
    good.succeed('a');
    expect(good.calls).toEqual(['b']);
    const bad = behind('success()');
    bad.fail('a', failures.rejected);
    expect(bad.last('step-skipped').because).toEqual({ kind: 'condition', condition: 'success()' });
  });

  test('`failure()` is true after a failure, although the run is stopping', () => {
    const run = behind('failure()');
    run.fail('a', failures.rejected);
    expect(run.calls).toEqual(['b']);
    run.succeed('b');
    expect(run.state.status).toBe('failed');
  });

  test('`failure()` is false after a success', () => {
    const run = behind('failure()');
    run.succeed('a');
    expect(run.statuses).toEqual({ a: 'succeeded', b: 'skipped' });
  });

  test('`failure()` sees through the skipped steps between', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, retry: { attempts: 1 } }
        - { id: b, uses: thing/look, needs: [a] }
        - { id: c, uses: thing/look, needs: [b], if: failure() }
    `);
    run.fail('a', failures.rejected);
    expect(run.statuses).toMatchObject({ b: 'skipped', c: 'calling' });
  });

  test('`failure()` does not see what failed elsewhere', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, retry: { attempts: 1 } }
        - { id: b, uses: thing/look }
        - { id: c, uses: thing/look, needs: [b], if: failure() }
    `);
    run.fail('a', failures.rejected);
    run.succeed('b');
    expect(run.statuses).toMatchObject({ c: 'skipped' });
  });

  test('`failure()` is false when the failure is tolerated', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, continue-on-error: true, retry: { attempts: 1 } }
        - { id: b, uses: thing/look, needs: [a], if: failure() }
        - { id: c, uses: thing/look, needs: [a], if: success() }
    `);
    run.fail('a', failures.rejected);
    expect(run.statuses).toMatchObject({ b: 'skipped', c: 'calling' });
  });

  test('`always()` is true after a failure and after a skipped step', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, if: false }
        - { id: b, uses: thing/look, needs: [a], if: always() }
    `);
    expect(run.statuses).toEqual({ a: 'skipped', b: 'calling' });
  });

  test('`cancelled()` is true once the run is cancelled', () => {
    const run = behind('cancelled()');
    run.cancel();
    run.fail('a', failures.cancelled);
    expect(run.calls).toEqual(['b']);
    const other = behind('cancelled()');
    other.succeed('a');
    expect(other.statuses).toMatchObject({ b: 'skipped' });
  });

  test('they go together with the rest of a condition', () => {
    const run = behind('always() && steps.a.status == "failed"');
    run.fail('a', failures.rejected);
    expect(run.calls).toEqual(['b']);
  });
});

describe('a need that did not succeed', () => {
  test('skips what needs it, and what needs that', () => {
    const run = machine(`
      on-failure: continue
      steps:
        - { id: a, uses: thing/look, if: false }
        - { id: b, uses: thing/look, needs: [a] }
        - { id: c, uses: thing/look, needs: [b] }
    `);
    expect(run.events.filter(({ type }) => type === 'step-skipped')).toMatchObject([
      { step: 'a', because: { kind: 'condition', condition: 'false' } },
      { step: 'b', because: { kind: 'need', need: 'a' } },
      { step: 'c', because: { kind: 'need', need: 'b' } },
    ]);
    expect(run.state.status).toBe('succeeded');
  });

  test('the first of several in the file is named', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, if: false }
        - { id: b, uses: thing/look, if: false }
        - { id: c, uses: thing/look, needs: [b, a] }
    `);
    expect(run.last('step-skipped').because).toEqual({ kind: 'need', need: 'a' });
  });
});

test.each([
  ['succeeded', 'if: true'],
  ['skipped', 'if: false'],
])('others see the status of a step that has %s', (status, condition) => {
  const run = machine(`
    steps:
      - { id: a, uses: thing/look, ${condition} }
      - { id: b, uses: value/set, if: always(), with: { status: '\${{ steps.a.status }}' } }
  `);
  if (status === 'succeeded') run.succeed('a');
  expect(run.call('b').input).toEqual({ status });
});

test('in `finally` a step of the main part that failed is seen as failed', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look, retry: { attempts: 1 } }]
    finally: [{ id: b, uses: value/set, with: { status: '\${{ steps.a.status }}' } }]
  `);
  run.fail('a', failures.rejected);
  expect(run.call('b').input).toEqual({ status: 'failed' });
});
