import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/core/run/ledger.ts';
import { downtimes, isGone, thingsOf } from '../../../src/core/run/things.ts';

let act = 0;

function entry(verb: LedgerEntry['verb'], id: string | null, more: Partial<LedgerEntry> = {}) {
  act += 1;
  const doneAt = act * 1000;
  const leftAt = doneAt - 100;
  const what = { run: 'r1', step: 's', isUndo: false, action: 'a', kind: 'address', name: null };
  const known = { certainty: 'certain' as const, isAdopted: false };
  return { ...what, ...known, verb, id, leftAt, doneAt, act, ...more };
}

describe('things', () => {
  test('are gone when any later run destroyed them', () => {
    const entries = [entry('creates', 'x'), entry('destroys', 'x', { run: 'r2' })];
    expect(thingsOf(entries).map(isGone)).toEqual([true]);
  });

  test('of the same id and another kind are others', () => {
    const entries = [entry('creates', '7'), entry('destroys', '7', { kind: 'image' })];
    expect(thingsOf(entries).map(isGone)).toEqual([false]);
  });

  test('may be gone when nobody knows whether they were destroyed', () => {
    const entries = [entry('creates', 'x'), entry('destroys', 'x', { certainty: 'possible' })];
    const [thing] = thingsOf(entries);
    expect(thing?.destroyed).not.toBeNull();
    expect(thingsOf(entries).map(isGone)).toEqual([false]);
  });

  test('of unknown id are never gone', () => {
    const unknown = entry('creates', null, { certainty: 'possible' });
    expect(thingsOf([unknown, entry('destroys', 'x')]).map(isGone)).toEqual([false]);
  });

  test('that came with another one go with it', () => {
    const machine = entry('creates', 'm', { kind: 'vm' });
    const address = { ...entry('creates', 'x'), act: machine.act };
    const entries = [machine, address, entry('destroys', 'm', { kind: 'vm' })];
    expect(thingsOf(entries).map(isGone)).toEqual([true, true]);
  });

  test('that were taken off it before stay', () => {
    const machine = entry('creates', 'm', { kind: 'vm' });
    const address = { ...entry('creates', 'x'), act: machine.act };
    const entries = [
      machine,
      address,
      entry('detaches', 'x'),
      entry('destroys', 'm', { kind: 'vm' }),
    ];
    expect(thingsOf(entries).map(isGone)).toEqual([true, false]);
  });

  test('made anew under an old id are there', () => {
    const entries = [entry('creates', 'x'), entry('destroys', 'x'), entry('creates', 'x')];
    expect(thingsOf(entries).map(isGone)).toEqual([true, false]);
  });
});

describe('downtime', () => {
  test('lasts from the call that takes it off to the answer that it is on again', () => {
    const off = entry('detaches', 'x');
    const on = entry('attaches', 'x');
    expect(downtimes([off, on])).toEqual([
      { kind: 'address', id: 'x', from: off.leftAt, until: on.doneAt, isDoubtful: false },
    ]);
  });

  test('goes on while nobody put it on again, or nobody knows', () => {
    const off = entry('detaches', 'x');
    const maybe = entry('attaches', 'x', { certainty: 'possible', doneAt: null });
    expect(downtimes([off, maybe])).toMatchObject([{ id: 'x', from: off.leftAt, until: null }]);
  });

  test('begins when nobody knows whether it was taken off', () => {
    const maybe = entry('detaches', 'x', { certainty: 'possible', doneAt: null });
    const doubt = { from: maybe.leftAt, until: null, isDoubtful: true };
    expect(downtimes([maybe])).toMatchObject([doubt]);
    const sure = { from: maybe.leftAt, until: null, isDoubtful: false };
    expect(downtimes([maybe, entry('detaches', 'x')])).toMatchObject([sure]);
  });

  test('ends with the thing', () => {
    expect(downtimes([entry('detaches', 'x'), entry('destroys', 'x')])).toEqual([]);
  });

  test('comes twice when it is swapped and swapped back', () => {
    const entries = ['detaches', 'attaches', 'detaches', 'attaches'] as const;
    expect(downtimes(entries.map((verb) => entry(verb, 'x')))).toHaveLength(2);
  });
});
