import { join } from 'node:path';

import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

import {
  builtinSpecs,
  createBuiltinActions,
  internalSpecs,
} from '../../src/actions/builtin-actions.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { misfits } from './misfits.ts';

const source = join(import.meta.dirname, '../../src/actions/builtin-actions.ts');

test('performs just what it describes', () => {
  const actions = createBuiltinActions({ baseEnvironment: {} });
  expect(actions.map(({ spec }) => spec)).toEqual([...builtinSpecs, ...internalSpecs]);
  expect(builtinSpecs.map(({ name }) => name)).toEqual([
    'approve/ask',
    'assert/that',
    'http/request',
    'shell/run',
    'tcp/wait',
    'time/sleep',
    'value/set',
    'workflow/run',
  ]);
});

test('loads no library to describe or create the actions', async () => {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        if (!/^(node:|[./]|file:)/.test(specifier)) throw new Error('loaded ' + specifier);
        return next(specifier, context);
      },
    });
    const { createBuiltinActions } = await import(${JSON.stringify(source)});
    console.log(createBuiltinActions({ baseEnvironment: {} }).length);`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', program]);
  expect(stdout).toBe(String(builtinSpecs.length + internalSpecs.length));
});

describe.each(builtinSpecs)('$name', ({ input, output, ...spec }) => {
  test('has schemas that a strict validator takes', () => {
    expect(() => misfits(input, {})).not.toThrow();
    expect(() => misfits(output, {})).not.toThrow();
  });

  test('is described by sentences', () => {
    for (const sentence of [spec.summary, ...spec.notes]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('costs nothing, and is done when it says so', () => {
    expect(spec).toMatchObject({ provider: 'builtin', billed: false, asynchronous: false });
  });
});

const url = 'http://127.0.0.1/';

test.each<[string, JsonObject]>([
  ['approve/ask', { message: 'Go on?' }],
  ['approve/ask', { message: 'Go on?', within: '2h', default: 'approve' }],
  ['assert/that', { that: true }],
  ['http/request', { url }],
  ['http/request', { url, method: 'POST', json: null }],
  ['http/request', { url, method: 'PUT', body: '', headers: { a: 'b', c: 3 } }],
  ['http/request', { url, method: 'POST', form: { a: true }, 'max-bytes': 0 }],
  ['shell/run', { command: ['ls', 5] }],
  ['shell/run', { script: 'ls', 'ok-exit-codes': [0, 1], parse: 'lines' }],
  ['tcp/wait', { host: 'example.org', port: 22, every: '1m30s' }],
  ['time/sleep', { for: '1d' }],
  ['time/sleep', { until: '2026-03-01T03:00:00+02:00' }],
  ['value/set', { anything: { at: ['all'] } }],
  ['workflow/run', { file: 'a.yaml', inputs: { a: 1 } }],
])('lets %s be given %j', (name, input) => {
  expect(misfits(inputOf(name), input)).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['approve/ask', {}],
  ['approve/ask', { message: '' }],
  ['approve/ask', { message: 'Go on?', default: 'yes' }],
  ['assert/that', {}],
  ['assert/that', { that: 'yes' }],
  ['http/request', { url: 'ftp://127.0.0.1/' }],
  ['http/request', { url, method: 'get' }],
  ['http/request', { url, json: {} }],
  ['http/request', { url, method: 'POST', json: {}, body: '' }],
  ['http/request', { url, method: 'POST', json: {}, body: '', form: {} }],
  ['http/request', { url, headers: { a: ['b'] } }],
  ['http/request', { url, timeout: 5 }],
  ['shell/run', {}],
  ['shell/run', { command: ['ls'], script: 'ls' }],
  ['shell/run', { command: [] }],
  ['shell/run', { command: 'ls' }],
  ['tcp/wait', { host: 'example.org', port: 0 }],
  ['tcp/wait', { host: 'example.org', port: 22, every: 'often' }],
  ['time/sleep', {}],
  ['time/sleep', { for: '1d', until: '2026-03-01T03:00:00Z' }],
  ['time/sleep', { until: 'tomorrow' }],
  ['workflow/run', { inputs: {} }],
])('does not let %s be given %j', (name, input) => {
  expect(misfits(inputOf(name), input)).not.toEqual([]);
});

function inputOf(name: string) {
  return builtinSpecs.find((spec) => spec.name === name)?.input ?? expect.fail(`no action ${name}`);
}
