import { describe, expect, test } from 'vitest';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';

/** Ends whatever is out, well, until nothing is; says what was called in which order. */
function finish(run: Machine): string[] {
  const order: string[] = [];
  for (;;) {
    const [label] = run.calls;
    if (label === undefined) return order;
    order.push(label);
    run.succeed(label);
  }
}

const diamond = `
  on-failure: undo
  steps:
    - { id: top, uses: thing/make, undo: true }
    - { id: left, uses: thing/make, needs: [top], undo: true }
    - { id: right, uses: thing/keep, needs: [top], with: { thing_id: r }, undo: true }
    - { id: bottom, uses: thing/keep, needs: [left, right], undo: { uses: thing/drop } }
    - { id: bad, uses: thing/look, needs: [bottom] }
`;

/** Everything is done, and the last step fails. */
function failed(text = diamond): Machine {
  const run = machine(text);
  while (!run.calls.includes('bad'))
    run.succeed(run.calls[0] ?? '', { thing_id: `t-${run.calls[0]}` });
  run.fail('bad', failures.rejected);
  return run;
}

describe('taking back', () => {
  test('begins when a step failed and the workflow says so', () => {
    const run = failed();
    expect(run.last('undo-started')).toMatchObject({ by: 'failure', scope: 'declared' });
  });

  test('goes in reverse along the graph: first what needs a thing, then the thing', () => {
    const run = failed();
    expect(run.calls).toEqual(['bottom']);
    run.succeed('bottom');
    expect(run.calls.toSorted()).toEqual(['left', 'right']);
    run.succeed('left');
    expect(run.calls).toEqual(['right']);
    run.succeed('right');
    expect(run.calls).toEqual(['top']);
    run.succeed('top');
    expect(run.last('run-undone')).toMatchObject({ failed: ['bad'] });
    expect(run.state.status).toBe('undone');
  });

  test('uses what the provider declares, with what the step was given and what came of it', () => {
    const run = failed();
    run.succeed('bottom');
    expect(run.call('left')).toMatchObject({
      action: 'thing/remove',
      input: { thing_id: 't-left' },
    });
    expect(run.call('right')).toMatchObject({ action: 'thing/drop', input: { thing_id: 'r' } });
  });

  test('uses what the step spells out, which sees its outputs and those of others', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: a, uses: thing/make }
        - id: b
          uses: thing/keep
          undo:
            uses: thing/drop
            with: { thing_id: '\${{ steps.a.outputs.thing_id }}', label: '\${{ outputs.state }}' }
          needs: [a]
        - { id: bad, uses: thing/look, needs: [b] }
    `);
    run.succeed('a', { thing_id: 'ta' });
    run.succeed('b', { thing_id: 'tb', state: 'kept' });
    run.fail('bad', failures.rejected);
    expect(run.call('b').input).toEqual({ thing_id: 'ta', label: 'kept' });
  });

  test('is written down like any work, as what takes a step back', () => {
    const run = failed();
    expect(run.last('call-started')).toEqual({
      type: 'call-started',
      at: 0,
      step: 'bottom',
      undo: true,
      call: 'act',
      action: 'thing/drop',
      attempt: 1,
      input: {},
    });
    run.succeed('bottom');
    const first = run.events.find((event) => event.type === 'step-succeeded' && event.undo);
    expect(first).toMatchObject({ step: 'bottom', undo: true });
  });

  test('leaves alone what has no undo, was skipped, or did nothing', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: plain, uses: thing/make }
        - { id: unasked, uses: thing/make, if: 'false', undo: true }
        - { id: refused, uses: thing/make, undo: true, continue-on-error: true }
        - { id: done, uses: thing/make, undo: true }
        - { id: bad, uses: thing/look, needs: [plain, done, refused] }
    `);
    run.succeed('plain', { thing_id: 'tp' });
    run.succeed('done', { thing_id: 'td' });
    run.fail('refused', failures.rejected);
    run.fail('bad', failures.rejected);
    expect(finish(run)).toEqual(['done']);
    expect(run.state.status).toBe('undone');
  });

  test('does not begin when there is nothing to take back', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/make, undo: true }]
    `);
    run.fail('a', failures.rejected);
    expect(run.types()).not.toContain('undo-started');
    expect(run.state.status).toBe('failed');
  });

  test('is not asked for by a run that stops', () => {
    const run = failed(diamond.replace('on-failure: undo', ''));
    expect(run.state.status).toBe('failed');
    expect(run.types()).not.toContain('undo-started');
  });

  test('follows a cancelled run too', () => {
    const run = machine(diamond);
    run.succeed('top', { thing_id: 't' });
    run.cancel();
    run.fail('left', failures.refused);
    run.succeed('right', { thing_id: 'r' });
    expect(finish(run)).toEqual(['right', 'top']);
    expect(run.last('run-undone')).toMatchObject({ failed: [] });
  });

  test('is not cancelled itself', () => {
    const run = machine(diamond);
    run.succeed('top', { thing_id: 't' });
    run.cancel();
    run.fail('left', failures.refused);
    run.succeed('right', { thing_id: 'r' });
    run.fail('right', failures.refused);
    run.passToNext();
    expect(run.calls).toEqual(['right']);
  });

  test('waits for what the provider’s undo waits for', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - id: a
          uses: thing/make
          undo: { uses: thing/remove, with: { thing_id: '\${{ outputs.thing_id }}' }, await: gone }
        - { id: bad, uses: thing/look, needs: [a] }
    `);
    run.succeed('a', { thing_id: 't' });
    run.fail('bad', failures.rejected);
    run.succeed('a', { thing_id: 't' });
    expect(run.last('action-answered')).toMatchObject({ undo: true });
    run.passToNext();
    expect(run.call('a')).toMatchObject({ kind: 'look', action: 'thing/look' });
    run.fail('a', { kind: 'rejected', message: 'No such thing' });
    expect(run.state.status).toBe('undone');
  });
});

describe('a loop', () => {
  const text = `
    on-failure: undo
    steps:
      - id: each
        uses: thing/make
        foreach: [x, y, z]
        key: item
        undo: { uses: thing/remove, with: { thing_id: '\${{ outputs.thing_id }}', label: '\${{ item }}' } }
      - { id: bad, uses: thing/look, needs: [each] }
  `;

  test('is taken back item by item, the last one first', () => {
    const run = machine(text);
    for (const key of ['x', 'y', 'z']) run.succeed(`each[${key}]`, { thing_id: `t${key}` });
    run.fail('bad', failures.rejected);
    expect(run.calls).toEqual(['each[z]', 'each[y]', 'each[x]']);
    expect(run.call('each[y]').input).toEqual({ thing_id: 'ty', label: 'y' });
    expect(finish(run)).toEqual(['each[z]', 'each[y]', 'each[x]']);
    expect(run.state.status).toBe('undone');
  });

  test('of which items failed is taken back as far as it came', () => {
    const run = machine(text);
    run.succeed('each[x]', { thing_id: 'tx' });
    run.fail('each[y]', failures.rejected);
    run.succeed('each[z]', { thing_id: 'tz' });
    expect(finish(run)).toEqual(['each[z]', 'each[x]']);
    expect(run.last('run-undone').failed).toEqual(['each']);
  });

  test('of which an item cannot be taken back holds up what it needs', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: first, uses: thing/make, undo: true }
        - { id: each, uses: thing/make, needs: [first], foreach: [1, 2], undo: true }
        - { id: bad, uses: thing/look, needs: [each] }
    `);
    run.succeed('first', { thing_id: 't' });
    run.succeed('each[0]', { thing_id: 't0' });
    run.succeed('each[1]', { thing_id: 't1' });
    run.fail('bad', failures.rejected);
    run.fail('each[1]', failures.invalidValue);
    run.succeed('each[0]');
    expect(run.last('run-needs-operator').notUndone.toSorted()).toEqual(['each[1]', 'first']);
  });
});

describe('what may have had an effect', () => {
  test('is taken back when that can be done without its outputs', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/keep, with: { thing_id: t }, undo: true, retry: { attempts: 1 } }]
    `);
    run.fail('a', failures.cut);
    expect(run.call('a')).toMatchObject({ action: 'thing/drop', input: { thing_id: 't' } });
  });

  test('cannot be taken back when nobody knows what to take back', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - id: a
          uses: thing/keep
          retry: { attempts: 1 }
          undo: { uses: thing/drop, with: { thing_id: '\${{ outputs.thing_id }}' } }
    `);
    run.fail('a', failures.cut);
    expect(run.last('step-failed')).toMatchObject({
      undo: true,
      failure: { kind: 'invalid-value' },
    });
    expect(run.last('run-needs-operator')).toMatchObject({ notUndone: ['a'], unsettled: [] });
  });

  test('and failed afterwards is taken back: what was made is there', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/make, await: ready, undo: true }]
    `);
    run.succeed('a', { thing_id: 't' });
    run.passToNext();
    run.succeed('a', { thing_id: 't', state: 'broken' });
    expect(run.call('a')).toMatchObject({ action: 'thing/remove', input: { thing_id: 't' } });
    run.succeed('a');
    expect(run.last('run-undone').failed).toEqual(['a']);
  });

  test('and was cancelled afterwards is taken back', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/make, await: ready, undo: true }]
    `);
    run.succeed('a', { thing_id: 't' });
    run.cancel();
    expect(finish(run)).toEqual(['a']);
    expect(run.state.status).toBe('undone');
  });
});

describe('an undo that fails', () => {
  test('holds up the undo of what the step needs, and of nothing else', () => {
    const run = failed();
    run.succeed('bottom');
    run.fail('left', failures.invalidValue);
    run.succeed('right');
    expect(run.last('run-needs-operator')).toMatchObject({
      unsettled: [],
      notUndone: expect.arrayContaining(['left', 'top']),
      failed: ['bad'],
    });
    expect(run.last('run-needs-operator').notUndone).toHaveLength(2);
  });

  test('is tried again first, over some minutes', () => {
    const run = failed();
    const start = run.now;
    for (let attempt = 1; attempt < 8; attempt += 1) {
      run.fail('bottom', failures.rejected);
      expect(run.step('bottom').status).toBe('succeeded');
      run.passToNext();
    }
    expect(run.now - start).toBeGreaterThan(3 * 60_000);
    run.fail('bottom', failures.rejected);
    expect(run.state.status).toBe('needs-operator');
  });

  test('is looked into when it is rejected: it may be undone already', () => {
    const run = failed();
    run.succeed('bottom');
    run.fail('left', { kind: 'rejected', message: 'no such thing' });
    expect(run.call('left')).toMatchObject({ kind: 'settle', action: 'thing/look' });
    run.fail('left', { kind: 'rejected', message: 'no such thing' });
    run.succeed('right');
    expect(run.calls).toEqual(['top']);
  });

  test('of which nobody knows what became of it is left to a person', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: a, uses: thing/keep, undo: { uses: thing/flip } }
        - { id: bad, uses: thing/look, needs: [a] }
    `);
    run.succeed('a');
    run.fail('bad', failures.rejected);
    run.fail('a', failures.cut);
    expect(run.last('step-failed')).toMatchObject({ undo: true, isUnsettled: true });
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: [], notUndone: ['a'] });
  });

  test('is tried again when a person asks, and only what is left', () => {
    const run = failed();
    run.succeed('bottom');
    run.succeed('right');
    run.fail('left', failures.invalidValue);
    run.undo();
    expect(finish(run)).toEqual(['left', 'top']);
    expect(run.state.status).toBe('undone');
  });

  test('because what was done cannot be taken back that way is not even tried', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: a, uses: thing/keep, with: { thing_id: forever }, undo: true }
        - { id: bad, uses: thing/look, needs: [a] }
    `);
    run.succeed('a', { thing_id: 'forever' });
    run.fail('bad', failures.rejected);
    expect(run.last('step-failed').failure.message).toBe(
      'what it did cannot be taken back this way',
    );
    expect(run.last('run-needs-operator').notUndone).toEqual(['a']);
  });
});

describe('on request', () => {
  const text = `
    steps:
      - { id: a, uses: thing/make }
      - { id: b, uses: thing/make, needs: [a], undo: true }
    finally: [{ id: tidy, uses: thing/look }]
  `;

  function succeeded(): Machine {
    const run = machine(text);
    run.succeed('a', { thing_id: 'ta' });
    run.succeed('b', { thing_id: 'tb' });
    run.succeed('tidy');
    return run;
  }

  test('a run that succeeded is taken back, and its `finally` is not repeated', () => {
    const run = succeeded();
    run.undo();
    expect(run.last('undo-started')).toMatchObject({ by: 'person', scope: 'declared' });
    expect(finish(run)).toEqual(['b']);
    expect(run.state.status).toBe('undone');
  });

  test('everything that was created is removed, whether the workflow says so or not', () => {
    const run = succeeded();
    run.undo('created');
    expect(run.last('undo-started').scope).toBe('created');
    expect(finish(run)).toEqual(['b', 'a']);
    expect(run.state.status).toBe('undone');
  });

  test('what is taken back is not taken back again', () => {
    const run = succeeded();
    run.undo();
    finish(run);
    expect(() => run.undo()).toThrow('there is nothing to take back of the run r1');
    run.undo('created');
    expect(finish(run)).toEqual(['a']);
    expect(run.state.status).toBe('undone');
    expect(() => run.undo('created')).toThrow('nothing to take back');
  });

  test('a run of which nothing can be is refused', () => {
    const run = machine('steps: [{ id: a, uses: thing/keep }]');
    expect(() => run.undo()).toThrow('the run r1 is not over');
    run.succeed('a');
    expect(() => run.undo('created')).toThrow('there is nothing to take back');
  });

  test('a run that waits for a person is taken back as far as it can be', () => {
    const run = machine(`
      steps:
        - { id: a, uses: thing/make, undo: true }
        - { id: b, uses: thing/flip, undo: { uses: thing/flip } }
    `);
    run.succeed('a', { thing_id: 'ta' });
    run.fail('b', failures.cut);
    run.undo();
    expect(finish(run)).toEqual(['a']);
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['b'], notUndone: ['b'] });
    run.answer('b', {});
    expect(finish(run)).toEqual(['b']);
    expect(run.state.status).toBe('undone');
  });
});

describe('`finally`', () => {
  const text = `${diamond}  finally: [{ id: tidy, uses: thing/look }, { id: last, uses: thing/look, needs: [tidy] }]\n`;

  test('comes after everything was taken back', () => {
    const run = failed(text);
    expect(finish(run).slice(-3)).toEqual(['top', 'tidy', 'last']);
    expect(run.state.status).toBe('undone');
  });

  test('that fails leaves the run failed, whatever was taken back', () => {
    const run = failed(text);
    while (!run.calls.includes('tidy')) run.succeed(run.calls[0] ?? '');
    run.fail('tidy', failures.rejected);
    finish(run);
    expect(run.last('run-failed').failed).toEqual(['bad', 'tidy']);
  });

  test('comes once, though the undo comes twice', () => {
    const run = failed(text);
    run.fail('bottom', failures.invalidValue);
    expect(finish(run)).toEqual(['tidy', 'last']);
    expect(run.state.status).toBe('needs-operator');
    run.undo();
    expect(finish(run)).toEqual(['bottom', 'left', 'right', 'top']);
    expect(run.state.status).toBe('undone');
  });

  test('comes in a run that was held and is taken back', () => {
    const run = machine(`
      steps: [{ id: a, uses: thing/make, undo: true }, { id: b, uses: thing/flip }]
      finally: [{ id: tidy, uses: thing/look }]
    `);
    run.succeed('a', { thing_id: 't' });
    run.fail('b', failures.cut);
    run.undo();
    expect(finish(run)).toEqual(['a', 'tidy']);
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['b'], notUndone: [] });
  });
});

describe('of a run with `on-failure: undo` that does not know everything', () => {
  const text = `
    on-failure: undo
    steps:
      - { id: base, uses: thing/make, undo: true }
      - { id: other, uses: thing/make, undo: true }
      - { id: a, uses: thing/make, needs: [base], undo: true }
      - { id: b, uses: thing/look, needs: [a] }
    finally: [{ id: tidy, uses: thing/look }]
  `;

  function unsettled(): Machine {
    const run = machine(text);
    run.succeed('base', { thing_id: 'tb' });
    run.succeed('other', { thing_id: 'to' });
    run.fail('a', failures.cut);
    return run;
  }

  test('what is certain is taken back, but nothing that the rest may stand on', () => {
    const run = unsettled();
    expect(finish(run)).toEqual(['other', 'tidy']);
    expect(run.last('run-needs-operator')).toMatchObject({ unsettled: ['a'] });
    expect(run.last('run-needs-operator').notUndone.toSorted()).toEqual(['a', 'base']);
  });

  test('the rest is taken back when a person says what was made', () => {
    const run = unsettled();
    finish(run);
    run.answer('a', { thing_id: 'ta' });
    expect(run.call('a')).toMatchObject({ action: 'thing/remove', input: { thing_id: 'ta' } });
    expect(finish(run)).toEqual(['a', 'base']);
    expect(run.last('run-undone')).toMatchObject({ failed: [] });
  });

  test('the rest is taken back when a person says that nothing was made', () => {
    const run = unsettled();
    finish(run);
    run.answer('a', null);
    expect(finish(run)).toEqual(['base']);
    expect(run.state.status).toBe('undone');
  });

  test('is undone, and not succeeded, when the answer leaves nothing more to take back', () => {
    const run = machine(`
      on-failure: undo
      steps:
        - { id: other, uses: thing/make, undo: true }
        - { id: a, uses: thing/make }
    `);
    run.succeed('other', { thing_id: 'to' });
    run.fail('a', failures.cut);
    expect(finish(run)).toEqual(['other']);
    expect(run.state.status).toBe('needs-operator');
    run.answer('a', null);
    expect(run.calls).toEqual([]);
    expect(run.state.status).toBe('undone');
  });

  test('has failed, and not succeeded, when it was given up', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/make }, { id: b, uses: thing/make, needs: [a], undo: true }]
      finally: [{ id: tidy, uses: thing/look }]
    `);
    run.fail('a', failures.cut);
    run.succeed('tidy');
    expect(run.state.status).toBe('needs-operator');
    run.answer('a', { thing_id: 't' });
    expect(run.last('run-failed')).toMatchObject({
      failed: [],
      message: 'the run was given up before step "b" was done',
    });
  });

  test('goes on when there was nothing to take back, and nothing to put in order', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: a, uses: thing/make, undo: true }, { id: b, uses: thing/look, needs: [a] }]
    `);
    run.fail('a', failures.cut);
    run.answer('a', null);
    run.succeed('a', { thing_id: 't' });
    run.succeed('b');
    expect(run.state.status).toBe('succeeded');
  });

  test('a loop among it is taken back with its items', () => {
    const run = machine(`
      on-failure: undo
      steps: [{ id: each, uses: thing/make, foreach: [1, 2, 3], max-parallel: 2, undo: true }]
    `);
    run.succeed('each[0]', { thing_id: 't0' });
    run.fail('each[1]', failures.cut);
    run.succeed('each[2]', { thing_id: 't2' });
    expect(finish(run)).toEqual(['each[2]', 'each[0]']);
    run.answer('each[1]', { thing_id: 't1' });
    expect(finish(run)).toEqual(['each[1]']);
    expect(run.state.status).toBe('undone');
  });
});
