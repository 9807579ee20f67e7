import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { ActionSpec } from '../../../src/core/action-spec.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { lunaNodeSpecs } from '../../../src/providers/lunanode/provider.ts';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

const vmId = '16b64847-0a86-42ea-bea8-ed60bd960c68';

test('every action of the catalogue has a specification', () => {
  expect(lunaNodeSpecs).toHaveLength(116);
  expect(new Set(lunaNodeSpecs.map(({ provider }) => provider))).toEqual(new Set(['lunanode']));
  expect(new Set(lunaNodeSpecs.map((spec) => spec.attemptTimeoutMs))).toEqual(new Set([30_000]));
});

test('every schema is valid JSON Schema', () => {
  for (const spec of lunaNodeSpecs) {
    expect(() => ajv.compile(spec.input), `${spec.name} input`).not.toThrow();
    expect(() => ajv.compile(spec.output), `${spec.name} output`).not.toThrow();
  }
});

test.each<[string, JsonObject]>([
  ['vm/create', { hostname: 'web', plan_id: 'm.2', image_id: 94_953 }],
  ['vm/create', { hostname: 'web', plan_id: 87, volume_id: '5', volume_virtio: true }],
  ['vm/create', { hostname: 'web', plan_id: 87, image_id: '5', scripts: ['1', 2], key_id: '3,4' }],
  ['vm/floatingip-add', { vm_id: vmId }],
  ['vm/floatingip-delete', { vm_id: vmId, ip: '172.81.176.125', keep: false }],
  ['vm/info', { vm_id: '4711' }],
  [
    'monitor/check-add',
    { name: 'a', type: 'icmp', check_interval: 60, delay: 1, host: 'a.example' },
  ],
])('%s takes %j', (name, input) => {
  expect(ajv.validate(spec(name).input, input), ajv.errorsText()).toBe(true);
});

test.each<[string, JsonObject, string]>([
  ['vm/create', { hostname: 'web', plan_id: 'm.2' }, 'neither image nor volume'],
  ['vm/create', { plan_id: 'm.2', image_id: '1' }, 'no hostname'],
  ['vm/create', { hostname: 'web', plan_id: '', image_id: '1' }, 'an empty plan'],
  [
    'vm/create',
    { hostname: 'web', plan_id: 1, image_id: '1', flavour: 'x' },
    'an unknown parameter',
  ],
  ['vm/create', { hostname: 'web', plan_id: 1, image_id: '1', volume_virtio: 'yes' }, 'no flag'],
  ['vm/create', { hostname: 'web', plan_id: 1, image_id: '1', ip: 'any' }, 'no address'],
  ['vm/floatingip-delete', { vm_id: vmId }, 'the destructive default'],
  [
    'vm/floatingip-delete',
    { vm_id: vmId, ip: '172.81.176.125' },
    'the destructive default of keep',
  ],
  ['vm/floatingip-delete', { vm_id: vmId, keep: true }, 'the destructive default of ip'],
  ['image/fetch', { region: 'toronto', name: 'a', location: 'b', format: 'raw' }, 'a wrong format'],
])('%s does not take %j: %s', (name, input) => {
  expect(ajv.validate(spec(name).input, input)).toBe(false);
});

test('the specifications load without the client and its libraries', () => {
  const loaded = filesLoadedBy(
    new URL('../../../src/providers/lunanode/provider.ts', import.meta.url),
  );
  expect(loaded.files.some((file) => file.endsWith('catalogue/vm-lifecycle.ts'))).toBe(true);
  expect(loaded.packages).toEqual([]);
});

function spec(name: string): ActionSpec {
  const found = lunaNodeSpecs.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** Everything that is imported at run time, directly or not. */
function filesLoadedBy(entry: URL): { files: readonly string[]; packages: readonly string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: URL): void => {
    if (files.has(file.href)) return;
    files.add(file.href);
    const imports = readFileSync(file, 'utf8').matchAll(
      /^import (?!type )[^;]*?'(?<from>[^']+)';/gm,
    );
    for (const { groups } of imports) {
      const from = groups?.['from'] ?? '';
      if (from.startsWith('.')) visit(new URL(from, file));
      else packages.add(from);
    }
  };
  visit(entry);
  return { files: [...files], packages: [...packages] };
}
