import { describe, expect, test } from 'vitest';
import { ledgerOf, type LedgerEntry } from '../../../src/core/run/ledger.ts';
import type { RunEvent } from '../../../src/core/run/event.ts';
import { failures } from '../../support/failures.ts';
import { machine, type Machine } from '../../support/machine.ts';
import { testCatalogue } from '../../support/test-actions.ts';

function ledger(events: readonly RunEvent[]): readonly LedgerEntry[] {
  return ledgerOf('r1', events, (action) => testCatalogue.get(action));
}

/** Each entry as `certain create creates t1 (web)`. */
function told(run: Machine): string[] {
  return ledger(run.events).map(({ certainty, step, isUndo, verb, id, name, isAdopted }) => {
    const who = `${isUndo ? 'undo of ' : ''}${step}`;
    return `${certainty} ${who} ${verb} ${id} (${name})${isAdopted ? ' adopted' : ''}`;
  });
}

const make = (more = '', uses = 'thing/make') => `
  steps:
    - { id: create, uses: ${uses}, with: { label: web }${more} }
`;

test('what an action says of its effects is evaluated over what it was given and what it answered', () => {
  const run = machine(make());
  run.now = 700;
  run.succeed('create', { thing_id: 't1' });
  expect(ledger(run.events)).toEqual([
    {
      run: 'r1',
      step: 'create',
      isUndo: false,
      action: 'thing/make',
      act: 0,
      verb: 'creates',
      kind: 'thing',
      id: 't1',
      name: 'web',
      certainty: 'certain',
      isAdopted: false,
      leftAt: 0,
      doneAt: 700,
    },
  ]);
});

test('a thing is known as soon as the action answered, also if the wait for it fails', () => {
  const run = machine(make(', await: ready'));
  run.succeed('create', { thing_id: 't1' });
  expect(told(run)).toEqual(['certain create creates t1 (web)']);
  run.pass(1000);
  run.succeed('create', { thing_id: 't1', state: 'broken' });
  expect(run.state.status).toBe('failed');
  expect(told(run)).toEqual(['certain create creates t1 (web)']);
});

test('a rejected call did nothing', () => {
  const run = machine(make());
  run.fail('create', failures.rejected);
  expect(told(run)).toEqual([]);
});

describe('a create of which nobody knows whether it happened', () => {
  test('may exist while the call is out', () => {
    expect(told(machine(make()))).toEqual(['possible create creates null (web)']);
  });

  test('may exist when the answer was lost and nothing can be found out', () => {
    const run = machine(make());
    run.fail('create', failures.cut);
    expect(run.state.status).toBe('needs-operator');
    expect(told(run)).toEqual(['possible create creates null (web)']);
  });

  test('may exist when the process died', () => {
    const run = machine(make());
    run.crash();
    expect(told(run)).toEqual(['possible create creates null (web)']);
  });

  test('is what a person says it is', () => {
    const run = machine(make());
    run.fail('create', failures.cut);
    run.answer('create', { thing_id: 't7' });
    expect(told(run)).toEqual(['certain create creates t7 (web) adopted']);
  });

  test('is nothing when a person says so, until it is made again', () => {
    const run = machine(make());
    run.fail('create', failures.cut);
    const before = run.events.length;
    run.answer('create', null);
    const answered = run.events.findIndex(({ type }) => type === 'unsettled-answered');
    expect(answered).toBeGreaterThanOrEqual(before);
    expect(ledger(run.events.slice(0, answered + 1))).toEqual([]);
    run.succeed('create', { thing_id: 't2' });
    expect(told(run)).toEqual(['certain create creates t2 (web)']);
  });

  test('is adopted when it is found, and once', () => {
    const run = machine(make('', 'thing/spawn'));
    run.succeed('create', { answers: [{ things: [] }] });
    run.fail('create', failures.cut);
    run.succeed('create', { answers: [{ things: [{ thing_id: 't3', label: 'web' }] }] });
    expect(told(run)).toEqual(['certain create creates t3 (web) adopted']);
  });

  test('is in the ledger after every event between its intent and what is known of it', () => {
    const run = machine(make('', 'thing/spawn'));
    run.succeed('create', { answers: [{ things: [] }] });
    run.fail('create', failures.cut);
    run.succeed('create', { answers: [{ things: [] }] });
    run.crash();
    const intent = run.events.findIndex(
      (event) => event.type === 'call-started' && event.call === 'act',
    );
    for (let end = intent + 1; end <= run.events.length; end += 1) {
      expect(ledger(run.events.slice(0, end))).toMatchObject([{ verb: 'creates', id: null }]);
    }
  });
});

describe('taking back', () => {
  const text = `
    on-failure: undo
    steps:
      - { id: create, uses: thing/make, with: { label: web }, undo: true }
      - { id: bad, uses: thing/look, needs: [create] }
  `;

  test('is in it too', () => {
    const run = machine(text);
    run.succeed('create', { thing_id: 't1' });
    run.fail('bad', failures.rejected);
    run.succeed('create');
    expect(told(run)).toEqual([
      'certain create creates t1 (web)',
      'certain undo of create destroys t1 (null)',
    ]);
  });

  test('that failed leaves the thing where it is', () => {
    const run = machine(text);
    run.succeed('create', { thing_id: 't1' });
    run.fail('bad', failures.rejected);
    for (let tries = 0; run.calls.includes('create') && tries < 20; tries += 1) {
      run.fail('create', failures.refused);
      if (run.state.status === 'running') run.passToNext();
    }
    expect(run.state.status).toBe('needs-operator');
    expect(told(run)).toEqual(['certain create creates t1 (web)']);
  });
});

test('items of a loop are told apart by their keys', () => {
  const run = machine(`
    steps:
      - { id: fleet, uses: thing/make, foreach: [a, b], key: item, with: { label: '\${{ item }}' } }
  `);
  run.succeed('fleet[a]', { thing_id: 't1' });
  run.succeed('fleet[b]', { thing_id: 't2' });
  expect(told(run)).toEqual(['certain fleet[a] creates t1 (a)', 'certain fleet[b] creates t2 (b)']);
});

test('what was asked to go and never seen to be gone may be gone', () => {
  const run = machine(`
    steps: [{ id: gone, uses: thing/remove, with: { thing_id: t1 }, await: gone, poll: { timeout: 1s } }]
  `);
  run.succeed('gone', { thing_id: 't1' });
  expect(told(run)).toEqual(['certain gone destroys t1 (null)']);
  while (run.state.status === 'running') {
    if (run.calls.length > 0) run.succeed('gone', { thing_id: 't1', state: 'ready' });
    else run.passToNext();
  }
  expect(run.state.status).toBe('failed');
  expect(told(run)).toEqual(['possible gone destroys t1 (null)']);
});
