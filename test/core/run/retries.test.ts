import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextAttemptAt } from '../../../src/core/run/retry.ts';
import { defaultRetry } from '../../../src/core/workflow/retry-policy.ts';
import { failures } from '../../support/failures.ts';
import { machine } from '../../support/machine.ts';

type FailureName = keyof typeof failures;

/** Whether a step tries again after its first attempt ended so. */
function triesAgain(action: string, failure: FailureName, retry = ''): boolean {
  const run = machine(`steps: [{ id: a, uses: thing/${action}${retry} }]`);
  run.fail('a', failures[failure]);
  return run.step('a').status === 'waiting';
}

describe('without a word about retries', () => {
  const repeated: Readonly<Record<string, readonly FailureName[]>> = {
    look: ['throttled', 'refused', 'cut', 'badAnswer', 'attemptTimeout'],
    keep: ['throttled', 'refused', 'cut', 'badAnswer', 'attemptTimeout'],
    make: ['throttled', 'refused'],
    remove: ['throttled', 'refused', 'cut', 'badAnswer', 'attemptTimeout'],
    flip: ['throttled', 'refused'],
  };

  test.each(Object.keys(repeated))('thing/%s is repeated only when that does no harm', (action) => {
    const names = Object.keys(failures) as FailureName[];
    expect(names.filter((name) => triesAgain(action, name))).toEqual(repeated[action]);
  });

  test('there are four attempts, each later than the one before', () => {
    const run = machine('steps: [{ id: a, uses: thing/look }]');
    const waits: number[] = [];
    for (let attempt = 1; attempt < 4; attempt += 1) {
      expect(run.call('a').attempt).toBe(attempt);
      run.fail('a', failures.cut);
      waits.push(run.passToNext());
    }
    expect(waits).toEqual([1000, 2000, 4000]);
    run.fail('a', failures.cut);
    expect(run.last('step-failed').during).toEqual({ action: 'thing/look', attempt: 4 });
    expect(run.state.status).toBe('failed');
  });
});

describe('with a word about retries', () => {
  const retry = ', retry: { attempts: 2 }';

  test('a rejection is repeated', () => {
    expect(triesAgain('look', 'rejected', retry)).toBe(true);
    expect(triesAgain('make', 'rejected', retry)).toBe(true);
  });

  test('a create is still not repeated when it may have happened', () => {
    expect(triesAgain('make', 'cut', retry)).toBe(false);
    expect(triesAgain('make', 'attemptTimeout', retry)).toBe(false);
    expect(triesAgain('make', 'badAnswer', retry)).toBe(false);
  });

  test('a create of something that is named is repeated like what it then is', () => {
    expect(triesAgain('pick', 'cut', ', with: { thing_id: t1 }')).toBe(true);
    expect(triesAgain('pick', 'cut')).toBe(false);
  });

  test('a failure that stays is not repeated', () => {
    for (const failure of ['invalidValue', 'internal'] as const) {
      expect(triesAgain('look', failure, retry)).toBe(false);
    }
  });

  test('a failed command, a false assertion and a failed sub-workflow are repeated', () => {
    for (const failure of ['command', 'assertion', 'childRun'] as const) {
      expect(triesAgain('look', failure, retry)).toBe(true);
      expect(triesAgain('look', failure)).toBe(false);
    }
  });

  test('a failed command is repeated, whatever it does: who wrote it asked for it', () => {
    expect(triesAgain('flip', 'command', retry)).toBe(true);
    expect(triesAgain('flip', 'command')).toBe(false);
  });

  test('a failed sub-workflow that may have made something is not repeated', () => {
    expect(triesAgain('flip', 'childRun', retry)).toBe(false);
  });

  test('of the defaults: a rejection is not repeated, for nobody said so of this step', () => {
    const run = machine(`
      defaults: { retry: { attempts: 2, delay: 5s } }
      steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look }]
    `);
    run.fail('a', failures.cut);
    expect(run.passToNext()).toBe(5000);
    run.fail('b', failures.rejected);
    expect(run.statuses).toEqual({ a: 'calling', b: 'failed' });
  });

  test('what a step does not say itself, the defaults say', () => {
    const run = machine(`
      defaults: { retry: { attempts: 2, delay: 5s } }
      steps: [{ id: a, uses: thing/look, retry: { attempts: 3 } }]
    `);
    run.fail('a', failures.cut);
    expect(run.passToNext()).toBe(5000);
    run.fail('a', failures.cut);
    expect(run.step('a').status).toBe('waiting');
  });

  test('one attempt means that nothing is repeated', () => {
    expect(triesAgain('look', 'cut', ', retry: { attempts: 1 }')).toBe(false);
  });
});

describe('retry.if', () => {
  const text = `steps:
    - id: a
      uses: thing/look
      retry: { attempts: 5, if: 'failure.kind == "cut" && failure.message.contains("broke") && attempt < 2' }
  `;

  test('lets only those failures be repeated for which it is true', () => {
    const run = machine(text);
    run.fail('a', failures.cut);
    expect(run.step('a').status).toBe('waiting');
    run.passToNext();
    run.fail('a', failures.cut);
    expect(run.step('a').status).toBe('failed');
    const other = machine(text);
    other.fail('a', failures.refused);
    expect(other.step('a').status).toBe('failed');
  });

  test('does not make repeatable what would do harm', () => {
    const run = machine('steps: [{ id: a, uses: thing/make, retry: { if: "true" } }]');
    run.fail('a', failures.cut);
    expect(run.step('a').status).toBe('unsettled');
  });

  test('of the defaults holds for a step that says nothing of it', () => {
    const run = machine(`
      defaults: { retry: { if: failure.kind == "refused" } }
      steps: [{ id: a, uses: thing/look }, { id: b, uses: thing/look, retry: { if: 'true' } }]
    `);
    run.fail('a', failures.cut);
    run.fail('b', failures.cut);
    expect(run.statuses).toEqual({ a: 'failed', b: 'waiting' });
  });

  test('sees the item of a loop', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/look, foreach: [yes, no], retry: { if: item == "yes" } }
    `);
    run.fail('a[0]', failures.cut);
    expect(run.passToNext()).toBe(1000);
    run.fail('a[1]', failures.cut);
    expect(run.last('step-failed')).toMatchObject({ item: 1 });
  });
});

describe('the wait before the next attempt', () => {
  test('is at least what the other side asked for', () => {
    const run = machine('steps: [{ id: a, uses: thing/look }]');
    run.fail('a', { ...failures.throttled, retryAfterMs: 7000 }, 0.999);
    expect(run.passToNext()).toBe(7000);
    run.fail('a', { ...failures.badAnswer, retryAfterMs: 90_000 });
    expect(run.passToNext()).toBe(90_000);
  });

  test('grows by `backoff` up to `max-delay`', () => {
    const run = machine(`
      steps:
        - id: a
          uses: thing/look
          retry: { attempts: 9, delay: 2s, backoff: 3, max-delay: 10s, jitter: 0 }
    `);
    const waits = [1, 2, 3, 4].map(() => {
      run.fail('a', failures.cut, 0.7);
      return run.passToNext();
    });
    expect(waits).toEqual([2000, 6000, 10_000, 10_000]);
  });

  test('is left to chance as far as `jitter` says', () => {
    const at = (jitter: number, chance: number) =>
      nextAttemptAt({ ...defaultRetry, jitter }, { attempt: 1, failure: failures.cut }, 0, chance);
    expect([at(0, 0.9), at(1, 0), at(1, 0.9), at(0.2, 0.5), at(0.2, 0)]).toEqual([
      1000, 1000, 100, 900, 1000,
    ]);
  });

  const policy = fc.record({
    attempts: fc.nat(),
    delayMs: fc.nat(100_000),
    backoff: fc.double({ min: 1, max: 10, noNaN: true }),
    maxDelayMs: fc.nat(600_000),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    if: fc.constant(null),
    isExplicit: fc.boolean(),
  });

  test('is a whole number of milliseconds between what jitter leaves and the maximum', () => {
    fc.assert(
      fc.property(
        policy,
        fc.integer({ min: 1, max: 5000 }),
        fc.option(fc.nat(1_000_000)),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (each, attempt, retryAfterMs, chance) => {
          const failure = { ...failures.throttled, retryAfterMs };
          const wait = nextAttemptAt(each, { attempt, failure }, 1000, chance) - 1000;
          expect(Number.isSafeInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
          expect(wait).toBeLessThanOrEqual(Math.max(each.maxDelayMs, retryAfterMs ?? 0) + 1);
          const least = Math.min(each.maxDelayMs, each.delayMs) * (1 - each.jitter);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(least));
        },
      ),
    );
  });
});

test('each attempt is told which it is, and the journal too', () => {
  const run = machine('steps: [{ id: a, uses: thing/look }]');
  run.fail('a', failures.cut);
  expect(run.last('call-failed')).toEqual({
    type: 'call-failed',
    at: 0,
    step: 'a',
    failure: failures.cut,
    retryAt: 1000,
  });
  run.passToNext();
  expect(run.last('call-started')).toMatchObject({ at: 1000, attempt: 2 });
});

test('parameters are computed anew for each attempt', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look, with: { label: '\${{ now() }}' } }]
  `);
  expect(run.call('a').input).toEqual({ label: '1970-01-01T00:00:00.000Z' });
  run.fail('a', failures.cut);
  run.passToNext();
  expect(run.call('a').input).toEqual({ label: '1970-01-01T00:00:01.000Z' });
});
