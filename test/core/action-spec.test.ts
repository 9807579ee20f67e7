import { describe, expect, test } from 'vitest';

import {
  type ActionSpec,
  classOf,
  settleOf,
  type SettleSpec,
  type UndoSpec,
  undoOf,
} from '../../src/core/action-spec.ts';

const plain: ActionSpec = {
  name: 'door/open',
  provider: 'test',
  summary: 'Open a door.',
  notes: [],
  class: 'create',
  input: { type: 'object', properties: {} },
  output: { type: 'object', properties: {} },
  billed: false,
  asynchronous: false,
  waits: {},
  attemptTimeoutMs: 0,
};

test('is of the class of its action', () => {
  expect(classOf(plain, { key: 'k' })).toBe('create');
});

test('is of another class when a certain parameter is given, whatever it is', () => {
  const spec: ActionSpec = { ...plain, classIfGiven: { parameter: 'key', class: 'convergent' } };
  expect(classOf(spec, { door: 'front' })).toBe('create');
  expect(classOf(spec, { key: undefined })).toBe('create');
  for (const key of ['k', '', false, null, '${{ inputs.key }}', { expression: 'inputs.key' }]) {
    expect(classOf(spec, { key })).toBe('convergent');
  }
});

test('is of the class of a value that is known for the parameter', () => {
  const values = { look: 'read', knock: 'toggle' } as const;
  const classIfGiven = { parameter: 'how', class: 'destroy', values } as const;
  const spec: ActionSpec = { ...plain, classIfGiven };
  expect(classOf(spec, { how: 'look' })).toBe('read');
  expect(classOf(spec, { how: 'knock' })).toBe('toggle');
  expect(classOf(spec, { how: 'break' })).toBe('destroy');
  expect(classOf(spec, { how: '${{ inputs.how }}' })).toBe('destroy');
  expect(classOf(spec, { how: 'toString' })).toBe('destroy');
  expect(classOf(spec, {})).toBe('create');
});

describe('how an action is settled and taken back', () => {
  const settle: SettleSpec = { kind: 'repeat', because: 'an open door stays open' };
  const undo: UndoSpec = { summary: 'Close the door', uses: 'door/close', with: {} };
  const special: SettleSpec = { kind: 'repeat', because: 'the key turns no further' };

  test('is the same for every use when nothing else is said', () => {
    const spec: ActionSpec = { ...plain, settle, undo };
    expect([settleOf(spec, { key: 'k' }), undoOf(spec, { key: 'k' })]).toEqual([settle, undo]);
    expect([settleOf(plain, {}), undoOf(plain, {})]).toEqual([undefined, undefined]);
  });

  test('is another way, and no other, when a certain parameter is given', () => {
    const settleIfGiven = { parameter: 'key', settle: special };
    const spec: ActionSpec = { ...plain, settle, undo, settleIfGiven };
    expect([settleOf(spec, {}), undoOf(spec, {})]).toEqual([settle, undo]);
    expect([settleOf(spec, { key: 7 }), undoOf(spec, { key: 7 })]).toEqual([special, undefined]);
  });

  test('is the usual one for the values that are excepted, and for no expression', () => {
    const settleIfGiven = { parameter: 'keep', unless: ['false'], undo };
    const spec: ActionSpec = { ...plain, settle, settleIfGiven };
    expect(undoOf(spec, { keep: false })).toBeUndefined();
    expect(undoOf(spec, { keep: 'false' })).toBeUndefined();
    expect(undoOf(spec, { keep: true })).toBe(undo);
    expect(undoOf(spec, { keep: '${{ inputs.keep }}' })).toBe(undo);
    expect(undoOf(spec, { keep: { expression: 'inputs.keep' } })).toBe(undo);
  });
});
