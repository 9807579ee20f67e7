import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLookAt } from '../../../src/core/run/poll.ts';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

function polling(more = ''): Machine {
  return machine(`
    steps:
      - id: a
        uses: thing/look
        until: outputs.state == "ready"
        poll: { every: 1s, max-every: 4s, timeout: 10s }
        ${more}
  `);
}

const notYet = { thing_id: 't1', state: 'building' };

test('looks until the condition is true, and has the last outputs', () => {
  const run = polling();
  run.succeed('a', notYet);
  expect(run.step('a').status).toBe('waiting');
  run.passToNext();
  run.succeed('a', { thing_id: 't1', state: 'ready' });
  expect(run.last('step-succeeded').outputs).toEqual({ thing_id: 't1', state: 'ready' });
});

test('looks at once, and less and less often', () => {
  const run = polling().state.context.plan.workflow.steps[0]?.poll;
  expect(run).toEqual({ everyMs: 1000, maxEveryMs: 4000, timeoutMs: 10_000 });
  const other = polling('timeout: 1h');
  const waits = [1, 2, 3, 4].map(() => {
    other.succeed('a', notYet);
    return other.passToNext();
  });
  expect(waits).toEqual([1500, 2250, 3375, 2875]);
});

test('who says how often to look, and no more, means just that', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/look, until: 'outputs.state == "ready"', poll: { every: 7s } }]
  `);
  const waits = [1, 2, 3].map(() => {
    run.succeed('a', notYet);
    return run.passToNext();
  });
  expect(waits).toEqual([7000, 7000, 7000]);
});

test('records what it saw, by the paths that the conditions name', () => {
  const run = machine(`
    steps:
      - id: a
        uses: thing/look
        until: outputs.state == "ready" && has(outputs.net.ip)
        fail-if: outputs.?size.orValue(0) > 9
  `);
  run.succeed('a', { ...notYet, net: {} });
  expect(run.last('observed')).toMatchObject({
    seen: { state: '"building"', 'net.ip': 'absent', size: 'absent' },
  });
});

test('shortens what it saw', () => {
  const run = polling();
  run.succeed('a', { thing_id: 't1', state: 'x'.repeat(200) });
  expect(run.last('observed').seen['state']).toHaveLength(80);
});

test('sees the whole when a condition looks at all of it', () => {
  const run = machine(`
    steps:
      - { id: a, uses: value/set, until: to_json(outputs).contains("ready") }
  `);
  run.succeed('a', { thing_id: 't1' });
  expect(run.last('observed').seen).toEqual({ outputs: '{"thing_id":"t1"}' });
});

describe('fail-if', () => {
  test('fails the step at once, and says what was seen', () => {
    const run = polling('fail-if: outputs.state == "lost"');
    run.succeed('a', { thing_id: 't1', state: 'lost' });
    expect(run.last('step-failed')).toMatchObject({
      failure: {
        kind: 'hopeless',
        message: '`outputs.state == "lost"` came true: state is "lost"',
        lastSeen: { state: '"lost"' },
      },
      during: { action: 'thing/look', attempt: 1 },
      lastSeen: { state: '"lost"' },
      isUnsettled: false,
    });
  });

  test('is what the action declares when the step says nothing', () => {
    const run = polling();
    run.succeed('a', { thing_id: 't1', state: 'broken' });
    expect(run.last('step-failed').failure).toMatchObject({ kind: 'hopeless' });
  });

  test('is only what the step says when it says something', () => {
    const run = polling('fail-if: outputs.state == "lost"');
    run.succeed('a', { thing_id: 't1', state: 'broken' });
    expect(run.step('a').status).toBe('waiting');
  });

  test('does not count when it is done as well', () => {
    const run = polling('fail-if: "true"');
    run.succeed('a', { thing_id: 't1', state: 'ready' });
    expect(run.step('a').status).toBe('succeeded');
  });
});

describe('running out of time', () => {
  test('looks a last time when time is up, and says what was last seen', () => {
    const run = polling();
    let looks = 1;
    run.succeed('a', notYet);
    while (run.step('a').status === 'waiting') {
      run.passToNext();
      looks += 1;
      run.succeed('a', { ...notYet, state: `look ${looks}` });
    }
    expect(run.now).toBe(10_000);
    expect(run.last('step-failed')).toMatchObject({
      at: 10_000,
      failure: {
        kind: 'poll-timeout',
        message: `it was not done after 10s of polling; last seen: state is "look ${looks}"`,
        limitMs: 10_000,
        lastSeen: { state: `"look ${looks}"` },
      },
      lastSeen: { state: `"look ${looks}"` },
    });
  });

  test('is a success when the last look shows that it is done', () => {
    const run = polling();
    run.succeed('a', notYet);
    run.pass(1500);
    run.pass(20_000);
    run.succeed('a', { thing_id: 't1', state: 'ready' });
    expect(run.step('a').status).toBe('succeeded');
  });
});

describe('a look that fails', () => {
  test('is repeated, and the budget of attempts is anew for each look', () => {
    const run = polling('retry: { attempts: 2, delay: 100ms, jitter: 0 }');
    for (let look = 0; look < 3; look += 1) {
      run.fail('a', failures.cut);
      expect(run.passToNext()).toBe(100);
      expect(run.call('a').attempt).toBe(2);
      run.succeed('a', notYet);
      run.passToNext();
      expect(run.call('a').attempt).toBe(1);
    }
  });

  test('fails the step when its budget is used up, and says what was last seen', () => {
    const run = polling('retry: { attempts: 2, delay: 100ms }');
    run.succeed('a', notYet);
    run.passToNext();
    run.fail('a', failures.cut);
    run.passToNext();
    run.fail('a', failures.cut);
    expect(run.last('step-failed')).toMatchObject({
      failure: failures.cut,
      during: { attempt: 2 },
      lastSeen: { state: '"building"' },
    });
  });

  test('is repeated even when it was rejected: the thing may not be there yet', () => {
    const run = polling();
    run.fail('a', failures.rejected);
    expect(run.step('a').status).toBe('waiting');
  });

  test('is repeated when the time is up, and not after', () => {
    const run = polling('retry: { attempts: 9, delay: 8s, jitter: 0 }');
    run.fail('a', failures.cut);
    expect(run.passToNext()).toBe(8000);
    run.fail('a', failures.cut);
    expect(run.passToNext()).toBe(2000);
    run.fail('a', failures.cut);
    expect(run.last('step-failed').failure).toEqual({
      kind: 'poll-timeout',
      message: 'it was not done after 10s of polling',
      limitMs: 10_000,
      lastSeen: null,
    });
  });

  test('is not repeated when the other side wants to be left alone for longer than there is time', () => {
    const run = polling();
    run.fail('a', { ...failures.throttled, retryAfterMs: 60_000 });
    expect(run.last('step-failed').failure).toMatchObject({ kind: 'throttled' });
  });
});

test('a condition without a value fails the step', () => {
  const run = polling();
  run.succeed('a', { thing_id: 't1' });
  expect(run.last('step-failed').failure).toEqual({
    kind: 'invalid-value',
    message: '${{ outputs.state == "ready" }}: there is no "state"',
  });
});

test('a condition that is neither true nor false fails the step', () => {
  const run = machine(`
    steps: [{ id: a, uses: value/set, until: outputs.done, with: { done: 'yes' } }]
  `);
  run.succeed('a', { done: 'yes' });
  expect(run.last('step-failed').failure.message).toContain('has to be true or false');
});

test('the next look is never in the past, never after the time is up, and some time ahead', () => {
  const policy = fc.record({
    everyMs: fc.nat(10_000),
    maxEveryMs: fc.nat(60_000),
    timeoutMs: fc.nat(100_000),
  });
  fc.assert(
    fc.property(policy, fc.nat(5000), fc.nat(100_000), (each, looks, passed) => {
      const at = nextLookAt(each, looks, 0, passed);
      expect(Number.isSafeInteger(at)).toBe(true);
      expect(at).toBeGreaterThanOrEqual(passed);
      expect(at).toBeLessThanOrEqual(Math.max(passed, each.timeoutMs));
      if (passed < each.timeoutMs) expect(at).toBeGreaterThan(passed);
    }),
  );
});
