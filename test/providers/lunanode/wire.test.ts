import { expect, test } from 'vitest';
import { ActionError } from '../../../src/engine/action.ts';
import { toWire } from '../../../src/providers/lunanode/wire.ts';

test('everything on the wire is text', () => {
  expect(toWire({ hostname: 'web', plan_id: 88, size: 0.5, name: '' })).toEqual({
    hostname: 'web',
    plan_id: '88',
    size: '0.5',
    name: '',
  });
});

test('flags become yes and no', () => {
  expect(toWire({ keep: true, volume_virtio: false })).toEqual({
    keep: 'yes',
    volume_virtio: 'no',
  });
});

test('the members of a list are joined by commas', () => {
  expect(toWire({ scripts: ['123', 999], key_id: '1,2' })).toEqual({
    scripts: '123,999',
    key_id: '1,2',
  });
});

test('what is not set is left out, an empty list too', () => {
  expect(toWire({ ip: null, scripts: [] })).toEqual({});
});

test('an object has no form on the wire', () => {
  expect(() => toWire({ name: { first: 'a' } })).toThrow(ActionError);
  expect(() => toWire({ name: [{ first: 'a' }] })).toThrow('"name" is an object');
});
