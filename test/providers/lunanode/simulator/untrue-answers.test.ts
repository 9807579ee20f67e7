import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { catalogue } from '../../../../src/providers/lunanode/catalogue/catalogue.ts';
import { canHappen, faultKinds } from '../../../../src/providers/lunanode/simulator/fault-kinds.ts';
import { formatIpv4, parseSubnet } from '../../../../src/providers/lunanode/simulator/ipv4.ts';
import { floatingSubnets } from '../../../../src/providers/lunanode/simulator/world/regions.ts';
import { findOf, fresh, look } from '../catalogue/look.ts';
import { creating } from '../catalogue/creating.ts';
import { seeing } from '../catalogue/seeing.ts';
import { actionOf, type Situation } from '../catalogue/situation.ts';
import { mapsOf, simulatedAccount } from '../simulated-account.ts';

const situations = Object.entries({ ...creating, ...seeing });
const vm = { hostname: 'web', plan_id: 'm.2', image_id: '362401' };

describe('a call without effect', () => {
  const claiming = situations.filter(([title]) => canHappen('no-effect', actionOf(title)));

  test('is one whose answer comes before its work is done', () => {
    const expected = [...catalogue.values()].filter(({ asynchronous }) => asynchronous);
    expect(new Set(claiming.map(([title]) => actionOf(title)))).toEqual(
      new Set(expected.map(({ name }) => name)),
    );
  });

  test.each(claiming)('of %s is accepted, and then nothing happens', async (title, situation) => {
    await using account = await simulatedAccount({ repeats: 'refused' });
    const input = await situation(account);
    account.advance(600);
    const before = account.things;
    const action = actionOf(title);
    account.simulator.addFault({ action, fault: 'no-effect' });
    const answer = await account.perform(action, input);
    expect(Object.keys(answer)).toEqual(catalogue.get(action)?.response.required ?? []);
    expect(account.things).toEqual(before);
    account.advance(600);
    expect(account.things).toEqual(before);
    expect(account.simulator.requests.at(-1)).toMatchObject({ action, fault: 'no-effect' });
    // The first one never was: the second is no repeat, and takes nothing that the first one took.
    await account.perform(action, input);
    account.advance(600);
    const isTransient = action === 'vm/reboot' || action === 'vm/reimage';
    if (!isTransient) expect(account.things).not.toEqual(before);
  });

  test('answers with an id that nothing has, then or later', async () => {
    await using account = await simulatedAccount({
      faults: [{ action: 'vm/create', fault: 'no-effect' }],
    });
    const first = await account.idOf('vm/create', vm, 'vm_id');
    const second = await account.idOf('vm/create', vm, 'vm_id');
    expect(first).not.toBe(second);
    expect(await account.rejection('vm/info', { vm_id: first })).toContain('invalid vm');
  });

  test('is refused like any other when it could not be done', async () => {
    await using account = await simulatedAccount({
      faults: [{ action: 'vm/stop', fault: 'no-effect' }],
    });
    expect(await account.rejection('vm/stop', { vm_id: 'nobody' })).toContain('invalid vm');
  });

  test('does not come between what is done next', async () => {
    await using account = await simulatedAccount({
      seed: { vms: [{ hostname: 'web' }] },
      faults: [{ action: 'vm/stop', fault: 'no-effect' }],
    });
    const vm_id = account.things.vms[0]?.id ?? '';
    await account.perform('vm/stop', { vm_id });
    account.advance(1);
    await account.perform('vm/reboot', { vm_id });
    account.advance(3);
    expect(account.things.vms).toMatchObject([{ status: 'reboot' }]);
    account.advance(60);
    expect(account.things.vms).toMatchObject([{ status: 'active', task: '' }]);
  });

  test('loses no address of a VM that is not deleted', async () => {
    await using account = await simulatedAccount({
      seed: { vms: [{ hostname: 'web', ip: '172.81.176.9' }] },
      faults: [{ action: 'vm/delete', fault: 'no-effect' }],
    });
    const vm_id = account.things.vms[0]?.id ?? '';
    await account.perform('vm/delete', { vm_id });
    account.advance(60);
    expect(account.simulator.isUp('172.81.176.9')).toBe(true);
    await account.perform('vm/delete', { vm_id });
    account.advance(60);
    expect(account.things.floating).toEqual([]);
  });
});

describe('a stale list', () => {
  const file = { region: 'toronto', name: 'disk', location: 'https://x.test/d', format: 'iso' };

  test.each([
    ['vm/list', 'vms', 'vm/create', vm],
    ['image/list', 'images', 'image/fetch', file],
    ['volume/list', 'volumes', 'volume/create', { region: 'toronto', label: 'v', size: 5 }],
    ['floating/list', 'ips', 'floating/add', { region: 'toronto' }],
  ])('%s shows what was there before the last change, once', async (list, key, change, input) => {
    await using account = await simulatedAccount({ listCacheSeconds: 0 });
    const count = async (): Promise<number> =>
      mapsOf((await account.perform(list))[key] ?? []).length;
    await account.perform(change, input);
    const before = await count();
    account.simulator.addFault({ action: list, fault: 'stale-list' });
    await account.perform(change, input);
    expect([await count(), await count()]).toEqual([before, before + 1]);
  });

  test('shows what is gone, as it was', async () => {
    await using account = await simulatedAccount({
      seed: { vms: [{ hostname: 'web' }] },
      faults: [{ action: 'vm/list', nth: 'each', fault: 'stale-list' }],
    });
    const vm_id = account.things.vms[0]?.id ?? '';
    await account.perform('vm/delete', { vm_id });
    account.advance(600);
    expect((await account.perform('vm/list'))['vms']).toMatchObject([
      { vm_id, os_status: 'active' },
    ]);
    expect(account.things.vms).toEqual([]);
  });

  test('vm/iplist does not show an address that was just attached', async () => {
    await using account = await simulatedAccount();
    const input = await seeing['vm/floatingip-add with ip']?.(account);
    const { vm_id = '', ip } = input ?? {};
    account.simulator.addFault({ action: 'vm/iplist', fault: 'stale-list' });
    await account.perform('vm/floatingip-add', input);
    expect(JSON.stringify(await account.perform('vm/iplist', { vm_id }))).not.toContain(ip);
    expect(JSON.stringify(await account.perform('vm/iplist', { vm_id }))).toContain(ip);
  });

  test('of a VM that is new is as it is, since it never was otherwise', async () => {
    await using account = await simulatedAccount({
      faults: [{ action: 'vm/iplist', fault: 'stale-list' }],
    });
    const vm_id = await account.idOf('vm/create', vm, 'vm_id');
    expect(await account.rejection('vm/iplist', { vm_id })).toBeNull();
  });

  test('is as it is when nothing was changed yet', async () => {
    await using account = await simulatedAccount({
      seed: { floating: [{ ip: '172.81.176.9' }] },
      faults: [{ action: 'floating/list', fault: 'stale-list' }],
    });
    expect((await account.perform('floating/list'))['ips']).toMatchObject([{ ip: '172.81.176.9' }]);
  });

  test('is older than the cached list of VMs', async () => {
    await using account = await simulatedAccount();
    account.simulator.addFault({ action: 'vm/list', nth: 2, fault: 'stale-list' });
    const list = async (): Promise<number> =>
      mapsOf((await account.perform('vm/list'))['vms'] ?? []).length;
    await account.perform('vm/create', vm);
    expect([await list(), await list(), await list()]).toEqual([1, 0, 1]);
  });

  test('leaves the cached list of VMs as it was', async () => {
    await using account = await simulatedAccount();
    account.simulator.addFault({ action: 'vm/list', nth: 2, fault: 'stale-list' });
    const list = async (): Promise<number> =>
      mapsOf((await account.perform('vm/list'))['vms'] ?? []).length;
    await account.perform('vm/create', vm);
    await list();
    await account.perform('vm/create', vm);
    expect([await list(), await list()]).toEqual([1, 1]);
    account.advance(61);
    expect(await list()).toBe(2);
  });
});

describe('a duplicate name', () => {
  const named = Object.entries(creating).filter(([name]) => canHappen('duplicate-name', name));

  test('is possible wherever something is made with a name that need not be unique', () => {
    expect(named.map(([name]) => name)).toEqual(
      expect.arrayContaining(['vm/create', 'vm/snapshot', 'volume/create', 'script/create']),
    );
    for (const name of ['sshkey/add', 'floating/add', 'vm/ip-add', 'vm/list']) {
      expect(canHappen('duplicate-name', name)).toBe(false);
    }
  });

  test.each(named)('makes a second thing beside that of %s', async (action, situation) => {
    await using account = await simulatedAccount();
    const input = await situation(account);
    const settle = findOf(action, input);
    const before = await look(account, settle, input);
    account.simulator.addFault({ action, fault: 'duplicate-name' });
    const answer = await account.perform(action, input);
    account.advance(61);
    const found = fresh(await look(account, settle, input), before, settle);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject(answer);
  });

  test('can come with a lost answer, so that nobody can tell the two apart', async () => {
    await using account = await simulatedAccount({
      faults: [{ action: 'vm/create', fault: 'duplicate-name', cut: true }],
    });
    await expect(account.perform('vm/create', vm)).rejects.toThrow();
    expect(account.things.vms.map(({ hostname }) => hostname)).toEqual(['web', 'web']);
  });

  test('takes no address and no volume from the first', async () => {
    await using account = await simulatedAccount({
      seed: {
        floating: [{ ip: '172.81.176.9' }],
        volumes: [{ id: '71', name: 'root', sizeGb: 20 }],
      },
      faults: [{ action: 'vm/create', fault: 'duplicate-name' }],
    });
    const { image_id: _image, ...rest } = vm;
    const input: JsonObject = { ...rest, volume_id: '71', ip: '172.81.176.9', region: 'toronto' };
    const answer = await account.perform('vm/create', input);
    const [first, second] = account.things.vms;
    expect(first).toMatchObject({ id: answer['vm_id'], floating: ['172.81.176.9'] });
    expect(second?.floating).toEqual([expect.not.stringContaining('172.81.176.9')]);
  });

  test('comes to nothing when there is nothing left to make it of', async () => {
    const { first = 0, last = 0 } = parseSubnet(floatingSubnets.roubaix) ?? {};
    const all = Array.from({ length: last - first + 1 }, (_, at) => formatIpv4(first + at));
    const taken = all.filter((ip) => ip !== '198.19.200.7');
    await using account = await simulatedAccount({
      seed: { floating: taken.map((ip) => ({ ip, region: 'roubaix' as const })) },
      faults: [{ action: 'vm/create', fault: 'duplicate-name' }],
    });
    const { images = [] } = await account.perform('image/list', { region: 'roubaix' });
    const [image = {}] = mapsOf(images);
    const input = { ...vm, region: 'roubaix', image_id: image['image_id'] ?? '' };
    const vm_id = await account.idOf('vm/create', input, 'vm_id');
    expect(account.things.vms.map(({ id }) => id)).toEqual([vm_id]);
  });
});

describe('the kinds of faults', () => {
  test('are all told in one line, and can each happen to something', () => {
    for (const { name, description, appliesTo } of faultKinds) {
      expect([name, description]).toEqual([name, expect.stringMatching(/^[a-z].{10,80}$/i)]);
      expect([name, [...catalogue.keys()].some(appliesTo)]).toEqual([name, true]);
      expect(appliesTo('no/action')).toBe(false);
    }
    expect(new Set(faultKinds.map(({ name }) => name)).size).toBe(faultKinds.length);
  });

  test('that cannot happen to an action pass it by when every action is meant', async () => {
    await using account = await simulatedAccount({
      faults: [{ action: '*', fault: 'no-effect' }],
    });
    await account.perform('plan/list');
    await account.perform('floating/add', { region: 'toronto' });
    await account.perform('vm/create', vm);
    expect([account.things.floating.length, account.things.vms.length]).toEqual([1, 0]);
  });

  test.each(faultKinds)('$name is met by what it is an example of', async ({ name, example }) => {
    await using account = await simulatedAccount();
    const nothing: Situation = () => ({});
    const [action, situation] = situations.find(([title]) => canHappen(name, title)) ?? [
      'vm/list',
      nothing,
    ];
    const input = await situation(account);
    account.simulator.addFault({ action, ...example });
    await account.perform(action, input).catch(() => undefined);
    expect(account.simulator.requests.map(({ fault }) => fault)).toContain(name);
  });
});
