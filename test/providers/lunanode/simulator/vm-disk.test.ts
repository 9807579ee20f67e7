import { describe, expect, test } from 'vitest';

import { publicImageIds } from '../../../../src/providers/lunanode/simulator/world/public-images.ts';
import { startRig, type Rig } from './rig.ts';

const iso = { image_id: publicImageIds.debian12Iso.toronto };

async function volumeBackedVm(rig: Rig): Promise<string> {
  const { volume_id } = await rig.ok('volume/create', { region: 'toronto', label: 'v', size: 40 });
  rig.clock.advance(4);
  const { vm_id } = await rig.ok('vm/create', { hostname: 'db', plan_id: 'm.4', volume_id });
  rig.clock.advance(15);
  return vm_id;
}

function planOf(rig: Rig): string | undefined {
  return rig.simulator.snapshot().vms[0]?.plan;
}

describe('vm/shelve', () => {
  test('is fast for a VM on a volume', async () => {
    await using rig = await startRig();
    const vm_id = await volumeBackedVm(rig);
    await rig.ok('vm/shelve', { vm_id });
    expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'active', task_state: 'shelving' });
    rig.clock.advance(5);
    expect(await rig.info(vm_id)).toMatchObject({
      status_raw: 'shelved_offloaded',
      task_state: '',
    });
  });

  test('copies a local disk first, which takes the longer the larger it is', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm({ plan_id: 'm.4' });
    await rig.ok('vm/shelve', { vm_id });
    const seen: string[] = [];
    for (const seconds of [3, 84.9, 0.1, 3]) {
      rig.clock.advance(seconds);
      const { status_raw, task_state } = await rig.info(vm_id);
      seen.push(`${status_raw} ${task_state}`);
    }
    expect(seen).toEqual([
      'active shelving_image_uploading',
      'active shelving_image_uploading',
      'shelved shelving_offloading',
      'shelved_offloaded ',
    ]);
  });

  test('is taken back by vm/unshelve', async () => {
    await using rig = await startRig();
    const vm_id = await volumeBackedVm(rig);
    await rig.ok('vm/shelve', { vm_id });
    rig.clock.advance(5);
    await rig.ok('vm/unshelve', { vm_id });
    expect((await rig.info(vm_id)).task_state).toBe('unshelving');
    rig.clock.advance(8);
    expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'active', task_state: '' });
  });
});

describe('vm/reimage', () => {
  test('takes twelve seconds, changes image and password, keeps id and addresses', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const before = await rig.info(vm_id);
    await rig.ok('vm/reimage', { vm_id, image_id: publicImageIds.debian12.toronto });
    expect(await rig.info(vm_id)).toMatchObject({
      status_raw: 'rebuild',
      task_state: 'rebuilding',
    });
    rig.clock.advance(12);
    const after = await rig.info(vm_id);
    expect(after).toMatchObject({
      status_raw: 'active',
      image: 'Debian 12 64-bit (template)',
      ip: before.ip,
      privateip: before.privateip,
      login_details: expect.stringMatching(/^username: debian/),
    });
    expect(after.login_details).not.toBe(before.login_details);
  });

  test('is refused for a VM on a volume and for one that was installed from an ISO', async () => {
    await using rig = await startRig();
    const image_id = publicImageIds.debian12.toronto;
    const onVolume = await volumeBackedVm(rig);
    expect(await rig.refused('vm/reimage', { vm_id: onVolume, image_id })).toContain('volume');
    const fromIso = await rig.activeVm(iso);
    expect(await rig.refused('vm/reimage', { vm_id: fromIso, image_id })).toContain('ISO');
  });

  test.each([
    ['unknown', '1'],
    ['of another region', publicImageIds.debian12.montreal],
    ['an ISO', publicImageIds.debian12Iso.toronto],
  ])('is refused with an image that is %s', async (_, image_id) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    expect(await rig.refused('vm/reimage', { vm_id, image_id })).toBe('invalid image selection');
    expect((await rig.info(vm_id)).task_state).toBe('');
  });
});

describe('vm/resize', () => {
  test.each(['m.8', '89'])('to the larger plan %s takes ten seconds', async (plan_id) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/resize', { vm_id, plan_id });
    const seen: string[] = [];
    for (const seconds of [0, 2, 5, 2.9, 0.1]) {
      rig.clock.advance(seconds);
      const { status_raw, task_state } = await rig.info(vm_id);
      seen.push(`${status_raw} ${task_state} ${planOf(rig)}`);
    }
    expect(seen).toEqual([
      'resize resize_prep m.2',
      'resize resize_migrating m.2',
      'resize resize_finish m.2',
      'resize resize_finish m.2',
      'active  m.8',
    ]);
  });

  test('shows in the cached data up to a minute later', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/list');
    await rig.ok('vm/resize', { vm_id, plan_id: 'm.8' });
    rig.clock.advance(10);
    expect((await rig.ok('vm/info', { vm_id })).extra).toMatchObject({
      plan_id: '87',
      ram: '2048',
    });
    rig.clock.advance(50);
    expect((await rig.ok('vm/info', { vm_id })).extra).toMatchObject({
      plan_id: '89',
      ram: '8192',
    });
  });

  test('to a smaller local disk is accepted and does not happen', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm({ plan_id: 'm.8' });
    await rig.ok('vm/resize', { vm_id, plan_id: 'm.2' });
    rig.clock.advance(60);
    expect(await rig.info(vm_id)).toMatchObject({ status_raw: 'active', task_state: '' });
    expect(planOf(rig)).toBe('m.8');
  });

  test('of a VM from an ISO is accepted and does not happen', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm(iso);
    await rig.ok('vm/resize', { vm_id, plan_id: 'm.16' });
    rig.clock.advance(60);
    expect(planOf(rig)).toBe('m.2');
  });

  test('of a VM on a volume may go to a smaller disk', async () => {
    await using rig = await startRig();
    const vm_id = await volumeBackedVm(rig);
    await rig.ok('vm/resize', { vm_id, plan_id: 'm.1' });
    rig.clock.advance(10);
    expect(planOf(rig)).toBe('m.1');
  });

  test('leaves a stopped VM stopped', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/stop', { vm_id });
    rig.clock.advance(4);
    await rig.ok('vm/resize', { vm_id, plan_id: 'm.8' });
    rig.clock.advance(10);
    expect((await rig.info(vm_id)).status_raw).toBe('shutoff');
  });

  test('to an unknown plan is refused', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    expect(await rig.refused('vm/resize', { vm_id, plan_id: 'x.1' })).toBe(
      'invalid plan selection',
    );
  });
});

describe('vm/snapshot', () => {
  const details = async (rig: Rig, image_id: string) =>
    (await rig.ok('image/details', { image_id })).details;

  test('gives an image at once, which is queued, saving, then active', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { image_id } = await rig.ok('vm/snapshot', { vm_id, name: 'nightly' });
    expect(await details(rig, image_id)).toMatchObject({
      name: 'nightly',
      region: 'toronto',
      status: 'queued',
      size: '0',
      checksum: '',
      time_created: '2026-03-01T12:00:15.000000',
    });
    rig.clock.advance(5);
    expect((await details(rig, image_id)).status).toBe('saving');
    rig.clock.advance(15);
    expect(await details(rig, image_id)).toMatchObject({
      status: 'active',
      size: expect.stringMatching(/^[1-9]\d{9}$/),
      checksum: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test('leaves the VM running, but busy', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/snapshot', { vm_id, name: 'one' });
    expect(await rig.info(vm_id)).toMatchObject({
      status_raw: 'active',
      status_nohtml: 'Online',
      task_state: 'image_snapshot',
    });
    expect(await rig.refused('vm/snapshot', { vm_id, name: 'two' })).toContain('busy');
    rig.clock.advance(20);
    await rig.ok('vm/snapshot', { vm_id, name: 'two' });
  });

  test('of a stopped VM leaves it stopped', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    await rig.ok('vm/stop', { vm_id });
    rig.clock.advance(4);
    await rig.ok('vm/snapshot', { vm_id, name: 'cold' });
    rig.clock.advance(20);
    expect((await rig.info(vm_id)).status_raw).toBe('shutoff');
  });

  test('may have the name of another image', async () => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const one = await rig.ok('vm/snapshot', { vm_id, name: 'same' });
    rig.clock.advance(20);
    const other = await rig.ok('vm/snapshot', { vm_id, name: 'same' });
    expect(other.image_id).not.toBe(one.image_id);
  });

  test.each([1, 6])('is killed when its VM is deleted %i s later', async (seconds) => {
    await using rig = await startRig();
    const vm_id = await rig.activeVm();
    const { image_id } = await rig.ok('vm/snapshot', { vm_id, name: 'late' });
    rig.clock.advance(seconds);
    await rig.ok('vm/delete', { vm_id });
    rig.clock.advance(60);
    expect((await details(rig, image_id)).status).toBe('killed');
  });
});
