import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

const chains = `
  steps:
    - { id: bad, uses: thing/look, retry: { attempts: 1 } }
    - { id: after_bad, uses: thing/look, needs: [bad] }
    - { id: good, uses: thing/look }
    - { id: after_good, uses: thing/look, needs: [good] }
`;

describe('on-failure: stop', () => {
  test('is what holds when nothing is said', () => {
    const run = machine(chains);
    run.fail('bad', failures.rejected);
    run.succeed('good');
    expect(run.last('step-skipped')).toMatchObject({
      step: 'after_good',
      because: { kind: 'stopping', failed: 'bad' },
    });
  });

  test('lets what is at work come to its end', () => {
    const run = machine(chains);
    run.fail('bad', failures.rejected);
    expect(run.calls).toEqual(['good']);
    expect(run.state.status).toBe('running');
    run.succeed('good');
    expect(run.statuses['good']).toBe('succeeded');
    expect(run.state.status).toBe('failed');
  });

  test('lets what is at work try again', () => {
    const run = machine(chains);
    run.fail('bad', failures.rejected);
    run.fail('good', failures.refused);
    run.passToNext();
    expect(run.calls).toEqual(['good']);
  });
});

describe('on-failure: continue', () => {
  test('goes on with what does not need the failed step', () => {
    const run = machine(`on-failure: continue\n${chains.replaceAll(/^ {2}/gm, '')}`);
    run.fail('bad', failures.rejected);
    run.succeed('good');
    expect(run.calls).toEqual(['after_good']);
    run.succeed('after_good');
    expect(run.statuses).toEqual({
      bad: 'failed',
      after_bad: 'skipped',
      good: 'succeeded',
      after_good: 'succeeded',
    });
    expect(run.state.status).toBe('failed');
  });
});

describe('continue-on-error', () => {
  const text = `
    steps:
      - { id: a, uses: thing/look, continue-on-error: true, retry: { attempts: 1 } }
      - { id: b, uses: thing/look, needs: [a] }
      - { id: c, uses: thing/look }
  `;

  test('lets the run go on, and succeed', () => {
    const run = machine(text);
    run.fail('a', failures.rejected);
    expect(run.calls).toEqual(['c', 'b']);
    run.succeed('b');
    run.succeed('c');
    expect(run.state.status).toBe('succeeded');
    expect(run.statuses['a']).toBe('failed');
  });

  test('gives no outputs to those who ask', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, continue-on-error: true, retry: { attempts: 1 } }
        - { id: b, uses: thing/look, with: { label: '\${{ steps.a.outputs.thing_id }}' } }
    `);
    run.fail('a', failures.rejected);
    expect(run.last('step-failed')).toMatchObject({
      step: 'b',
      failure: { kind: 'invalid-value', message: expect.stringContaining('no "outputs"') },
    });
  });
});

test('a run that failed names the steps that did, in the order in which they failed', () => {
  const run = machine(`
    defaults: { retry: { attempts: 1 } }
    steps:
      - { id: a, uses: thing/look }
      - { id: b, uses: thing/look }
      - { id: c, uses: thing/look, continue-on-error: true }
  `);
  run.fail('b', failures.rejected);
  run.fail('c', failures.rejected);
  run.fail('a', failures.rejected);
  expect(run.last('run-failed')).toMatchObject({ failed: ['b', 'a'], message: null });
});

test('says which call failed', () => {
  const run = machine('steps: [{ id: a, uses: thing/look, retry: { attempts: 1 } }]');
  run.fail('a', failures.rejected);
  expect(run.last('step-failed')).toEqual({
    type: 'step-failed',
    at: 0,
    step: 'a',
    failure: failures.rejected,
    during: { action: 'thing/look', attempt: 1 },
    lastSeen: null,
    isUnsettled: false,
  });
});

describe('a failure leaves open whether something was done', () => {
  test.each([
    ['make', 'cut'],
    ['make', 'badAnswer'],
    ['make', 'attemptTimeout'],
    ['make', 'internal'],
    ['flip', 'cut'],
  ] as const)('so that a person is asked: thing/%s, %s', (action, failure) => {
    const run = machine(`steps: [{ id: a, uses: thing/${action}, retry: { attempts: 1 } }]`);
    run.fail('a', failures[failure]);
    expect(run.types().slice(-3)).toEqual(['call-lost', 'step-unsettled', 'run-needs-operator']);
    expect(run.last('step-unsettled').reason).toBe(failures[failure].message);
  });

  test.each([
    ['remove', 'cut', true],
    ['make', 'refused', false],
    ['make', 'rejected', false],
    ['make', 'throttled', false],
    ['keep', 'cut', true],
    ['look', 'cut', false],
    ['look', 'internal', false],
  ] as const)('thing/%s, %s: %s', (action, failure, isUnsettled) => {
    const run = machine(`steps: [{ id: a, uses: thing/${action}, retry: { attempts: 1 } }]`);
    run.fail('a', failures[failure]);
    expect(run.last('step-failed').isUnsettled).toBe(isUnsettled);
  });

  test('not when the step ran out of time and its last call never got through', () => {
    const run = machine('steps: [{ id: a, uses: thing/make, timeout: 10s }]');
    run.pass(10_000);
    run.fail('a', failures.refused);
    expect(run.last('step-failed')).toMatchObject({
      failure: { kind: 'step-timeout' },
      isUnsettled: false,
    });
  });

  test('when the step ran out of time during a call that was cut', () => {
    const run = machine('steps: [{ id: a, uses: thing/keep, timeout: 10s }]');
    run.pass(10_000);
    run.fail('a', failures.attemptTimeout);
    expect(run.last('step-failed')).toMatchObject({
      failure: { kind: 'step-timeout' },
      isUnsettled: true,
    });
  });
});
