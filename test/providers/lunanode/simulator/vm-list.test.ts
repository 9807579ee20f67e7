import { expect, test } from 'vitest';

import { startRig } from './rig.ts';

const wanted = { hostname: 'web', plan_id: 'm.2', image_id: '362401' };

test('the list does not know a VM that was made since it was taken', async () => {
  await using rig = await startRig();
  expect((await rig.ok('vm/list')).vms).toEqual([]);
  const { vm_id } = await rig.ok('vm/create', wanted);
  rig.clock.advance(59.9);
  expect((await rig.ok('vm/list')).vms).toEqual([]);
  rig.clock.advance(0.1);
  expect((await rig.ok('vm/list')).vms).toMatchObject([{ vm_id, os_status: 'active' }]);
});

test('the list shows states and addresses of when it was taken', async () => {
  await using rig = await startRig();
  await rig.ok('vm/create', wanted);
  const early = { os_status: 'build', primaryip: '', privateip: '' };
  expect((await rig.ok('vm/list')).vms).toMatchObject([early]);
  rig.clock.advance(30);
  expect((await rig.ok('vm/list')).vms).toMatchObject([early]);
  rig.clock.advance(30);
  expect((await rig.ok('vm/list')).vms).toMatchObject([
    { os_status: 'active', primaryip: expect.stringContaining('198.18.') },
  ]);
});

test('the list still has a VM that is gone', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  await rig.ok('vm/list');
  await rig.ok('vm/delete', { vm_id });
  rig.clock.advance(10);
  expect(await rig.refused('vm/info', { vm_id })).toBe('invalid vm');
  expect((await rig.ok('vm/list')).vms).toMatchObject([{ vm_id }]);
  rig.clock.advance(60);
  expect((await rig.ok('vm/list')).vms).toEqual([]);
});

test('the extra of vm/info is the row of the list, the info is live', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  const [row] = (await rig.ok('vm/list')).vms;
  await rig.ok('vm/stop', { vm_id });
  rig.clock.advance(4);
  const { extra, info } = await rig.ok('vm/info', { vm_id });
  expect(extra).toEqual(row);
  expect(extra.os_status).toBe('active');
  expect(info.status_raw).toBe('shutoff');
});

test('the extra of a VM that the list does not know is how it was at first', async () => {
  await using rig = await startRig();
  await rig.ok('vm/list');
  const vm_id = await rig.activeVm();
  expect((await rig.ok('vm/info', { vm_id })).extra).toMatchObject({
    vm_id,
    os_status: 'build',
    primaryip: '',
  });
});

test('how old the list may become can be chosen', async () => {
  await using rig = await startRig({ listCacheSeconds: 0 });
  await rig.ok('vm/list');
  const { vm_id } = await rig.ok('vm/create', wanted);
  expect((await rig.ok('vm/list')).vms).toMatchObject([{ vm_id }]);
});
