import { describe, expect, test } from 'vitest';
import { settleOf, undoOf, type SeeSpec } from '../../../../src/core/action-spec.ts';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { lunaNodeSpecs } from '../../../../src/providers/lunanode/provider.ts';
import {
  parametersOf,
  simulatedAccount,
  valueOf,
  type SimulatedAccount,
} from '../simulated-account.ts';
import { findOf, fresh, look } from './look.ts';
import { creating } from './creating.ts';
import { seeing } from './seeing.ts';
import { actionOf, type Situation } from './situation.ts';

const specs = new Map(lunaNodeSpecs.map((spec) => [spec.name, spec]));

test('every create that can be found, and every effect that can be seen, is tried here', () => {
  const [found, seen] = (['find', 'see'] as const).map((kind) =>
    lunaNodeSpecs.filter(({ settle }) => settle?.kind === kind).map(({ name }) => name),
  );
  expect(Object.keys(creating).toSorted()).toEqual(found?.toSorted());
  const tried = new Set(Object.keys(seeing).map(actionOf));
  expect([...tried].toSorted()).toEqual(
    [...(seen ?? []), 'vm/floatingip-add', 'dns2/record-add'].toSorted(),
  );
});

describe.each(Object.entries(creating))('%s', (name, situation) => {
  test('is found by what was not there before, and by nothing else', async () => {
    await using account = await simulatedAccount();
    const input = await situation(account);
    const settle = findOf(name, input);
    const before = await look(account, settle, input);
    const unchanged = await look(account, settle, input);
    const answer = await account.perform(name, input);
    account.advance(61);
    const after = await look(account, settle, input);
    expect(fresh(unchanged, before, settle)).toEqual([]);
    const [found = {}, ...others] = fresh(after, before, settle);
    expect(others).toEqual([]);
    expect(found).toMatchObject(answer);
    expect(found[settle.id]).toEqual(expect.stringMatching(/./));
  });
});

test('a VM that is made with an address is found at once by that, in spite of the cached list', async () => {
  await using account = await simulatedAccount();
  const ip = await account.idOf('floating/add', { region: 'toronto' }, 'ip');
  const input = { hostname: 'web-r1', plan_id: 'm.2', image_id: '362401', ip };
  const settle = findOf('vm/create', input);
  expect(await look(account, settle, input)).toEqual([]);
  const answer = await account.perform('vm/create', input);
  expect(await look(account, settle, input)).toEqual([answer]);
});

test('a list in another form than the one that is expected is no proof that nothing is there', () => {
  const found = findOf('dns2/zone-add', {}).looks[0]?.found ?? '';
  const input = { name: 'example.com' };
  const at = (outputs: JsonObject) => () => valueOf(found, { input, outputs });
  expect(at({ zones: [] })()).toEqual([]);
  expect(at({ zones: { 7: { id: 7, name: 'example.com.' } } })()).toEqual([{ zone_id: '7' }]);
  expect(at({ domains: [] })).toThrow(/zones/);
  expect(at({ zones: '' })).toThrow();
  expect(at({ zones: [{ id: 7, zone: 'example.com' }] })).toThrow();
});

test('a copy of an image is not given up when the original is in the list no more', () => {
  const found = findOf('image/replicate', {}).looks[0]?.found ?? '';
  const input = { image_id: '7', region: 'roubaix' };
  const other = { image_id: '8', name: 'disk', region: 'roubaix' };
  expect(() => valueOf(found, { input, outputs: { images: [other] } })).toThrow();
});

test('a snapshot of a volume in a region that nobody knows is not given up', () => {
  const found = findOf('volume/snapshot-create', {}).looks.at(-1)?.found ?? '';
  const at = (region: string) => () =>
    valueOf(found, { input: { volume_id: 7 }, outputs: { volumes: [{ id: '7', region }] } });
  expect(at('toronto')()).toEqual([]);
  expect(at('vienna')).toThrow();
});

describe.each(['accepted', 'refused'] as const)('when repeats are %s', (repeats) => {
  test.each(Object.entries(seeing))('%s shows that it had its effect', async (title, situation) => {
    await using account = await simulatedAccount({ repeats });
    const name = actionOf(title);
    const input = await situation(account);
    const settle = seeOf(name, input);
    expect(await isDone(account, settle, input)).toBe(false);
    await account.perform(name, input);
    expect(await isDone(account, settle, input)).toBe(true);
    const rejection = await account.rejection(name, input);
    if (rejection !== null) expect(await isDone(account, settle, input)).toBe(true);
    account.advance(600);
    // Of these nothing shows when they are over; whatever repeats them then is accepted.
    const isTransient = name === 'vm/reboot' || name === 'vm/reimage';
    expect(await isDone(account, settle, input)).toBe(!isTransient);
    if (isTransient) expect(await account.rejection(name, input)).toBeNull();
  });
});

test('an address that was to be kept and is lost does not count as detached', () => {
  const { done } = seeOf('vm/floatingip-delete', { keep: true });
  const input = { vm_id: 'a', ip: '172.81.176.9', keep: true };
  expect(valueOf(done, { input, outputs: { ips: [] } })).toBe(false);
  expect(valueOf(done, { input: { ...input, keep: false }, outputs: { ips: [] } })).toBe(true);
});

const undoable = Object.entries({ ...creating, ...seeing }).filter(([title]) => {
  const { undo, settleIfGiven } = specs.get(actionOf(title)) ?? {};
  return title.includes(' with ') ? settleIfGiven?.undo : undo;
});

test('these can be taken back', () => {
  expect(undoable.map(([title]) => title).toSorted()).toEqual([
    'floating/add',
    'image/fetch',
    'image/replicate',
    'script/create',
    'securitygroup/create',
    'sshkey/add',
    'vm/create',
    'vm/floatingip-add',
    'vm/floatingip-add with ip',
    'vm/floatingip-delete with keep',
    'vm/ip-add',
    'vm/shelve',
    'vm/snapshot',
    'vm/stop',
    'volume/attach',
    'volume/create',
  ]);
});

test.each(undoable)('taking %s back leaves everything as it was', async (title, situation) => {
  await using account = await simulatedAccount();
  const name = actionOf(title);
  const input = await readyFor(account, situation);
  const before = account.things;
  const outputs = await outputsOf(account, name, input);
  account.advance(600);
  expect(account.things).not.toEqual(before);
  const undo = undoOf(specs.get(name)!, input);
  if (undo === undefined) throw new Error(`${name} has no undo`);
  expect(valueOf(undo.when ?? 'true', { input, outputs })).toBe(true);
  await account.perform(undo.uses, parametersOf(undo.with, { input, outputs }));
  account.advance(600);
  expect(account.things).toEqual(before);
});

test('a VM that was made with an address is not deleted by itself, for the address would be lost', () => {
  const spec = specs.get('vm/create')!;
  expect(undoOf(spec, { hostname: 'web' })?.uses).toBe('vm/delete');
  expect(undoOf(spec, { hostname: 'web', ip: '172.81.176.9' })).toBeUndefined();
  expect(settleOf(spec, { ip: '172.81.176.9' })).toBe(settleOf(spec, {}));
});

test('an address that was given up cannot be put back', () => {
  const spec = specs.get('vm/floatingip-delete')!;
  expect(undoOf(spec, { keep: false })).toBeUndefined();
  const undo = undoOf(spec, { keep: '${{ inputs.keep }}' });
  expect(valueOf(undo?.when ?? '', { input: { keep: false }, outputs: {} })).toBe(false);
});

test('an address that was allocated can only be given up when it is known', () => {
  const undo = undoOf(specs.get('vm/floatingip-add')!, {});
  expect(valueOf(undo?.when ?? '', { input: {}, outputs: {} })).toBe(false);
});

test('a resize whose answer was lost is awaited by the plan that it asked for', () => {
  const { until = '' } = specs.get('vm/resize')?.waits['resized'] ?? {};
  const outputs = { info: { status_raw: 'active', task_state: '' }, extra: { plan_id: '88' } };
  expect(valueOf(until, { input: { plan_id: 88 }, acted: {}, outputs })).toBe(true);
  expect(valueOf(until, { input: { plan_id: 87 }, acted: {}, outputs })).toBe(false);
});

test.each([
  ['vm/create', { hostname: 'web' }, { vm_id: 'a' }, ['creates vm a web']],
  [
    'vm/create',
    { hostname: 'web' },
    { vm_id: 'a', ip: '1.2.3.4' },
    ['creates vm a web', 'creates floating address 1.2.3.4'],
  ],
  [
    'vm/create',
    { hostname: 'web', ip: '1.2.3.4' },
    { vm_id: 'a', ip: '1.2.3.4' },
    ['creates vm a web', 'attaches floating address 1.2.3.4'],
  ],
  ['vm/delete', { vm_id: 'a' }, {}, ['destroys vm a']],
  [
    'vm/floatingip-delete',
    { vm_id: 'a', ip: '1.2.3.4', keep: true },
    {},
    ['detaches floating address 1.2.3.4'],
  ],
  [
    'vm/floatingip-delete',
    { vm_id: 'a', ip: '1.2.3.4', keep: false },
    {},
    ['destroys floating address 1.2.3.4'],
  ],
  ['vm/floatingip-add', { vm_id: 'a', ip: '1.2.3.4' }, {}, ['attaches floating address 1.2.3.4']],
  ['volume/attach', { volume_id: 7, vm_id: 'a' }, {}, ['attaches volume 7']],
  ['network/create', { name: 'inside' }, {}, []],
  ['network/create', { name: 'inside' }, { net_id: '7' }, ['creates network 7 inside']],
] as const)('%s of %j with the outputs %j %s', (name, input, outputs, expected) => {
  const happened = (specs.get(name)?.effects ?? []).flatMap((effect) => {
    if (valueOf(effect.when ?? 'true', { input, outputs }) !== true) return [];
    const [id = '', ...name] = [effect.id, ...(effect.name === undefined ? [] : [effect.name])].map(
      (text) => asText(valueOf(text, { input, outputs })),
    );
    return id === '' ? [] : [[effect.verb, effect.kind, id, ...name].join(' ')];
  });
  expect(happened).toEqual(expected);
});

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function seeOf(name: string, input: JsonObject): SeeSpec {
  const settle = settleOf(specs.get(name)!, input);
  if (settle?.kind !== 'see') throw new Error(`${name} is not settled by seeing`);
  return settle;
}

async function isDone(
  account: SimulatedAccount,
  { uses, with: given, done, doneIfRejected = [] }: SeeSpec,
  input: JsonObject,
): Promise<boolean> {
  const parameters = parametersOf(given, { input });
  const rejection = await account.rejection(uses, parameters);
  if (rejection !== null) {
    expect(doneIfRejected.filter((text) => rejection.includes(text))).toHaveLength(1);
    return true;
  }
  const outputs = await account.perform(uses, parameters);
  return valueOf(done, { input, outputs }) === true;
}

/** Everything that the situation has begun is over. */
async function readyFor(account: SimulatedAccount, situation: Situation): Promise<JsonObject> {
  const input = await situation(account);
  account.advance(600);
  return input;
}

/** The answer; when the API gives none, what is found instead. */
async function outputsOf(
  account: SimulatedAccount,
  name: string,
  input: JsonObject,
): Promise<JsonObject> {
  const settle = settleOf(specs.get(name)!, input);
  if (settle?.kind !== 'find') return account.perform(name, input);
  const before = await look(account, settle, input);
  const answer = await account.perform(name, input);
  account.advance(61);
  const [found = {}] = fresh(await look(account, settle, input), before, settle);
  return { ...found, ...answer };
}
