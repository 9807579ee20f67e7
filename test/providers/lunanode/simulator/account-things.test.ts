import { describe, expect, test } from 'vitest';

import { bob, startRig } from './rig.ts';

const region = 'toronto';

describe('floating addresses', () => {
  test('are allocated in a region and given up again', async () => {
    await using rig = await startRig();
    const { ip } = await rig.ok('floating/add', { region: 'montreal' });
    expect(ip).toMatch(/^198\.19\.\d+\.\d+$/);
    expect((await rig.ok('floating/list')).ips).toMatchObject([
      { ip, region: 'montreal', attached_type: 'unattached' },
    ]);
    expect(await rig.refused('floating/delete', { region, ip })).toBe('invalid IP');
    await rig.ok('floating/delete', { region: 'montreal', ip });
    expect((await rig.ok('floating/list')).ips).toEqual([]);
    expect(await rig.refused('floating/add', { region: 'mars' })).toBe('invalid region');
  });

  test('on a VM, of somebody else or of nobody are not given up', async () => {
    await using rig = await startRig();
    const attached = await rig.floatingIp(await rig.activeVm());
    const { ip: theirs } = await rig.ok('floating/add', { region }, bob);
    expect(await rig.refused('floating/delete', { region, ip: attached })).toContain('detach');
    expect(await rig.refused('floating/delete', { region, ip: theirs })).toBe('invalid IP');
    expect(await rig.refused('floating/delete', { region, ip: '198.18.0.9' })).toBe('invalid IP');
  });

  test('never come back once they are given up', async () => {
    await using rig = await startRig();
    const given = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const { ip } = await rig.ok('floating/add', { region });
      expect(given).not.toContain(ip);
      given.add(ip);
      await rig.ok('floating/delete', { region, ip });
    }
  });

  test('have names in reverse DNS', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const ip = await rig.floatingIp(vm_id);
    await rig.ok('dns/set', { ip, hostname: 'web.example.com' });
    const row = { ip, hostname: 'web.example.com' };
    expect((await rig.ok('dns/list')).dns).toEqual([{ ...row, vm_name: 'web', vm_id }]);
    expect((await rig.ok('floating/list')).ips).toMatchObject([row]);
    expect((await rig.info(vm_id)).addresses[2]?.reverse).toBe('web.example.com');
    await rig.ok('dns/set', { ip, hostname: '.' });
    expect((await rig.ok('floating/list')).ips).toMatchObject([{ hostname: '[not set]' }]);
  });
});

describe('networks', () => {
  test('are the common one of each region, and one’s own', async () => {
    await using rig = await startRig();
    expect((await rig.ok('network/list', { region })).networks).toEqual([
      { net_id: '4', name: 'Luna Node', subnet: '172.20.0.0/16' },
    ]);
    const wanted = { region, name: 'back', subnet: '10.0.0.0/24', dns: '8.8.8.8,1.1.1.1' };
    expect(await rig.ok('network/create', wanted)).toEqual({ success: 'yes' });
    expect((await rig.ok('network/list')).networks).toHaveLength(4);
    expect((await rig.ok('network/list', {}, bob)).networks).toHaveLength(3);
    const net_id = (await rig.ok('network/list', { region })).networks[1]?.['net_id'];
    expect(await rig.refused('network/delete', { region: 'roubaix', net_id })).toBe(
      'invalid network',
    );
    await rig.ok('network/delete', { region, net_id });
    expect(await rig.refused('network/delete', { region, net_id: '4' })).toBe('invalid network');
  });

  test.each([
    ['subnet', '10.0.0.0', 'invalid subnet'],
    ['subnet', '10.0.0.1/24', 'invalid subnet'],
    ['subnet', '10.0.0.0/33', 'invalid subnet'],
    ['dns', 'ns.example.com', 'invalid dns'],
    ['region', 'mars', 'invalid region'],
  ])('are not made with %s = %s', async (name, value, text) => {
    await using rig = await startRig();
    const wanted = { region, name: 'n', subnet: '10.0.0.0/24', dns: '8.8.8.8', [name]: value };
    expect(await rig.refused('network/create', wanted)).toBe(text);
  });
});

describe('security groups', () => {
  test('are the default of each region, and one’s own', async () => {
    await using rig = await startRig();
    const { group_id } = await rig.ok('securitygroup/create', { region, name: 'www' });
    expect((await rig.ok('securitygroup/list')).securitygroups).toEqual([
      { securitygroup_id: '4', name: 'default', region: 'toronto' },
      { securitygroup_id: '5', name: 'default', region: 'montreal' },
      { securitygroup_id: '6', name: 'default', region: 'roubaix' },
      { securitygroup_id: group_id, name: 'www', region },
    ]);
    await rig.ok('securitygroup/rename', { region, group_id, name: 'web' });
    expect(rig.simulator.snapshot().securityGroups).toMatchObject([{ name: 'web' }]);
    await rig.ok('securitygroup/delete', { region, group_id });
    expect((await rig.ok('securitygroup/list')).securitygroups).toHaveLength(3);
  });

  test('of everybody or of another region cannot be changed', async () => {
    await using rig = await startRig();
    const { group_id } = await rig.ok('securitygroup/create', { region, name: 'www' });
    const invalid = 'invalid security group';
    expect(await rig.refused('securitygroup/delete', { region, group_id: '4' })).toBe(invalid);
    expect(await rig.refused('securitygroup/delete', { region: 'roubaix', group_id })).toBe(
      invalid,
    );
    expect(await rig.refused('securitygroup/delete', { region, group_id }, bob)).toBe(invalid);
  });

  test('take rules and give them back', async () => {
    await using rig = await startRig();
    const { group_id } = await rig.ok('securitygroup/create', { region, name: 'www' });
    const group = { region, group_id };
    const rule = {
      ...group,
      direction: 'ingress',
      type: '4',
      protocol: 'tcp',
      remote_type: 'cidr',
      remote_value: '0.0.0.0/0',
    };
    const added = [
      [{ port_min: '80', port_max: '90', label: 'web' }, '80-90'],
      [{ port_min: '443', port_max: '443' }, '443'],
      [{ port_min: '22' }, '22'],
      [{}, '*'],
    ] as const;
    for (const [ports] of added) {
      expect(await rig.ok('securitygroup/rule-insert', { ...rule, ...ports })).toEqual({
        success: 'yes',
      });
    }
    const list = await rig.ok('securitygroup/rule-list', group);
    expect(list['2']).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      direction: 'ingress',
      ethertype: 'IPv4',
      protocol: 'tcp',
      port_range: '80-90',
      remote: '0.0.0.0/0',
      label: 'web',
    });
    expect((['2', '3', '4', '5'] as const).map((index) => list[index]?.['port_range'])).toEqual(
      added.map(([, range]) => range),
    );
    await rig.ok('securitygroup/rule-delete', { ...group, rule_id: list['2']?.['id'] });
    expect((await rig.ok('securitygroup/rule-list', group))['2']).toMatchObject({
      port_range: '443',
    });
    const gone = { ...group, rule_id: list['2']?.['id'] };
    expect(await rig.refused('securitygroup/rule-delete', gone)).toBe('invalid rule');
    const wrong = [
      { direction: 'in' },
      { type: '5' },
      { protocol: 'http' },
      { remote_type: 'host' },
      { remote_value: 'anywhere' },
      { port_min: '0' },
      { port_max: '70000' },
      { port_min: '90', port_max: '80' },
    ];
    for (const change of wrong) {
      await rig.refused('securitygroup/rule-insert', { ...rule, ...change });
    }
    expect(rig.simulator.snapshot().securityGroups).toMatchObject([{ rules: 5 }]);
  });
});

test('scripts are kept, changed and deleted, and are nobody else’s', async () => {
  await using rig = await startRig();
  const { script_id } = await rig.ok('script/create', { name: 'a', content: 'one' });
  await rig.ok('script/update', { script_id, name: 'b', content: 'two' });
  const script = { id: script_id, name: 'b', content: 'two' };
  expect(await rig.ok('script/get', { script_id })).toEqual({ success: 'yes', ...script });
  expect((await rig.ok('script/list')).scripts).toEqual([script]);
  expect((await rig.ok('script/list', {}, bob)).scripts).toEqual([]);
  expect(await rig.refused('script/get', { script_id }, bob)).toBe('invalid script');
  await rig.ok('script/delete', { script_id });
  expect(await rig.refused('script/delete', { script_id })).toBe('invalid script');
});

test('the label of a key is unique within an account, its text that of a key', async () => {
  await using rig = await startRig();
  const sshkey = 'ssh-ed25519 AAAAC3NzaC1lZDI1 me@host';
  const { key_id } = await rig.ok('sshkey/add', { label: 'mine', sshkey });
  expect(await rig.refused('sshkey/add', { label: 'mine', sshkey })).toContain('already exists');
  await rig.ok('sshkey/add', { label: 'mine', sshkey }, bob);
  expect(await rig.refused('sshkey/add', { label: 'other', sshkey: 'x' })).toBe('invalid key');
  expect(await rig.refused('sshkey/remove', { key_id }, bob)).toBe('invalid key');
  await rig.ok('sshkey/remove', { key_id });
  await rig.ok('sshkey/add', { label: 'mine', sshkey });
});

test('plans and regions are those of the real cloud', async () => {
  await using rig = await startRig();
  const { plans } = await rig.ok('plan/list');
  const ids = Object.fromEntries(plans.map(({ name = '', plan_id = '' }) => [name, plan_id]));
  expect(ids).toMatchObject({ 's.half': '79', 's.32': '85', 'm.1': '86', 'm.64': '92' });
  expect(ids).toMatchObject({ 'c.1': '93', 'c.16': '97' });
  expect(plans).toHaveLength(19);
  expect((await rig.ok('region/list')).regions).toEqual({
    toronto: 'Toronto',
    montreal: 'Montreal',
    roubaix: 'Roubaix',
  });
});

describe('credit', () => {
  const spent = (rig: { simulator: { snapshot(): { credit: number } } }) =>
    100 - rig.simulator.snapshot().credit;

  test('is a decimal number as text', async () => {
    await using rig = await startRig({ credit: 4.810_334_38 });
    expect(await rig.ok('billing/credit')).toEqual({ success: 'yes', credit: '4.81033438' });
  });

  test('is spent on a VM by the hour, also on a stopped one', async () => {
    await using rig = await startRig();
    const { vm_id } = await rig.ok('vm/create', {
      hostname: 'web',
      plan_id: 'm.2',
      image_id: '362401',
    });
    rig.clock.advance(1800);
    await rig.ok('vm/stop', { vm_id });
    rig.clock.advance(1800);
    expect(spent(rig)).toBeCloseTo(0.01389, 6);
    expect((await rig.ok('billing/credit', {}, bob)).credit).toBe('100.00000000');
  });

  test('is spent on the disk and the address of a shelved VM, not on its plan', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm({ plan_id: 'm.64' });
    await rig.ok('vm/shelve', { vm_id });
    rig.clock.advance(3600);
    const before = spent(rig);
    rig.clock.advance(720 * 3600);
    expect(spent(rig) - before).toBeCloseTo(500 * 0.03 + 1, 6);
  });

  test('is spent on what is kept: addresses, volumes, images and networks', async () => {
    await using rig = await startRig();
    await rig.ok('floating/add', { region });
    await rig.ok('volume/create', { region, label: 'v', size: 100 });
    await rig.ok('network/create', { region, name: 'n', subnet: '10.0.0.0/24', dns: '8.8.8.8' });
    rig.clock.advance(720 * 3600);
    expect(spent(rig)).toBeCloseTo(1 + 3 + 1, 6);
    const before = spent(rig);
    await rig.ok('image/replicate', { image_id: '362401', region: 'roubaix' });
    rig.clock.advance(720 * 3600);
    expect(spent(rig) - before).toBeGreaterThan(5 + 1.2 * 0.03 - 0.001);
  });

  test('is spent from the moment something is there until the moment it is gone', async () => {
    await using rig = await startRig();
    rig.clock.advance(3600);
    const { ip } = await rig.ok('floating/add', { region });
    rig.clock.advance(720 * 3600);
    await rig.ok('floating/delete', { region, ip });
    rig.clock.advance(720 * 3600);
    expect(spent(rig)).toBeCloseTo(1, 6);
  });

  test('is spent on every address of a VM but one', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm({ plan_id: 's.half' });
    const { ip } = await rig.ok('vm/ip-add', { vm_id });
    const hour = async () => {
      const before = spent(rig);
      rig.clock.advance(3600);
      return spent(rig) - before;
    };
    expect(await hour()).toBeCloseTo(0.00417, 6);
    await rig.ok('vm/floatingip-add', { vm_id, private_ip: ip });
    expect(await hour()).toBeCloseTo(0.00417 + 1 / 720, 6);
  });

  test('is no longer spent on what is gone', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/delete', { vm_id });
    rig.clock.advance(3);
    const before = spent(rig);
    rig.clock.advance(3600);
    expect(spent(rig)).toBe(before);
  });

  test('that is used up stops new things, not old ones', async () => {
    await using rig = await startRig({ credit: 0.001 });
    const vm_id = await rig.activeVm();
    rig.clock.advance(3600);
    const more = { hostname: 'x', plan_id: 'm.1', image_id: '362401' };
    expect(await rig.refused('vm/create', more)).toBe('insufficient credit');
    expect(rig.simulator.snapshot().vms).toHaveLength(1);
    await rig.ok('vm/reboot', { vm_id });
  });
});
