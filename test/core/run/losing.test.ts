import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

/** A step whose first act was cut. */
function cut(step: string): Machine {
  const run = machine(`steps: [{ id: a, ${step} }]`);
  run.fail('a', failures.cut);
  return run;
}

/** A step whose process died during the act. */
function killed(step: string): Machine {
  const run = machine(`steps: [{ id: a, ${step} }]`);
  run.crash();
  return run;
}

const rejected = { kind: 'rejected', message: 'No such thing' } as const;

describe('an act whose answer is lost', () => {
  test.each([
    'uses: thing/look',
    'uses: thing/keep',
    'uses: thing/remove',
    'uses: thing/knock',
    'uses: thing/tell, retry: { attempts: 2 }',
    'uses: thing/pick, with: { thing_id: t }',
  ])('is made again when that does no harm: %s', (step) => {
    const run = cut(step);
    expect(run.last('call-failed')).toMatchObject({ failure: failures.cut });
    run.passToNext();
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 2 });
  });

  test.each([
    'uses: thing/make',
    'uses: thing/flip',
    'uses: thing/pick',
    'uses: thing/make, retry: { attempts: 5 }',
  ])('is left to a person when nothing tells what became of it: %s', (step) => {
    const run = cut(step);
    expect(run.types().slice(-3)).toEqual(['call-lost', 'step-unsettled', 'run-needs-operator']);
    expect(run.last('run-needs-operator').unsettled).toEqual(['a']);
  });

  test('of a toggle is looked at when it can be seen, and repeated when it had no effect', () => {
    const run = cut('uses: thing/turn, with: { thing_id: t }');
    expect(run.call('a')).toMatchObject({
      kind: 'settle',
      action: 'thing/look',
      input: { thing_id: 't' },
    });
    run.see('a', { thing_id: 't', state: 'straight' });
    expect(run.last('call-failed')).toMatchObject({ isAbsent: true });
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 2, action: 'thing/turn' });
  });

  test('of a toggle that is seen to have had its effect has succeeded', () => {
    const run = cut('uses: thing/turn, with: { thing_id: t }');
    run.see('a', { thing_id: 't', state: 'turned' });
    expect(run.last('step-succeeded')).toMatchObject({ step: 'a', isAdopted: true });
    expect(run.state.status).toBe('succeeded');
  });

  test('is repeated just as it was', () => {
    const run = cut("uses: thing/keep, with: { label: '${{ now() }}' }");
    run.passToNext();
    expect(run.call('a').input).toEqual({ label: '1970-01-01T00:00:00.000Z' });
  });

  test('is not made more often than the step may try', () => {
    const run = cut('uses: thing/keep, retry: { attempts: 2 }');
    run.passToNext();
    run.fail('a', failures.cut);
    expect(run.last('step-failed')).toMatchObject({ failure: failures.cut, isUnsettled: true });
  });

  test('and is then told to come later is still in doubt', () => {
    const run = cut('uses: thing/keep, retry: { attempts: 2 }');
    run.passToNext();
    run.fail('a', failures.refused);
    expect(run.last('step-failed')).toMatchObject({ failure: failures.refused, isUnsettled: true });
  });
});

describe('a process that dies', () => {
  test.each(['look', 'keep', 'remove', 'knock', 'tell, retry: { attempts: 1 }'])(
    'makes the other one repeat what does no harm: thing/%s',
    (step) => {
      expect(killed(`uses: thing/${step}`).call('a')).toMatchObject({ kind: 'act', attempt: 2 });
    },
  );

  test.each(['make', 'flip', 'flip, retry: { attempts: 2 }', 'tell'])(
    'makes it ask about what would do harm: thing/%s',
    (step) => {
      expect(killed(`uses: thing/${step}`).step('a').status).toBe('unsettled');
    },
  );

  test('makes the other one repeat at once what does no harm, however often it dies', () => {
    const run = killed('uses: thing/keep, retry: { attempts: 1 }');
    for (let attempt = 2; attempt < 6; attempt += 1) {
      expect(run.call('a')).toMatchObject({ kind: 'act', attempt });
      run.crash();
    }
    run.succeed('a');
    expect(run.state.status).toBe('succeeded');
  });

  test('leaves to a person what only a person can know', () => {
    const run = killed('uses: thing/make');
    expect(run.last('step-unsettled').reason).toBe('the process ended while the call was out');
  });

  test('makes the other one see what became of a toggle that can be seen', () => {
    const run = killed('uses: thing/turn, with: { thing_id: t }');
    run.see('a', { thing_id: 't', state: 'straight' });
    expect(run.call('a').kind).toBe('act');
  });
});

describe('a rejection of what may have been done before', () => {
  const step = 'uses: thing/remove, with: { thing_id: t }';

  test('is looked into: the first act may be why', () => {
    const run = cut(step);
    run.passToNext();
    run.fail('a', rejected);
    expect(run.last('call-lost')).toMatchObject({ failure: rejected });
    expect(run.call('a')).toMatchObject({ kind: 'settle', action: 'thing/look' });
    run.see('a', { thing_id: 't', state: 'gone' });
    expect(run.last('step-succeeded').isAdopted).toBe(true);
  });

  test('is no failure when the look is rejected as it is for what is done', () => {
    const run = cut(step);
    run.passToNext();
    run.fail('a', rejected);
    run.fail('a', { kind: 'rejected', message: 'error: no such thing as t' });
    expect(run.step('a').status).toBe('succeeded');
  });

  test('stands when the look shows that nothing was done', () => {
    const run = cut(`${step}, undo: { uses: thing/keep }`);
    run.passToNext();
    run.fail('a', rejected);
    run.see('a', { thing_id: 't', state: 'ready' });
    expect(run.last('step-failed')).toMatchObject({ failure: rejected, isUnsettled: false });
    expect(run.step('a')).toMatchObject({ effect: null });
  });

  test('stands when nobody answers the look, and what was done stays in doubt', () => {
    const run = cut(step);
    run.passToNext();
    run.fail('a', rejected);
    run.fail('a', { kind: 'rejected', message: 'no access' });
    expect(run.last('step-failed')).toMatchObject({ failure: rejected, isUnsettled: true });
  });

  test('is a rejection when nothing was in doubt', () => {
    const run = machine(`steps: [{ id: a, ${step} }]`);
    run.fail('a', rejected);
    expect(run.last('step-failed')).toMatchObject({ failure: rejected, isUnsettled: false });
  });

  test('stands when there is no way to see', () => {
    const run = cut('uses: thing/drop');
    run.passToNext();
    run.fail('a', rejected);
    expect(run.last('step-failed')).toMatchObject({ failure: rejected, isUnsettled: true });
  });

  test('by another process is looked into too', () => {
    const run = killed(step);
    run.fail('a', rejected);
    run.see('a', { thing_id: 't', state: 'gone' });
    expect(run.state.status).toBe('succeeded');
  });
});

describe('what is polled without reading only', () => {
  const step =
    'uses: thing/keep, with: { thing_id: t }, until: outputs.state == "ready", undo: true';

  test('was done, though it was never done enough', () => {
    const run = machine(`on-failure: undo\nsteps: [{ id: a, ${step}, timeout: 2s }]`);
    run.succeed('a', { thing_id: 't', state: 'kept' });
    run.pass(2000);
    expect(run.last('step-failed').failure.kind).toBe('step-timeout');
    expect(run.last('undo-started')).toMatchObject({ by: 'failure' });
  });

  test('may have been done when the look was cut and the run is cancelled', () => {
    const run = machine(`steps: [{ id: a, ${step} }]`);
    run.fail('a', failures.cut);
    run.cancel();
    expect(run.last('step-cancelled').isUnsettled).toBe(true);
  });

  test('may have been done when the process died and the run is cancelled', () => {
    const run = machine(`steps: [{ id: a, ${step} }]`);
    run.cancel();
    run.crash();
    expect(run.last('step-cancelled').isUnsettled).toBe(true);
  });
});

test('a mistake in an expression does not make certain what is in doubt', () => {
  const run = machine(`
    steps: [{ id: a, uses: thing/keep, retry: { if: 'failure.message == string(1 / (attempt - 1))' } }]
  `);
  run.fail('a', failures.cut);
  expect(run.last('step-failed')).toMatchObject({
    failure: { kind: 'invalid-value' },
    isUnsettled: true,
  });
});
