import { describe, expect, test } from 'vitest';

import { publicImageIds } from '../../../../src/providers/lunanode/simulator/world/public-images.ts';
import { bob, startRig, type Rig } from './rig.ts';

const region = 'toronto';

async function volume(rig: Rig, parameters = {}): Promise<string> {
  const wanted = { region, label: 'data', size: '10', ...parameters };
  const { volume_id } = await rig.ok('volume/create', wanted);
  rig.clock.advance(12);
  return volume_id;
}

async function attached(rig: Rig): Promise<{ vm_id: string; volume_id: string }> {
  const vm_id = await rig.activeVm();
  const volume_id = await volume(rig);
  await rig.ok('volume/attach', { volume_id, vm_id, target: 'auto' });
  rig.clock.advance(3);
  return { vm_id, volume_id };
}

async function info(rig: Rig, volume_id: string): Promise<{ status: string; attached: string }> {
  return (await rig.ok('volume/info', { volume_id })).volume;
}

describe('volume/create', () => {
  test('makes an empty volume in four seconds', async () => {
    await using rig = await startRig();
    const { volume_id } = await rig.ok('volume/create', { region, label: 'data', size: 10 });
    expect((await rig.ok('volume/info', { volume_id })).volume).toEqual({
      id: volume_id,
      identification: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'data',
      region,
      size: '10',
      status: 'creating',
      attached: '',
      created: '2026-03-01T12:00:00Z',
    });
    rig.clock.advance(4);
    expect((await info(rig, volume_id)).status).toBe('available');
  });

  test('downloads an image for twelve seconds', async () => {
    await using rig = await startRig();
    const image = publicImageIds.debian12.toronto;
    const { volume_id } = await rig.ok('volume/create', { region, label: 'os', size: 20, image });
    expect((await info(rig, volume_id)).status).toBe('downloading');
    rig.clock.advance(12);
    expect((await info(rig, volume_id)).status).toBe('available');
  });

  test('fills from a snapshot that is complete and fits', async () => {
    await using rig = await startRig();
    await rig.ok('volume/snapshot-create', { volume_id: await volume(rig), label: 'snap' });
    const [{ id: snapshot_id }] = (await rig.ok('volume/snapshot-list', { region })).snapshots;
    const wanted = { region, label: 'copy', size: '10', snapshot_id };
    expect(await rig.refused('volume/create', wanted)).toBe('invalid snapshot');
    rig.clock.advance(6);
    expect(await rig.refused('volume/create', { ...wanted, size: '9' })).toContain('at least 10');
    await rig.ok('volume/create', wanted);
  });

  test.each([
    ['region', 'mars', 'invalid region'],
    ['size', '0', 'size must be from 1 to 16384'],
    ['size', '-5', 'size must be a whole number'],
    ['size', '1.5', 'size must be a whole number'],
    ['size', 'large', 'size must be a whole number'],
    ['image', '1', 'invalid image'],
    ['image', publicImageIds.debian12.montreal, 'invalid image'],
    ['snapshot_id', '1', 'invalid snapshot'],
  ])('refuses %s = %s', async (name, value, text) => {
    await using rig = await startRig();
    const wanted = { region, label: 'data', size: '10', [name]: value };
    expect(await rig.refused('volume/create', wanted)).toBe(text);
    expect(rig.simulator.snapshot().volumes).toEqual([]);
  });
});

test('the list of volumes has one’s own, of all regions or one, and never tells the state', async () => {
  await using rig = await startRig();
  const { volume_id } = await rig.ok('volume/create', { region, label: 'data', size: 10 });
  await rig.ok('volume/create', { region: 'roubaix', label: 'far', size: 10 });
  await rig.ok('volume/create', { region, label: 'theirs', size: 10 }, bob);
  expect((await rig.ok('volume/list')).volumes).toHaveLength(2);
  expect((await rig.ok('volume/list', { region })).volumes).toEqual([
    {
      id: volume_id,
      identification: expect.any(String),
      name: 'data',
      region,
      size: '10',
      status: 'active',
      time_created: '2026-03-01T12:00:00Z',
      user_id: expect.any(String),
    },
  ]);
});

describe('volume/attach', () => {
  test('takes three seconds, then the volume is in use and the VM has it', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const volume_id = await volume(rig);
    await rig.ok('volume/attach', { volume_id, vm_id, target: 'auto', region });
    expect(await info(rig, volume_id)).toMatchObject({ status: 'attaching', attached: '' });
    rig.clock.advance(3);
    expect(await info(rig, volume_id)).toMatchObject({ status: 'in-use', attached: vm_id });
    expect((await rig.info(vm_id)).volumes).toEqual([{ id: volume_id, name: 'data' }]);
  });

  test('takes a device for no more than a hint', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    for (const _ of ['one', 'two']) {
      const volume_id = await volume(rig);
      await rig.ok('volume/attach', { volume_id, vm_id, target: '/dev/vda' });
    }
    const devices = rig.simulator
      .snapshot()
      .volumes.map(({ state }) => ('device' in state ? state.device : ''));
    expect(devices).toEqual(['/dev/vdb', '/dev/vdc']);
  });

  test('refuses a volume that is not available', async () => {
    await using rig = await startRig();
    const { vm_id, volume_id } = await attached(rig);
    expect(await rig.refused('volume/attach', { volume_id, vm_id, target: 'auto' })).toContain(
      'in-use',
    );
  });

  test('refuses unknown VMs, volumes and targets, and a VM elsewhere or still being built', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const volume_id = await volume(rig);
    const refusal = (change: object) =>
      rig.refused('volume/attach', { volume_id, vm_id, target: 'auto', ...change });
    expect(await refusal({ vm_id: 'x' })).toBe('invalid vm');
    expect(await refusal({ volume_id: 'x' })).toBe('invalid volume');
    expect(await refusal({ target: 'C:' })).toBe('invalid target');
    expect(await refusal({ region: 'roubaix' })).toBe('invalid volume');
    const far = { region: 'roubaix', image_id: publicImageIds.debian12.roubaix };
    expect(await refusal({ vm_id: await rig.activeVm(far) })).toContain('another region');
    const young = await rig.ok('vm/create', { hostname: 'y', plan_id: 'm.1', image_id: '362401' });
    expect(await refusal({ vm_id: young.vm_id })).toContain('cannot take a volume now');
  });
});

describe('volume/detach', () => {
  test('takes three seconds, then the volume is available', async () => {
    await using rig = await startRig();
    const { vm_id, volume_id } = await attached(rig);
    await rig.ok('volume/detach', { volume_id });
    expect(await info(rig, volume_id)).toMatchObject({ status: 'detaching', attached: vm_id });
    rig.clock.advance(3);
    expect(await info(rig, volume_id)).toMatchObject({ status: 'available', attached: '' });
    expect((await rig.info(vm_id)).volumes).toBe('');
  });

  test('refuses a volume that is on no VM', async () => {
    await using rig = await startRig();
    expect(await rig.refused('volume/detach', { volume_id: await volume(rig) })).toContain(
      'not in-use',
    );
  });
});

test('volume/extend takes a larger size only, of a volume that is on no VM', async () => {
  await using rig = await startRig();
  const volume_id = await volume(rig);
  for (const size of ['10', '9']) {
    expect(await rig.refused('volume/extend', { volume_id, size })).toBe(
      'size must be more than 10',
    );
  }
  await rig.ok('volume/extend', { volume_id, size: '11' });
  expect(rig.simulator.snapshot().volumes).toMatchObject([{ sizeGb: 11 }]);
  const inUse = await attached(rig);
  expect(await rig.refused('volume/extend', { ...inUse, vm_id: undefined, size: '50' })).toContain(
    'in-use',
  );
});

test('volume/delete refuses a volume that is in use or still being made', async () => {
  await using rig = await startRig();
  const { volume_id } = await attached(rig);
  expect(await rig.refused('volume/delete', { volume_id })).toContain('in-use');
  const young = await rig.ok('volume/create', { region, label: 'young', size: 1 });
  expect(await rig.refused('volume/delete', { volume_id: young.volume_id })).toContain('creating');
  rig.clock.advance(4);
  await rig.ok('volume/delete', { volume_id: young.volume_id, region });
  expect(await rig.refused('volume/info', { volume_id: young.volume_id })).toBe('invalid volume');
});

test('a volume can be renamed, and is nobody else’s', async () => {
  await using rig = await startRig();
  const volume_id = await volume(rig);
  await rig.ok('volume/rename', { volume_id, name: 'other' });
  expect(rig.simulator.snapshot().volumes).toMatchObject([{ name: 'other' }]);
  expect(await rig.refused('volume/info', { volume_id }, bob)).toBe('invalid volume');
});

test('a snapshot of a volume can be copied to another region as an image, and deleted', async () => {
  await using rig = await startRig();
  await rig.ok('volume/snapshot-create', { volume_id: await volume(rig), label: 'snap' });
  const [{ id: snapshot_id }] = (await rig.ok('volume/snapshot-list', { region })).snapshots;
  const copy = { region, snapshot_id, image_name: 'far', dst_region: 'montreal' };
  expect(await rig.refused('volume/snapshot-replicate', copy)).toContain('creating');
  rig.clock.advance(6);
  expect(await rig.ok('volume/snapshot-replicate', copy)).toEqual({ success: 'yes' });
  rig.clock.advance(25);
  expect(rig.simulator.snapshot().images).toMatchObject([
    { name: 'far', region: 'montreal', status: 'active' },
  ]);
  const wrong = { region: 'roubaix', snapshot_id };
  expect(await rig.refused('volume/snapshot-delete', wrong)).toBe('invalid snapshot');
  await rig.ok('volume/snapshot-delete', { region, snapshot_id });
  expect((await rig.ok('volume/snapshot-list', { region })).snapshots).toEqual([]);
});
