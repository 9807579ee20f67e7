import { describe, expect, test } from 'vitest';

import { publicImageIds } from '../../../../src/providers/lunanode/simulator/world/public-images.ts';
import { bob, startRig, type Rig } from './rig.ts';

const wanted = { hostname: 'web', plan_id: 'm.2', image_id: publicImageIds.ubuntu2404.toronto };

async function availableVolume(rig: Rig, region = 'toronto'): Promise<string> {
  const { volume_id } = await rig.ok('volume/create', { region, label: 'disk', size: 20 });
  rig.clock.advance(4);
  return volume_id;
}

describe('a new VM', () => {
  test('is built for fifteen seconds, then online', async () => {
    await using rig = await startRig();
    const { vm_id } = await rig.ok('vm/create', wanted);
    const seen: unknown[] = [];
    for (const seconds of [0, 2, 4, 8.5, 0.5]) {
      rig.clock.advance(seconds);
      const { status_raw, status_nohtml, task_state } = await rig.info(vm_id);
      seen.push([status_raw, status_nohtml, task_state]);
    }
    expect(seen).toEqual([
      ['build', 'BUILD', 'scheduling'],
      ['build', 'BUILD', 'networking'],
      ['build', 'BUILD', 'spawning'],
      ['build', 'BUILD', 'spawning'],
      ['active', 'Online', ''],
    ]);
  });

  test('shows its internal address first, the floating one later, the login last', async () => {
    await using rig = await startRig();
    const { vm_id } = await rig.ok('vm/create', wanted);
    const seen: unknown[] = [];
    for (const seconds of [0, 6, 3, 6]) {
      rig.clock.advance(seconds);
      const { privateip, ip, addresses, login_details } = await rig.info(vm_id);
      seen.push([privateip !== '', ip !== '', addresses.length, login_details !== '']);
    }
    expect(seen).toEqual([
      [false, false, 0, false],
      [true, false, 2, false],
      [true, true, 3, false],
      [true, true, 3, true],
    ]);
  });

  test('takes a new floating address when none is named', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    expect((await rig.ok('floating/list')).ips).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        ip: await rig.floatingIp(vm_id),
        region: 'toronto',
        attached_type: 'vm',
        attached_id: vm_id,
        attached_name: 'web',
        hostname: '[not set]',
      },
    ]);
  });

  test('takes the unattached floating address that is named', async () => {
    await using rig = await startRig();
    const { ip } = await rig.ok('floating/add', { region: 'toronto' });
    const vm_id = await rig.activeVm({ ip });
    expect(await rig.floatingIp(vm_id)).toBe(ip);
    expect((await rig.ok('floating/list')).ips).toHaveLength(1);
  });

  test('is another one each time, also of the same name', async () => {
    await using rig = await startRig();
    const one = await rig.activeVm();
    const other = await rig.activeVm();
    expect(other).not.toBe(one);
    expect(rig.simulator.snapshot().vms.map(({ hostname }) => hostname)).toEqual(['web', 'web']);
  });

  test.each([
    ['m.4', '88'],
    ['88', '88'],
    ['s.half', '79'],
    ['c.16', '97'],
  ])('has the plan %s by name or by number', async (plan_id, id) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm({ plan_id });
    expect((await rig.ok('vm/info', { vm_id })).extra.plan_id).toBe(id);
  });

  test('is in toronto unless another region is named', async () => {
    await using rig = await startRig();
    await rig.activeVm();
    await rig.activeVm({ region: 'roubaix', image_id: publicImageIds.debian12.roubaix });
    expect(rig.simulator.snapshot().vms.map(({ region }) => region)).toEqual([
      'toronto',
      'roubaix',
    ]);
    expect(rig.simulator.snapshot().floating.map(({ region }) => region)).toEqual([
      'toronto',
      'roubaix',
    ]);
  });

  test('boots from a volume, which then is in use', async () => {
    await using rig = await startRig();
    const volume_id = await availableVolume(rig);
    const { vm_id } = await rig.ok('vm/create', {
      hostname: 'db',
      plan_id: 'm.2',
      volume_id,
      volume_virtio: 'yes',
      set_password: 'yes',
    });
    rig.clock.advance(15);
    expect(await rig.info(vm_id)).toMatchObject({
      volumes: [{ id: volume_id, name: 'disk' }],
      login_details: expect.stringMatching(/^password: \w{16}$/),
    });
    expect((await rig.ok('volume/info', { volume_id })).volume).toMatchObject({
      status: 'in-use',
      attached: vm_id,
    });
    expect(await rig.refused('volume/detach', { volume_id })).toContain('boots from');
  });

  test('of a template has a user and a password, of a snapshot a password only when asked for', async () => {
    await using rig = await startRig();
    const template = await rig.activeVm();
    const { image_id } = await rig.ok('vm/snapshot', { vm_id: template, name: 'mine' });
    rig.clock.advance(20);
    const login = async (parameters: object) =>
      (await rig.info(await rig.activeVm({ ...parameters }))).login_details;
    expect(await login({})).toMatch(/^username: ubuntu; password: \w{16}$/);
    expect(await login({ image_id })).toBe('');
    expect(await login({ image_id, set_password: 'no' })).toBe('');
    expect(await login({ image_id, set_password: 'yes' })).toMatch(/^password: \w{16}$/);
  });

  test('takes groups, scripts, keys, a network and an affinity group that exist', async () => {
    await using rig = await startRig();
    const region = 'toronto';
    const { group_id } = await rig.ok('securitygroup/create', { region, name: 'www' });
    const script = await rig.ok('script/create', { name: 's', content: '#!/bin/sh' });
    const key = await rig.ok('sshkey/add', { label: 'k', sshkey: 'ssh-ed25519 AAAA me' });
    await rig.ok('network/create', { region, name: 'n', subnet: '10.9.0.0/24', dns: '8.8.8.8' });
    const { networks } = await rig.ok('network/list', { region });
    const net_id = networks.find(({ name }) => name === 'n')?.['net_id'];
    const vm_id = await rig.activeVm({
      securitygroups: `4,${group_id}`,
      scripts: script.script_id,
      key_id: key.key_id,
      net_id,
      affinity_group: '68766804-eff2-4ac5-bed7-7daa2fa528c9',
    });
    const info = await rig.info(vm_id);
    expect(info.security_group_ids).toEqual(['4', group_id]);
    expect(info.privateip).toMatch(/^10\.9\.0\.\d+$/);
    expect(await rig.refused('network/delete', { region, net_id })).toContain('in use');
  });

  test('without groups is in the default one', async () => {
    await using rig = await startRig();
    expect((await rig.info(await rig.activeVm())).security_groups).toEqual(['default']);
  });
});

describe('vm/create refuses', () => {
  const invalidImage = 'invalid image selection';
  test.each([
    ['no image and no volume', { image_id: undefined }, /^hostname, plan_id, and\/or image_id not/],
    ['an unknown plan', { plan_id: 'm.3' }, /^invalid plan selection$/],
    ['an unknown region', { region: 'france' }, /^invalid region$/],
    ['an empty region', { region: '' }, /^invalid region$/],
    ['an unknown image', { image_id: '1' }, invalidImage],
    ['an image of another region', { image_id: publicImageIds.debian12.roubaix }, invalidImage],
    ['an empty image beside a volume', { image_id: '', volume_id: '5' }, invalidImage],
    ['an unknown volume', { volume_id: '7' }, /^invalid volume$/],
    ['an address of nobody', { ip: '198.18.1.1' }, /^invalid IP$/],
    ['an empty address', { ip: '' }, /^invalid IP$/],
    ['an unknown network', { net_id: '77' }, /^invalid network$/],
    ['a network of another region', { net_id: '5' }, /^invalid network$/],
    ['an unknown security group', { securitygroups: '4,77' }, /^invalid security group$/],
    ['a security group of another region', { securitygroups: '5' }, /^invalid security group$/],
    ['an empty list of security groups', { securitygroups: '' }, /^invalid security group$/],
    ['an unknown script', { scripts: '1,2' }, /^invalid script$/],
    ['an unknown key', { key_id: '1' }, /^invalid key$/],
    ['a password', { set_password: 'hunter2' }, /^set_password must be/],
    ['a flag as 1', { volume_virtio: '1' }, /^volume_virtio must be/],
    ['an affinity group that is no UUID', { affinity_group: '12' }, /^invalid affinity group$/],
    ['a field that only old scripts send', { storage: '20' }, /^unknown parameter storage$/],
  ])('%s', async (_, change, text) => {
    await using rig = await startRig();
    expect(await rig.refused('vm/create', { ...wanted, ...change })).toMatch(text);
    expect(rig.simulator.snapshot()).toMatchObject({ vms: [], floating: [] });
  });

  test('an image that is not active yet', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { image_id } = await rig.ok('vm/snapshot', { vm_id, name: 'mine' });
    expect(await rig.refused('vm/create', { ...wanted, image_id })).toBe(invalidImage);
    rig.clock.advance(20);
    await rig.ok('vm/create', { ...wanted, image_id });
  });

  test('a floating address that is attached, in another region, or somebody else’s', async () => {
    await using rig = await startRig();
    const attached = await rig.floatingIp(await rig.activeVm());
    const { ip: far } = await rig.ok('floating/add', { region: 'montreal' });
    const { ip: theirs } = await rig.ok('floating/add', { region: 'toronto' }, bob);
    expect(await rig.refused('vm/create', { ...wanted, ip: attached })).toContain('attached');
    expect(await rig.refused('vm/create', { ...wanted, ip: far })).toContain('region');
    expect(await rig.refused('vm/create', { ...wanted, ip: theirs })).toBe('invalid IP');
  });

  test('a volume that is not available, in another region, or somebody else’s', async () => {
    await using rig = await startRig();
    const boot = { hostname: 'db', plan_id: 'm.2' };
    const { volume_id } = await rig.ok('volume/create', { region: 'toronto', label: 'v', size: 9 });
    expect(await rig.refused('vm/create', { ...boot, volume_id })).toContain('creating');
    rig.clock.advance(4);
    await rig.ok('vm/create', { ...boot, volume_id });
    expect(await rig.refused('vm/create', { ...boot, volume_id })).toContain('in-use');
    const far = await availableVolume(rig, 'montreal');
    expect(await rig.refused('vm/create', { ...boot, volume_id: far })).toBe('invalid volume');
    expect(await rig.refused('vm/create', { ...boot, volume_id }, bob)).toBe('invalid volume');
  });

  test('an image, script or key of somebody else', async () => {
    await using rig = await startRig();
    const fetch = { region: 'toronto', name: 'i', location: 'https://x.test/i', format: 'qcow2' };
    const { image_id } = await rig.ok('image/fetch', fetch, bob);
    const { script_id } = await rig.ok('script/create', { name: 's', content: 'x' }, bob);
    const key = await rig.ok('sshkey/add', { label: 'k', sshkey: 'ssh-rsa AAAA' }, bob);
    rig.clock.advance(20);
    await rig.ok('vm/create', { ...wanted, image_id }, bob);
    expect(await rig.refused('vm/create', { ...wanted, image_id })).toBe(invalidImage);
    expect(await rig.refused('vm/create', { ...wanted, scripts: script_id })).toBe(
      'invalid script',
    );
    expect(await rig.refused('vm/create', { ...wanted, key_id: key.key_id })).toBe('invalid key');
  });
});
