import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

const mine = { thing_id: 't1', label: 'web' };
const old = { thing_id: 't0', label: 'web' };
const other = { thing_id: 't2', label: 'web' };

/** A thing is being made, after a survey that showed what was there. */
function making(more = '', there = [old]): Machine {
  const run = machine(`steps: [{ id: a, uses: thing/build, with: { label: web }${more} }]`);
  run.show('a', ...there);
  return run;
}

/** The answer was lost after two seconds. */
function lost(more = '', there = [old]): Machine {
  const run = making(more, there);
  run.pass(2000);
  run.fail('a', failures.cut);
  return run;
}

describe('a survey', () => {
  test('comes before a create that can only be told from others by what was there', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    expect(run.call('a')).toMatchObject({ kind: 'survey', action: 'thing/list' });
    run.show('a', old, { thing_id: 't9', label: 'db' });
    expect(run.last('surveyed').known).toEqual(['t0']);
    expect(run.call('a')).toMatchObject({ kind: 'act', action: 'thing/build', attempt: 1 });
  });

  test('is not made when the name carries the id of the run: it is nobody else’s', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/build, with: { label: 'web-\${{ run.id }}' } }]
    `);
    expect(run.call('a').kind).toBe('act');
  });

  test('is made all the same when there is no name that could carry it', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/spawn, with: { label: 'web-\${{ run.id }}' } }]
    `);
    expect(run.call('a').kind).toBe('survey');
  });

  test.each(['make', 'keep', 'remove', 'turn', 'look'])('is not made for thing/%s', (action) => {
    const run = machine(`steps: [{ id: a, uses: thing/${action}, with: { label: web } }]`);
    expect(run.types()).not.toContain('surveyed');
    expect(run.call('a').kind).not.toBe('survey');
  });

  test('that fails is made again, and nothing is created before', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    run.fail('a', failures.cut);
    run.passToNext();
    expect(run.call('a')).toMatchObject({ kind: 'survey', attempt: 2 });
    run.show('a');
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 1 });
  });

  test.each(['rejected', 'invalidValue'] as const)(
    'that is refused (%s) holds nothing up, but then no thing is taken for the one that was made',
    (failure) => {
      const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
      run.fail('a', failures[failure]);
      expect(run.last('surveyed').known).toBeNull();
      expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 1 });
      run.fail('a', failures.cut);
      run.show('a', mine);
      expect(run.last('step-unsettled')).toMatchObject({
        reason: 'the connection broke; what is there now may have been there before',
        candidates: [{ thing_id: 't1' }],
      });
    },
  );

  test('that a server in trouble does not answer is made again, and in the end holds nothing up', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/build, with: { label: web }, retry: { attempts: 2 } }]
    `);
    run.fail('a', failures.badAnswer);
    expect(run.types()).not.toContain('surveyed');
    run.passToNext();
    expect(run.call('a')).toMatchObject({ kind: 'survey', attempt: 2 });
    run.fail('a', failures.badAnswer);
    expect(run.last('surveyed').known).toBeNull();
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 1 });
  });

  test('that shows what nobody expected holds nothing up either', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    run.succeed('a', { answers: [{ things: [{ thing_id: 't1' }] }] });
    expect(run.last('surveyed').known).toBeNull();
    expect(run.call('a').kind).toBe('act');
  });

  test('that never succeeds fails the step, which has certainly done nothing', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/build, with: { label: web }, retry: { attempts: 1 } }]
    `);
    run.fail('a', failures.cut);
    expect(run.last('step-failed')).toMatchObject({ failure: failures.cut, isUnsettled: false });
  });

  test('is cancelled with its run', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    run.cancel();
    run.fail('a', failures.cancelled);
    expect(run.last('step-cancelled')).not.toHaveProperty('isUnsettled');
    expect(run.state.status).toBe('cancelled');
  });

  test('after which the run was cancelled is followed by nothing', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    run.cancel();
    run.show('a');
    expect(run.statuses).toEqual({ a: 'cancelled' });
  });

  test('by a process that died is made again', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    run.crash();
    expect(run.call('a')).toMatchObject({ kind: 'survey', attempt: 1 });
  });
});

describe('of what may have been created', () => {
  test('the one thing that was not there before is adopted', () => {
    const run = lost();
    run.show('a', old, mine);
    expect(run.last('step-succeeded')).toMatchObject({
      outputs: { thing_id: 't1' },
      isAdopted: true,
    });
    expect(run.state.status).toBe('succeeded');
  });

  test('an adopted thing is waited for like any other', () => {
    const run = lost(', await: ready');
    run.show('a', old, mine);
    expect(run.last('action-answered')).toMatchObject({ isAdopted: true, nextAt: 3000 });
    run.passToNext();
    expect(run.call('a')).toMatchObject({ kind: 'look', input: { thing_id: 't1' } });
    run.succeed('a', { thing_id: 't1', state: 'ready' });
    expect(run.last('step-succeeded').outputs).toMatchObject({ thing_id: 't1', state: 'ready' });
  });

  test('what this run took away is not taken for it, though a list that lags behind shows it', () => {
    const run = machine(`
      steps:
        - { id: gone, uses: thing/remove, with: { thing_id: t0 } }
        - { id: a, needs: [gone], uses: thing/build, with: { label: web } }
    `);
    run.succeed('gone');
    run.show('a');
    run.fail('a', failures.cut);
    run.show('a', old);
    expect(run.types()).not.toContain('step-succeeded a');
    run.passToNext();
    run.show('a', old, mine);
    expect(run.last('step-succeeded').outputs).toEqual({ thing_id: 't1' });
  });

  test('what this run took away and is there again is for a person to say', () => {
    const run = machine(`
      steps:
        - { id: gone, uses: thing/remove, with: { thing_id: t0 } }
        - { id: a, needs: [gone], uses: thing/build, with: { label: web } }
    `);
    run.succeed('gone');
    run.show('a');
    run.fail('a', failures.cut);
    while (run.state.status === 'running') {
      run.show('a', old);
      if (run.state.status === 'running') run.passToNext();
    }
    expect(run.last('step-unsettled')).toMatchObject({ candidates: [{ thing_id: 't0' }] });
  });

  test('of two lost acts in the same words, it does not matter which one made it', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/build, with: { label: web } }
        - { id: b, uses: thing/build, with: { label: web } }
    `);
    run.show('a');
    run.show('b');
    run.fail('a', failures.cut);
    run.fail('b', failures.cut);
    run.show('a', mine);
    expect(run.last('step-succeeded')).toMatchObject({ step: 'a', outputs: { thing_id: 't1' } });
  });

  test('of two lost acts of the same name in other words, a person says which one made it', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/build, with: { label: web, size: 1 } }
        - { id: b, uses: thing/build, with: { label: web, size: 2 } }
    `);
    run.show('a');
    run.show('b');
    run.fail('a', failures.cut);
    run.fail('b', failures.cut);
    run.show('a', mine);
    expect(run.last('step-unsettled')).toMatchObject({
      step: 'a',
      reason: 'the connection broke; what is there now may be what another step made',
      candidates: [{ thing_id: 't1' }],
    });
  });

  test.each([
    ['an input', { old: 'thing-0' }, ''],
    ['the answer of an earlier step', {}, 'thing-0'],
  ])('what %s names was there before, also when it could not be seen', (_, inputs, seen) => {
    const run = machine(
      `
      inputs: { old: { type: string, default: '' } }
      steps:
        - { id: first, uses: thing/look }
        - { id: a, needs: [first], uses: thing/build, with: { label: web } }
    `,
      { inputs },
    );
    run.succeed('first', { thing_id: seen });
    run.fail('a', failures.rejected);
    expect(run.last('surveyed').known).toBeNull();
    run.fail('a', failures.cut);
    run.show('a', { thing_id: 'thing-0', label: 'web' }, { thing_id: 'thing-1', label: 'web' });
    expect(run.last('step-unsettled').candidates).toEqual([{ thing_id: 'thing-1' }]);
  });

  test('a thing that this run made before is not taken for another', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/build, with: { label: web } }
        - { id: b, uses: thing/build, with: { label: web } }
    `);
    run.show('a');
    run.show('b');
    run.succeed('a', { thing_id: 't1' });
    run.fail('b', failures.cut);
    run.show('b', mine);
    expect(run.last('settling-postponed')).toMatchObject({ step: 'b', failure: null });
  });

  test('what another act that is still out may be making is not adopted', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/build, with: { label: web } }
        - { id: b, uses: thing/build, foreach: [1], with: { label: web } }
    `);
    run.show('a');
    run.show('b[0]');
    run.fail('a', failures.cut);
    run.show('a', mine);
    expect(run.last('settling-postponed')).toMatchObject({ step: 'a', nextAt: 3000 });
    run.succeed('b[0]', { thing_id: 't1' });
    run.passToNext();
    run.show('a', mine, other);
    expect(run.last('step-succeeded')).toMatchObject({ step: 'a', outputs: { thing_id: 't2' } });
  });

  test('an act that makes something else is not waited for', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/build, with: { label: web } }
        - { id: b, uses: thing/build, with: { label: db } }
    `);
    run.show('a');
    run.show('b');
    run.fail('a', failures.cut);
    run.show('a', mine);
    expect(run.step('a').status).toBe('succeeded');
  });

  test('several things are for a person to choose from', () => {
    const run = lost();
    run.show('a', old, mine, other);
    expect(run.last('step-unsettled')).toMatchObject({
      step: 'a',
      action: 'thing/build',
      reason: 'the connection broke; 2 things may be what it made',
      candidates: [{ thing_id: 't1' }, { thing_id: 't2' }],
    });
    expect(run.state.status).toBe('needs-operator');
  });

  test('a thing without an id is none', () => {
    const run = lost();
    run.show('a', { thing_id: '', label: 'web' });
    expect(run.step('a').status).toBe('waiting');
  });
});

describe('nothing is found', () => {
  test('and is looked for again, until it would show', () => {
    const run = lost();
    const waits: number[] = [];
    while (run.last('call-started').call === 'settle') {
      run.show('a', old);
      if (run.step('a').status === 'waiting') waits.push(run.passToNext());
    }
    expect(waits).toEqual([3000, 3000, 3000, 1000]);
    expect(run.last('call-failed')).toMatchObject({ at: 12_000, isAbsent: true, retryAt: 12_000 });
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 2, action: 'thing/build' });
  });

  test('once, long after: a single look may have come before the act', () => {
    const run = lost();
    run.pass(60_000);
    run.show('a', old);
    expect(run.last('settling-postponed').nextAt).toBe(62_001);
    run.passToNext();
    run.show('a', old);
    expect(run.last('call-failed').isAbsent).toBe(true);
  });

  test('by a look that left before anything could show, and came back after', () => {
    const run = lost();
    run.show('a', old);
    run.passToNext();
    run.pass(60_000);
    run.show('a', old);
    expect(run.last('settling-postponed')).toMatchObject({ failure: null });
    run.passToNext();
    run.show('a', old, mine);
    expect(run.step('a').status).toBe('succeeded');
  });

  test('is counted from the moment at which the answer was lost: the act may have left late', () => {
    const run = making();
    run.pass(29_000);
    run.fail('a', failures.attemptTimeout);
    run.show('a', old);
    run.passToNext();
    run.show('a', old);
    expect(run.step('a').status).toBe('waiting');
  });

  test('when the act was made often enough, that is a failure, and certain', () => {
    const run = lost(', retry: { attempts: 1 }, undo: true');
    run.pass(20_000);
    run.show('a', old);
    run.passToNext();
    run.show('a', old);
    expect(run.last('step-failed')).toMatchObject({ failure: failures.cut, isUnsettled: false });
    expect(run.step('a')).toMatchObject({ effect: null });
  });

  test('when the run is cancelled, that is all', () => {
    const run = lost(', undo: true');
    run.cancel();
    run.pass(20_000);
    run.show('a', old);
    run.passToNext();
    run.show('a', old);
    expect(run.last('step-cancelled')).not.toHaveProperty('isUnsettled');
    expect(run.step('a')).toMatchObject({ effect: null });
    expect(run.state.status).toBe('cancelled');
  });

  test('of a second act either: it is looked for as long as the first', () => {
    const run = lost();
    run.pass(20_000);
    run.show('a', old);
    run.passToNext();
    run.show('a', old);
    run.fail('a', failures.cut);
    run.show('a', old);
    expect(run.last('settling-postponed').nextAt).toBe(run.now + 3000);
  });

  test('of an act of a process that died: it is looked for as long as any other', () => {
    const run = lost();
    run.pass(20_000);
    run.show('a', old);
    run.passToNext();
    run.show('a', old);
    run.pass(60_000);
    run.crash();
    run.show('a', old);
    expect(run.last('settling-postponed').nextAt).toBe(run.now + 3000);
  });

  test('a limit of the step does not cut it short', () => {
    const run = lost(', timeout: 3s');
    run.show('a', old);
    run.pass(3000);
    run.show('a', old, mine);
    expect(run.step('a').status).toBe('succeeded');
  });
});

describe('a look that fails', () => {
  test('is tried again, each time later', () => {
    const run = lost();
    const waits: number[] = [];
    for (let look = 0; look < 7; look += 1) {
      run.fail('a', failures.refused);
      waits.push(run.passToNext());
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('is not tried again before the other side wants it', () => {
    const run = lost();
    run.fail('a', { ...failures.throttled, retryAfterMs: 90_000 });
    expect(run.passToNext()).toBe(90_000);
  });

  test('is left to a person after a quarter of an hour', () => {
    const run = lost();
    while (run.step('a').status === 'calling') {
      run.fail('a', failures.refused);
      if (run.step('a').status === 'waiting') run.passToNext();
    }
    expect(run.last('step-unsettled')).toMatchObject({
      reason: 'the connection broke; looking for it failed: no connection',
      candidates: [],
    });
    expect(run.now).toBeGreaterThan(15 * 60_000);
    expect(run.now).toBeLessThan(17 * 60_000);
  });

  test('after a night without a process is tried again like any other', () => {
    const run = making();
    run.pass(8 * 3_600_000);
    run.crash();
    run.fail('a', failures.refused);
    expect(run.step('a').status).toBe('waiting');
  });

  test.each(['rejected', 'invalidValue'] as const)(
    'and would always (%s) is left to a person at once',
    (failure) => {
      const run = lost();
      run.fail('a', failures[failure]);
      expect(run.step('a').status).toBe('unsettled');
    },
  );

  test('shows nothing: what was seen then does not count as a look', () => {
    const run = lost();
    run.pass(20_000);
    run.fail('a', failures.refused);
    run.passToNext();
    run.show('a', old, mine);
    expect(run.step('a').status).toBe('succeeded');
  });

  test('because the process died is made again', () => {
    const run = lost();
    run.crash();
    expect(run.call('a').kind).toBe('settle');
    run.show('a', old, mine);
    expect(run.step('a').status).toBe('succeeded');
  });

  test('because the run is being cancelled is made again: it has to be known', () => {
    const run = lost();
    run.cancel();
    run.fail('a', failures.cancelled);
    run.passToNext();
    run.show('a', old, mine);
    expect(run.statuses).toEqual({ a: 'succeeded' });
    expect(run.state.status).toBe('cancelled');
  });

  test('because it shows what nobody expected is left to a person', () => {
    const run = lost();
    run.succeed('a', { answers: [{ things: [{ thing_id: 't1' }] }] });
    expect(run.last('step-unsettled').reason).toContain('looking for it failed');
  });
});
