import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

const text = `
  steps:
    - { id: a, uses: thing/make, await: ready }
    - { id: b, uses: thing/keep, needs: [a] }
    - { id: c, uses: thing/look }
    - { id: d, uses: thing/look, needs: [c] }
  finally: [{ id: tidy, uses: thing/look }]
`;

/** Of the first step nobody knows what became of it, and the third is out. */
function held(more = ''): Machine {
  const run = machine(`${more}${text}`);
  run.fail('a', failures.cut);
  return run;
}

/** Nothing is out any more, and the run waits for a person. */
function waiting(more = ''): Machine {
  const run = held(more);
  run.succeed('c');
  return run;
}

describe('a run of which something is not known', () => {
  test('starts nothing new', () => {
    const run = waiting();
    expect(run.calls).toEqual([]);
    expect(run.statuses).toMatchObject({ c: 'succeeded', d: 'ready', tidy: 'pending' });
  });

  test('lets what is out come to its end, with repetitions', () => {
    const run = held();
    expect(run.state.status).toBe('running');
    run.fail('c', failures.refused);
    run.passToNext();
    expect(run.calls).toEqual(['c']);
    run.succeed('c');
    expect(run.state.status).toBe('needs-operator');
  });

  test('says of what, and does not call `finally` as long as it can go on', () => {
    const run = waiting();
    expect(run.last('run-needs-operator')).toEqual({
      type: 'run-needs-operator',
      at: 0,
      unsettled: ['a'],
      notUndone: [],
      failed: [],
    });
    expect(run.types()).not.toContain('finally-started');
  });

  test('says which steps failed besides', () => {
    const run = held();
    run.fail('c', failures.rejected);
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['a'], failed: ['c'] });
  });

  test('does not start the items of a loop that waited for a place', () => {
    const run = machine(
      `
      steps:
        - { id: a, uses: thing/make }
        - { id: each, uses: thing/look, foreach: [1, 2], max-parallel: 1 }
    `,
      { places: 1 },
    );
    run.fail('a', failures.cut);
    expect(run.statuses).toEqual({ a: 'unsettled', each: 'looping' });
    expect(run.calls).toEqual([]);
    expect(run.state.status).toBe('needs-operator');
    run.answer('a', {});
    run.succeed('each[0]');
    run.succeed('each[1]');
    expect(run.state.status).toBe('succeeded');
  });
});

describe('the answer of a person', () => {
  test('that names what was made lets the run go on as if nothing had been', () => {
    const run = waiting();
    run.answer('a', { thing_id: 't1' });
    expect(run.last('action-answered')).toMatchObject({ isAdopted: true });
    expect(run.call('a')).toMatchObject({ kind: 'look', input: { thing_id: 't1' } });
    run.succeed('a', { thing_id: 't1', state: 'ready' });
    run.succeed('d');
    run.succeed('b');
    run.succeed('tidy');
    expect(run.state.status).toBe('succeeded');
  });

  test('is the end of a step that waits for nothing', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/make }]
      outputs: { id: '\${{ steps.a.outputs.thing_id }}' }
    `);
    run.fail('a', failures.cut);
    run.answer('a', { thing_id: 't1' });
    expect(run.last('step-succeeded').isAdopted).toBe(true);
    expect(run.state).toMatchObject({ status: 'succeeded', outputs: { id: 't1' } });
  });

  test('that it did not happen lets the act be made again', () => {
    const run = waiting();
    run.answer('a', null);
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 2 });
    expect(run.calls.toSorted()).toEqual(['a', 'd']);
  });

  test('that it did not happen is older than what somebody else made since', () => {
    const run = machine('steps: [{ id: a, uses: thing/build, with: { label: web } }]');
    run.show('a');
    run.fail('a', failures.cut);
    run.fail('a', failures.rejected);
    run.answer('a', null);
    expect(run.call('a').kind).toBe('survey');
    run.show('a', { thing_id: 't8', label: 'web' });
    run.fail('a', failures.cut);
    run.show('a', { thing_id: 't8', label: 'web' }, { thing_id: 't9', label: 'web' });
    expect(run.last('step-succeeded').outputs).toEqual({ thing_id: 't9' });
  });

  test('can be given again when the second act is lost too', () => {
    const run = waiting();
    run.answer('a', null);
    run.succeed('d');
    run.fail('a', failures.cut);
    expect(run.state.status).toBe('needs-operator');
    run.answer('a', { thing_id: 't1' });
    expect(run.call('a').kind).toBe('look');
  });

  test('to one question leaves the others open', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/make }
        - { id: b, uses: thing/flip }
        - { id: c, uses: thing/look, needs: [a] }
    `);
    run.fail('a', failures.cut);
    run.fail('b', failures.cut);
    run.answer('a', { thing_id: 't1' });
    expect(run.last('run-needs-operator').unsettled).toEqual(['b']);
    expect(run.calls).toEqual([]);
    run.answer('b', {});
    expect(run.calls).toEqual(['c']);
  });

  test('is about an item of a loop like about any step', () => {
    const run = machine(`
      steps:
        - { id: each, uses: thing/make, foreach: [x, y, z], key: item, max-parallel: 2 }
        - { id: last, uses: thing/look, needs: [each] }
    `);
    run.fail('each[x]', failures.cut);
    run.succeed('each[y]', { thing_id: 'ty' });
    expect(run.last('run-needs-operator').unsettled).toEqual(['each[x]']);
    expect(run.calls).toEqual([]);
    run.answer('each[x]', { thing_id: 'tx' });
    expect(run.calls).toEqual(['each[z]']);
    run.succeed('each[z]', { thing_id: 'tz' });
    expect(run.step('each')).toMatchObject({
      outputs: [{ thing_id: 'tx' }, { thing_id: 'ty' }, { thing_id: 'tz' }],
    });
  });

  test('may take days: that counts for no limit', () => {
    const run = machine(`
      timeout: 1h
      steps:
        - { id: a, uses: thing/make, await: ready, timeout: 10m }
        - { id: b, uses: thing/look, needs: [a], timeout: 2h }
    `);
    run.pass(60_000);
    run.fail('a', failures.cut);
    run.pass(3 * 86_400_000);
    run.answer('a', { thing_id: 't1' });
    run.succeed('a', { thing_id: 't1', state: 'ready' });
    run.pass(58 * 60_000);
    expect(run.calls).toEqual(['b']);
    run.pass(60_000);
    expect(run.last('cancel-requested').by).toBe('timeout');
  });

  test('can come while the run is still at work, from another process', () => {
    const run = held();
    run.answer('a', { thing_id: 't1' });
    expect(run.calls.toSorted()).toEqual(['a', 'c']);
  });

  test('must be about something that is open', () => {
    const run = waiting();
    expect(() => run.answer('b', {})).toThrow('the run r1 has no step "b" to settle, but "a"');
    const over = machine('steps: [{ id: a, uses: thing/look }]');
    expect(() => over.answer('a', {})).toThrow(
      'the run r1 has nothing to settle (status: running)',
    );
    over.succeed('a');
    expect(() => over.answer('a', {})).toThrow('has nothing to settle (status: succeeded)');
  });
});

describe('a held run that is cancelled', () => {
  test('skips what had not begun, puts things in order, and still waits for a person', () => {
    const run = held();
    run.cancel();
    run.fail('c', failures.cancelled);
    expect(run.statuses).toMatchObject({ a: 'unsettled', c: 'cancelled', d: 'skipped' });
    run.succeed('tidy');
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['a'] });
  });

  test('is cancelled when a person has answered', () => {
    const run = held();
    run.cancel();
    run.fail('c', failures.cancelled);
    run.succeed('tidy');
    run.answer('a', { thing_id: 't1' });
    expect(run.step('a')).toMatchObject({ effect: { outputs: { thing_id: 't1' } } });
    expect(run.last('run-cancelled').by).toBe('person');
    expect(run.types().filter((type) => type === 'finally-started')).toHaveLength(1);
  });

  test('does not make again what did not happen', () => {
    const run = machine(text.replace(/ {2}finally.*\n/, ''));
    run.fail('a', failures.cut);
    run.cancel();
    run.fail('c', failures.cancelled);
    run.answer('a', null);
    expect(run.statuses).toEqual({ a: 'cancelled', b: 'skipped', c: 'cancelled', d: 'skipped' });
    expect(run.state.status).toBe('cancelled');
  });

  test('with a loop ends the loop when its item is settled', () => {
    const run = machine(
      'steps: [{ id: each, uses: thing/make, foreach: [1, 2], max-parallel: 1 }]',
    );
    run.fail('each[0]', failures.cut);
    run.answer('each[0]', null);
    run.cancel();
    run.fail('each[0]', failures.cut);
    expect(run.last('run-needs-operator').unsettled).toEqual(['each[0]']);
    run.answer('each[0]', { thing_id: 't1' });
    expect(run.statuses).toEqual({ each: 'cancelled' });
    expect(run.state.status).toBe('cancelled');
  });
});

describe('a step of `finally` of which nobody knows what became', () => {
  /** The main part has succeeded, and would be taken back if it had not. */
  function untidy(): Machine {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/keep, with: { thing_id: t }, undo: true }]
      finally:
        - { id: tidy, uses: thing/make }
        - { id: next, uses: thing/look, needs: [tidy] }
        - { id: beside, uses: thing/look }
    `);
    run.succeed('a');
    run.fail('tidy', failures.cut);
    return run;
  }

  test('waits for a person, while the others go on', () => {
    const run = untidy();
    expect(run.calls).toEqual(['beside']);
    run.succeed('beside');
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['tidy'], failed: [] });
  });

  test('goes on from what the person says, and what has succeeded stays', () => {
    const run = untidy();
    run.succeed('beside');
    run.answer('tidy', { thing_id: 't1' });
    run.succeed('next');
    expect(run.state.status).toBe('succeeded');
    expect(run.types()).not.toContain('undo-started');
  });

  test('is done again when it did not happen', () => {
    const run = untidy();
    run.succeed('beside');
    run.answer('tidy', null);
    expect(run.call('tidy')).toMatchObject({ kind: 'act', attempt: 2 });
    run.fail('tidy', failures.rejected);
    expect(run.statuses).toMatchObject({ a: 'succeeded', tidy: 'failed', next: 'skipped' });
    expect(run.state.status).toBe('failed');
  });

  test('does not keep its run from being taken back', () => {
    const run = untidy();
    run.succeed('beside');
    run.undo();
    run.succeed('a');
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['tidy'], notUndone: [] });
    run.answer('tidy', null);
    expect(run.last('step-cancelled')).toMatchObject({ step: 'tidy' });
    expect(run.state.status).toBe('undone');
  });

  test('is no reason to ask when a second time would do no harm', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/look }]
      finally: [{ id: tidy, uses: thing/keep, retry: { attempts: 1 } }]
    `);
    run.succeed('a');
    run.fail('tidy', failures.cut);
    expect(run.state.status).toBe('failed');
  });

  test('is looked for when it can be', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/look }]
      finally: [{ id: tidy, uses: thing/spawn, with: { label: web } }]
    `);
    run.succeed('a');
    run.show('tidy');
    run.fail('tidy', failures.cut);
    run.show('tidy', { thing_id: 't1', label: 'web' });
    expect(run.state.status).toBe('succeeded');
  });
});

describe('a run that waits for a person and goes on without an answer', () => {
  const web = 'uses: thing/build, with: { label: web }';
  const mine = { thing_id: 't1', label: 'web' };

  /** The cloud cannot be asked what became of the create. */
  function blind(more = ''): Machine {
    const run = machine(`${more}
steps: [{ id: a, ${web}, undo: true }, { id: b, uses: thing/look, needs: [a] }]`);
    run.show('a');
    run.fail('a', failures.cut);
    run.fail('a', failures.rejected);
    expect(run.state.status).toBe('needs-operator');
    return run;
  }

  test('looks again, and adopts what it finds', () => {
    const run = blind();
    run.pass(3_600_000);
    run.crash();
    expect(run.call('a').kind).toBe('settle');
    run.show('a', mine);
    expect(run.last('step-succeeded')).toMatchObject({ step: 'a', isAdopted: true });
    run.succeed('b');
    expect(run.state.status).toBe('succeeded');
  });

  test('looks again, and repeats what certainly had no effect', () => {
    const run = blind();
    run.pass(3_600_000);
    run.crash();
    run.show('a');
    expect(run.last('settling-postponed').failure).toBeNull();
    run.passToNext();
    run.show('a');
    expect(run.call('a')).toMatchObject({ kind: 'act', attempt: 2 });
  });

  test('asks the person again when it still cannot tell', () => {
    const run = blind();
    run.crash();
    run.fail('a', failures.rejected);
    expect(run.state.status).toBe('needs-operator');
    run.answer('a', { thing_id: 't1' });
    run.succeed('b');
    expect(run.state.status).toBe('succeeded');
  });

  test('waits on when no look can tell', () => {
    const run = machine('steps: [{ id: a, uses: thing/make }]');
    run.fail('a', failures.cut);
    expect(() => run.crash()).not.toThrow();
    expect(run.state.status).toBe('needs-operator');
    expect(run.types()).not.toContain('run-resumed');
  });

  /** The rest is taken back, and the step of `finally` is out. */
  function tidying(): Machine {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: a, ${web}, undo: true }
        - { id: c, uses: thing/keep, with: { thing_id: t9 }, undo: true }
      finally: [{ id: tidy, uses: thing/look }]
    `);
    run.show('a');
    run.succeed('c', { thing_id: 't9' });
    run.fail('a', failures.cut);
    run.fail('a', failures.rejected);
    expect(run.call('c').action).toBe('thing/drop');
    run.succeed('c');
    expect(run.calls).toEqual(['tidy']);
    return run;
  }

  /** The run has come to its end without it. */
  function givenUp(): Machine {
    const run = tidying();
    run.succeed('tidy');
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['a'], notUndone: ['a'] });
    return run;
  }

  test('takes back what it finds, when it was given up meanwhile', () => {
    const run = givenUp();
    run.crash();
    run.show('a', mine);
    expect(run.last('step-succeeded')).toMatchObject({ step: 'a', isAdopted: true });
    expect(run.call('a')).toMatchObject({ action: 'thing/remove', input: { thing_id: 't1' } });
    run.succeed('a');
    expect(run.state.status).toBe('undone');
    expect(run.types().filter((type) => type.startsWith('finally-started'))).toHaveLength(1);
  });

  test('does not look while it puts things in order: that comes first, and once', () => {
    const run = tidying();
    run.crash();
    expect(run.calls).toEqual(['tidy']);
    run.succeed('tidy');
    expect(run.state.status).toBe('needs-operator');
  });

  test('has nothing to take back of what certainly had no effect', () => {
    const run = givenUp();
    run.pass(3_600_000);
    run.crash();
    run.show('a');
    run.passToNext();
    run.show('a');
    expect(run.last('step-cancelled')).toMatchObject({ step: 'a' });
    expect(run.state.status).toBe('undone');
  });
});
