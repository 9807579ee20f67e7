import { describe, expect, test } from 'vitest';

import { bob, startRig } from './rig.ts';

/** The 23 actions of the vendor's page, with parameters that a running VM takes. */
const actions: readonly (readonly [action: string, parameters: Record<string, string>])[] = [
  ['vm/start', {}],
  ['vm/stop', {}],
  ['vm/reboot', {}],
  ['vm/rescue', {}],
  ['vm/shelve', {}],
  ['vm/delete', {}],
  ['vm/info', {}],
  ['vm/reimage', { image_id: '361201' }],
  ['vm/resize', { plan_id: 'm.8' }],
  ['vm/vnc', {}],
  ['vm/floatingip-delete', {}],
  ['vm/iplist', {}],
  ['vm/ip-add', {}],
  ['vm/securitygroup-add', { group_id: '4' }],
  ['vm/securitygroup-remove', { group_id: '4' }],
  ['vm/snapshot', { name: 'now' }],
  ['vm/rename', { hostname: 'other' }],
  ['vm/usage', { key: 'cpu' }],
  ['vm/set-fairshare', { charge_for_cpu: 'no', fairshare_nolend: 'yes' }],
];

/** Those that need more than a running VM; they are accepted in tests of their own. */
const others: typeof actions = [
  ['vm/unshelve', {}],
  ['vm/diskswap', {}],
  ['vm/floatingip-add', {}],
  ['vm/ip-delete', { ip: '172.20.0.9' }],
];

test.each(actions)('%s is accepted for a running VM', async (action, parameters) => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  await rig.ok(action, { vm_id, ...parameters });
});

describe.each([...actions, ...others])('%s', (action, parameters) => {
  test('refuses a VM that does not exist, or is not one’s own', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    for (const id of ['16b64847-0a86-42ea-bea8-ed60bd960c68', 'web', '7']) {
      expect(await rig.refused(action, { ...parameters, vm_id: id })).toBe('invalid vm');
    }
    expect(await rig.refused(action, { ...parameters, vm_id }, bob)).toBe('invalid vm');
  });

  test('refuses a call in which something required is missing or empty', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const all: Record<string, string> = { vm_id, ...parameters };
    const required = ['vm_id', ...Object.keys(parameters)];
    const text = expect.stringMatching(/^[\w, /]+ not set$/);
    for (const name of required) {
      const { [name]: _, ...rest } = all;
      expect(await rig.refused(action, rest)).toEqual(text);
      expect(await rig.refused(action, { ...all, [name]: '' })).toEqual(text);
    }
  });

  test('refuses a parameter that it does not know', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    expect(await rig.refused(action, { vm_id, ...parameters, force: 'yes' })).toBe(
      'unknown parameter force',
    );
  });
});

test('what is missing is named as the API names it', async () => {
  await using rig = await startRig();
  expect(await rig.refused('vm/create', { hostname: 'x' })).toBe(
    'hostname, plan_id, and/or image_id not set',
  );
  expect(await rig.refused('vm/info')).toBe('vm_id not set');
  expect(await rig.refused('vm/rename', { hostname: 'x' })).toBe('vm_id and/or hostname not set');
  expect(await rig.refused('lb/list')).toBe('region not set');
});

test('vm/list takes no parameters and shows nobody else’s VMs', async () => {
  await using rig = await startRig();
  await rig.activeVm();
  expect((await rig.ok('vm/list', {}, bob)).vms).toEqual([]);
  expect(await rig.refused('vm/list', { region: 'toronto' })).toBe('unknown parameter region');
});

test('vm/rename shows at once in vm/info and later in vm/list', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  await rig.ok('vm/list');
  await rig.ok('vm/rename', { vm_id, hostname: 'other' });
  expect((await rig.info(vm_id)).hostname).toBe('other');
  expect((await rig.ok('vm/list')).vms[0].hostname).toBe('web');
  rig.clock.advance(60);
  expect((await rig.ok('vm/list')).vms[0].hostname).toBe('other');
});

test('vm/vnc gives another token each time, and none for a VM that does not run', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  const pattern =
    /^https:\/\/toronto-ctrl\.simulator\.invalid:6080\/vnc2\.html\?token=[0-9a-f-]{36}$/;
  const one = (await rig.ok('vm/vnc', { vm_id })).vnc_url;
  const other = (await rig.ok('vm/vnc', { vm_id })).vnc_url;
  expect(one).toMatch(pattern);
  expect(other).toMatch(pattern);
  expect(other).not.toBe(one);
  await rig.ok('vm/stop', { vm_id });
  rig.clock.advance(4);
  expect(await rig.refused('vm/vnc', { vm_id })).toContain('no console');
});

test('vm/usage wants one of three keys, vm/set-fairshare two flags', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  expect(await rig.refused('vm/usage', { vm_id, key: 'heat' })).toContain('bandwidth, cpu, io');
  expect(
    await rig.refused('vm/set-fairshare', {
      vm_id,
      charge_for_cpu: 'maybe',
      fairshare_nolend: 'no',
    }),
  ).toContain('charge_for_cpu');
});

describe('security groups of a VM', () => {
  test('are added and removed, and come out with ids and names', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { group_id } = await rig.ok('securitygroup/create', { region: 'toronto', name: 'www' });
    await rig.ok('vm/securitygroup-add', { vm_id, group_id });
    expect(await rig.info(vm_id)).toMatchObject({
      security_group_ids: ['4', group_id],
      security_groups: ['default', 'www'],
      securitygroups: ['default', 'www'],
    });
    await rig.ok('vm/securitygroup-remove', { vm_id, group_id: '4' });
    expect((await rig.info(vm_id)).security_groups).toEqual(['www']);
  });

  test('must exist, be one’s own, and be in the region of the VM', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const region = 'montreal';
    const far = (await rig.ok('securitygroup/create', { region, name: 'far' })).group_id;
    const theirs = await rig.ok('securitygroup/create', { region: 'toronto', name: 'b' }, bob);
    for (const group_id of [far, theirs.group_id, '5', '999999']) {
      expect(await rig.refused('vm/securitygroup-add', { vm_id, group_id })).toBe(
        'invalid security group',
      );
    }
  });

  test('in use cannot be deleted', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const region = 'toronto';
    const { group_id } = await rig.ok('securitygroup/create', { region, name: 'www' });
    await rig.ok('vm/securitygroup-add', { vm_id, group_id });
    expect(await rig.refused('securitygroup/delete', { region, group_id })).toContain('in use');
    await rig.ok('vm/securitygroup-remove', { vm_id, group_id });
    await rig.ok('securitygroup/delete', { region, group_id });
  });
});

describe('a call that finds things as it would make them', () => {
  const repeats: readonly (readonly [action: string, parameters: Record<string, string>])[] = [
    ['vm/start', {}],
    ['vm/resize', { plan_id: '87' }],
    ['vm/unshelve', {}],
    ['vm/securitygroup-add', { group_id: '4' }],
  ];

  test.each(repeats)('is accepted by default: %s', async (action, parameters) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok(action, { vm_id, ...parameters });
    expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'active', task_state: '' });
  });

  test.each(repeats)('is refused where the world says so: %s', async (action, parameters) => {
    await using rig = await startRig({ repeats: 'refused' });
    const vm_id = await rig.activeVm();
    await rig.refused(action, { vm_id, ...parameters });
  });

  test('counts as such also while it is still going on', async () => {
    for (const repeats of ['accepted', 'refused'] as const) {
      await using rig = await startRig({ repeats });
      for (const action of ['vm/stop', 'vm/shelve', 'vm/delete']) {
        const vm_id = await rig.activeVm();
        await rig.ok(action, { vm_id });
        expect((await rig.call(action, { vm_id })).success).toBe(
          repeats === 'accepted' ? 'yes' : 'no',
        );
      }
    }
  });
});
