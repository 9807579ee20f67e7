import { expect, test } from 'vitest';

import { startRig } from './rig.ts';

test('a deleted VM is going for three seconds, then unknown', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  await rig.ok('vm/delete', { vm_id });
  expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'active', task_state: 'deleting' });
  rig.clock.advance(3);
  for (const action of ['vm/info', 'vm/delete', 'vm/start']) {
    expect(await rig.refused(action, { vm_id })).toBe('invalid vm');
  }
});

test('a VM that is going takes nothing more', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  await rig.ok('vm/delete', { vm_id });
  expect(await rig.refused('vm/stop', { vm_id })).toBe('the VM is being deleted');
  expect(await rig.refused('vm/floatingip-add', { vm_id })).toBe('the VM is being deleted');
});

test('a VM can be deleted while it is built', async () => {
  await using rig = await startRig();
  const { vm_id } = await rig.ok('vm/create', {
    hostname: 'web',
    plan_id: 'm.2',
    image_id: '362401',
  });
  rig.clock.advance(1);
  await rig.ok('vm/delete', { vm_id });
  rig.clock.advance(30);
  expect(rig.simulator.snapshot()).toMatchObject({ vms: [], floating: [] });
});

test('its floating address is given up with it, for good', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  const ip = await rig.floatingIp(vm_id);
  await rig.ok('vm/delete', { vm_id });
  expect((await rig.ok('floating/list')).ips).toEqual([]);
  rig.clock.advance(3600);
  expect(
    await rig.refused('vm/create', { hostname: 'x', plan_id: 'm.2', image_id: '362401', ip }),
  ).toBe('invalid IP');
});

test('a floating address that was detached before and kept, stays', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  const ip = await rig.floatingIp(vm_id);
  await rig.ok('vm/floatingip-delete', { vm_id, ip, keep: 'yes' });
  await rig.ok('vm/delete', { vm_id });
  const next = await rig.activeVm({ ip });
  expect(await rig.floatingIp(next)).toBe(ip);
});

test('its volumes become available some seconds after it is gone', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  const { volume_id } = await rig.ok('volume/create', { region: 'toronto', label: 'd', size: 5 });
  rig.clock.advance(4);
  await rig.ok('volume/attach', { volume_id, vm_id, target: 'auto' });
  rig.clock.advance(3);
  await rig.ok('vm/delete', { vm_id });
  rig.clock.advance(3);
  const status = async () => (await rig.ok('volume/info', { volume_id })).volume.status;
  expect(await status()).toBe('in-use');
  expect(await rig.refused('volume/delete', { volume_id })).toContain('in-use');
  rig.clock.advance(5);
  expect(await status()).toBe('available');
  await rig.ok('volume/delete', { volume_id });
});

test('a volume that is detached from a VM that is gone can be attached to another at once', async () => {
  await using rig = await startRig();
  const [vm_id, other] = [await rig.activeVm(), await rig.activeVm()];
  const { volume_id } = await rig.ok('volume/create', { region: 'toronto', label: 'd', size: 5 });
  rig.clock.advance(4);
  await rig.ok('volume/attach', { volume_id, vm_id, target: 'auto' });
  rig.clock.advance(3);
  await rig.ok('vm/delete', { vm_id });
  rig.clock.advance(3);
  await rig.ok('volume/detach', { volume_id });
  rig.clock.advance(3);
  await rig.ok('volume/attach', { volume_id, vm_id: other, target: 'auto' });
  rig.clock.advance(2);
  expect((await rig.ok('volume/info', { volume_id })).volume.status).toBe('attaching');
  rig.clock.advance(1);
  expect((await rig.ok('volume/info', { volume_id })).volume.attached).toBe(other);
});

test('a boot volume outlives its VM', async () => {
  await using rig = await startRig();
  const { volume_id } = await rig.ok('volume/create', { region: 'toronto', label: 'v', size: 40 });
  rig.clock.advance(4);
  const { vm_id } = await rig.ok('vm/create', { hostname: 'db', plan_id: 'm.4', volume_id });
  rig.clock.advance(15);
  await rig.ok('vm/delete', { vm_id });
  rig.clock.advance(8);
  expect((await rig.ok('volume/info', { volume_id })).volume).toMatchObject({
    status: 'available',
    attached: '',
  });
});
