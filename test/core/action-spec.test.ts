import { expect, test } from 'vitest';

import { type ActionSpec, classOf } from '../../src/core/action-spec.ts';

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
