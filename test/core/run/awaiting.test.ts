import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

/** A thing that was made, and is being looked at. */
function making(more = ''): Machine {
  const run = machine(`steps: [{ id: a, uses: thing/make, await: ready${more} }]`);
  run.succeed('a', { thing_id: 't1', size: 5 });
  return run;
}

const building = { thing_id: 't1', state: 'building' };
const ready = { thing_id: 't1', state: 'ready', size: 9, net: { ip: '10.0.0.1' } };

test('observes with the action that the wait names, some time after the answer', () => {
  const run = making();
  expect(run.last('action-answered')).toMatchObject({
    outputs: { thing_id: 't1', size: 5 },
    nextAt: 1000,
  });
  run.passToNext();
  expect(run.call('a')).toMatchObject({ action: 'thing/look', input: { thing_id: 't1' } });
  expect(run.last('call-started')).toMatchObject({ call: 'look', attempt: 1 });
});

test('succeeds with the observation, over it the answer, over it what the wait lifts out', () => {
  const run = making();
  run.passToNext();
  run.succeed('a', building);
  run.passToNext();
  run.succeed('a', ready);
  expect(run.last('step-succeeded').outputs).toEqual({
    thing_id: 't1',
    state: 'ready',
    size: 5,
    net: { ip: '10.0.0.1' },
    ip: '10.0.0.1',
  });
});

test('what the wait would lift out may be absent', () => {
  const run = making();
  run.passToNext();
  run.succeed('a', { thing_id: 't1', state: 'ready' });
  expect(run.last('step-succeeded').outputs).not.toHaveProperty('ip');
});

test('looks as often, and as long, as the wait says', () => {
  const run = making();
  const waits: number[] = [];
  while (run.step('a').status === 'waiting') {
    waits.push(run.passToNext());
    run.succeed('a', building);
  }
  expect(waits).toEqual([1000, 1500, 2250, 3375, 4000, 4000, 3875]);
  expect(run.last('step-failed')).toMatchObject({
    failure: { kind: 'poll-timeout', limitMs: 20_000, lastSeen: { state: '"building"' } },
    during: { action: 'thing/look' },
    isUnsettled: false,
  });
});

test('the step may say for how long', () => {
  const run = making(', poll: { every: 3s, timeout: 5s }');
  expect(run.passToNext()).toBe(3000);
  run.succeed('a', building);
  expect(run.passToNext()).toBe(2000);
});

test('fails at once when the wait says that it is hopeless', () => {
  const run = making();
  run.passToNext();
  run.succeed('a', { thing_id: 't1', state: 'broken' });
  expect(run.last('step-failed').failure).toMatchObject({ kind: 'hopeless' });
});

test('the action itself is not repeated because a look failed', () => {
  const run = making();
  run.passToNext();
  run.fail('a', failures.cut);
  run.passToNext();
  expect(run.call('a')).toMatchObject({ action: 'thing/look', attempt: 2 });
});

test('a look is a reading, whatever the action is: it is repeated after every broken answer', () => {
  const run = making();
  run.passToNext();
  run.fail('a', failures.attemptTimeout);
  expect(run.step('a').status).toBe('waiting');
});

test('the action is judged as what it is while nothing has answered', () => {
  const run = machine('steps: [{ id: a, uses: thing/make, await: ready }]');
  run.fail('a', failures.cut);
  expect(run.last('step-unsettled')).toMatchObject({ action: 'thing/make', candidates: [] });
});

describe('a wait for the end of a thing', () => {
  function removing(): Machine {
    const run = machine(`
      steps: [{ id: a, uses: thing/remove, await: gone, with: { thing_id: t1 } }]
    `);
    run.succeed('a', { thing_id: 't1' });
    run.passToNext();
    return run;
  }

  test('gives the observer what the action was given', () => {
    expect(removing().call('a').input).toEqual({ thing_id: 't1' });
  });

  test('is over when nobody knows the thing any more, in any case of letters', () => {
    const run = removing();
    run.fail('a', { kind: 'rejected', message: 'Error: NO SUCH THING as t1' });
    expect(run.last('step-succeeded').outputs).toEqual({ thing_id: 't1' });
  });

  test('is over when it is seen to be gone', () => {
    const run = removing();
    run.succeed('a', { thing_id: 't1', state: 'gone' });
    expect(run.step('a').status).toBe('succeeded');
  });

  test('goes on after another rejection', () => {
    const run = removing();
    run.fail('a', { kind: 'rejected', message: 'not now' });
    expect(run.step('a').status).toBe('waiting');
  });

  test('is not over when the removal itself is rejected like that', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/remove, await: gone, with: { thing_id: t1 } }]
    `);
    run.fail('a', { kind: 'rejected', message: 'no such thing' });
    expect(run.step('a').status).toBe('failed');
  });
});
