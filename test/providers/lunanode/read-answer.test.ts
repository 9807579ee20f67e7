import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { anything, assert, constantFrom, dictionary, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../../src/core/json-schema.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { catalogue } from '../../../src/providers/lunanode/catalogue/catalogue.ts';
import { readAnswer } from '../../../src/providers/lunanode/read-answer.ts';

test('the answer of vm/info on the page of the vendor comes out typed', () => {
  const file = new URL('answers/vm-info.json', import.meta.url);
  const outputs = read('vm/info', JSON.parse(readFileSync(file, 'utf8')));
  expect(outputs).toMatchObject({
    extra: { plan_id: '88', ram: 4096, vcpu: 2, storage: 35, bandwidth: 2500, region: 'toronto' },
    info: {
      status: '<font color="green"><b>Online</b></font>',
      status_raw: 'active',
      ip: '172.81.176.21',
      security_group_ids: ['4'],
      volumes: [],
      addresses: [
        { addr: '2602:ffb6:2:0:f816:3eff:fe6a:7b4e', external: true, version: 6 },
        { addr: '172.20.0.228', external: false, version: 4 },
        { external: true, reverse: '21.176.81.172.rdns.lunanode.com.' },
      ],
    },
  });
  expect(outputs).not.toHaveProperty('success');
});

test('a VM that is being built has gaps, and none of them makes an expression fail', () => {
  const extra = { vm_id: 'a', ram: '', vcpu: null };
  const outputs = read('vm/info', { success: 'yes', info: { status_raw: 'BUILD' }, extra });
  expect(outputs).toMatchObject({
    info: { task_state: '', error_detail: '', privateip: '', addresses: [], volumes: [] },
    extra: { plan_id: '', os_status: '' },
  });
  expect(outputs).not.toHaveProperty('info.ip');
  expect(outputs).not.toHaveProperty('extra.ram');
  expect(outputs).not.toHaveProperty('extra.vcpu');
});

describe('numbered keys', () => {
  test('become a list in the order of the numbers', () => {
    const answer = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        String(index),
        { id: `${index}`, name: 'k', value: 'v' },
      ]),
    );
    const ids = Array.from({ length: 12 }, (_, index) => ({ id: `${index}` }));
    expect(read('sshkey/list', { success: 'yes', ...answer })).toMatchObject({ keys: ids });
  });

  test('may be none', () => {
    expect(read('sshkey/list', { success: 'yes' })).toEqual({ keys: [] });
    expect(read('securitygroup/rule-list', { success: 'yes' })).toEqual({ rules: [] });
  });

  test('leave the other fields where they are', () => {
    const answer = { '0': { id: 'r' }, total: '1' };
    expect(read('securitygroup/rule-list', answer)).toMatchObject({
      rules: [{ id: 'r', protocol: '' }],
      total: '1',
    });
  });
});

describe.each<[JsonSchema, readonly [Json, Json | undefined][]]>([
  [
    { type: 'integer' },
    [
      ['4096', 4096],
      [7, 7],
      ['-1', -1],
      ['1.5', undefined],
      ['9e99', undefined],
      ['x', undefined],
      [true, undefined],
    ],
  ],
  [
    { type: 'number' },
    [
      ['4.81033438', 4.81033438],
      ['1e-3', 0.001],
      [2, 2],
      ['', undefined],
      ['1e999', undefined],
      ['0x10', undefined],
    ],
  ],
  [
    { type: 'boolean' },
    [
      ['yes', true],
      ['1', true],
      [1, true],
      [true, true],
      ['no', false],
      ['0', false],
      [0, false],
      ['', undefined],
      ['maybe', undefined],
      [[], undefined],
    ],
  ],
  [
    { type: 'string' },
    [
      ['a &lt; b', 'a < b'],
      [5, '5'],
      ['', ''],
      [[], ''],
      [false, 'false'],
      [{ a: 1 }, undefined],
    ],
  ],
])('an optional %j', (schema, cases) => {
  test.each(cases)('reads %j as %j', (raw, value) => {
    const response = { type: 'object', properties: { it: schema } } as const;
    const reading = readAnswer({ response }, { it: raw });
    expect(reading).toEqual({ status: 'read', outputs: value === undefined ? {} : { it: value } });
  });
});

describe('an empty map or list', () => {
  test.each<Json>(['', [], {}])('may be written %j', (empty) => {
    expect(read('vm/iplist', { ips: empty })).toEqual({ ips: {} });
    expect(read('vm/list', { vms: empty })).toEqual({ vms: [] });
    expect(read('image/details', { details: { metadata: empty } })).toMatchObject({
      details: { metadata: {} },
    });
  });

  test('is not the same as none: a list that is missing is no empty list', () => {
    expect(readRaw('vm/list', { success: 'yes' })).toEqual({ status: 'misfit', places: ['vms'] });
    expect(readRaw('vm/list', { vms: null })).toEqual({ status: 'misfit', places: ['vms'] });
  });
});

test('a list that comes as a map is the list of its values', () => {
  const outputs = read('image/list', { images: { a: { image_id: 1 }, b: { image_id: '2' } } });
  expect(outputs).toMatchObject({ images: [{ image_id: '1' }, { image_id: '2' }] });
});

test('a map whose keys are 0, 1, 2 comes as a list and is a map again', () => {
  const dyn = { id: '1', name: 'a', ip: '172.20.0.1' };
  expect(read('dns/dyn-list', { dyns: [dyn] })).toEqual({ dyns: { '0': dyn } });
});

test('what no schema describes is kept, without HTML escapes', () => {
  const answer = { success: 'yes', zones: [{ name: 'a &amp; b', ttl: '300' }], total: 1 };
  expect(read('dns2/zone-list', answer)).toEqual({
    zones: [{ name: 'a & b', ttl: '300' }],
    total: 1,
  });
});

test('an answer that should say nothing says nothing', () => {
  expect(read('vm/stop', { success: 'yes', note: 'x' })).toEqual({});
});

describe('a misfit', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['vm/create', {}, ['vm_id']],
    ['vm/create', { vm_id: null }, ['vm_id']],
    ['vm/create', { vm_id: { a: 'b' } }, ['vm_id']],
    ['vm/list', { vms: [{ vm_id: 'a' }, { name: 'b' }] }, ['vms[1].vm_id']],
    ['vm/list', { vms: 'none' }, ['vms']],
    ['vm/info', { extra: { vm_id: 'a' } }, ['info']],
    ['vm/info', { info: { volumes: 7 }, extra: { vm_id: 'a' } }, ['info.volumes']],
    ['vm/iplist', { ips: { '172.20.0.1': 'x' } }, ['ips.172.20.0.1']],
    ['billing/credit', { credit: 'unlimited' }, ['credit']],
  ])('of %s for %j names the place', (name, answer, places) => {
    expect(readRaw(name, answer)).toEqual({ status: 'misfit', places });
  });
});

test('nonsense that is nested without end is dropped', () => {
  let deep: Json = 'x';
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  expect(JSON.stringify(read('dns2/zone-list', { deep })).length).toBeLessThan(500);
});

test('a key that means something to JavaScript is a key like any other', () => {
  const answer: JsonObject = JSON.parse('{"__proto__": {"vm_id": "x"}, "constructor": "y"}');
  expect(readRaw('vm/create', answer)).toEqual({ status: 'misfit', places: ['vm_id'] });
  expect(JSON.stringify(read('dns2/zone-list', answer))).toBe(JSON.stringify(answer));
});

test('whatever the API answers, reading ends, and what it gives fits the schema', () => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  const validators = new Map(
    [...catalogue].map(([name, { response }]) => [name, ajv.compile(response)]),
  );
  const fieldNames = [...catalogue.values()].flatMap(({ response }) => namesIn(response));
  const key = constantFrom('success', '0', '1', ...new Set(fieldNames));
  const text = constantFrom('', '1', '0', 'yes', 'no', 'active', '&lt;', '4.5', '[]');
  const value = anything({ key, values: [text, string()], maxDepth: 3, withNullPrototype: false });
  const answers = dictionary(key, value).map(asJsonObject);
  assert(
    property(constantFrom(...catalogue.values()), answers, (endpoint, answer) => {
      const reading = readAnswer(endpoint, answer);
      if (reading.status === 'misfit') return reading.places.length > 0;
      return validators.get(endpoint.name)?.(reading.outputs) === true;
    }),
    { numRuns: 2_000 },
  );
});

function read(name: string, answer: JsonObject): JsonObject {
  const reading = readRaw(name, answer);
  if (reading.status === 'misfit') throw new Error(reading.places.join(', '));
  return reading.outputs;
}

function readRaw(name: string, answer: JsonObject) {
  const endpoint = catalogue.get(name);
  if (endpoint === undefined) throw new Error(`no ${name}`);
  return readAnswer(endpoint, answer);
}

function namesIn({ properties = {}, items, additionalProperties }: JsonSchema): readonly string[] {
  const below = [...Object.values(properties), ...(items ? [items] : [])];
  if (typeof additionalProperties === 'object') below.push(additionalProperties);
  return [...Object.keys(properties), ...below.flatMap(namesIn)];
}

function asJsonObject(value: unknown): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(parsed) ? parsed : {};
}
