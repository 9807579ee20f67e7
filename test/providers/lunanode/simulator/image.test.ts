import { describe, expect, test } from 'vitest';

import { publicImageIds } from '../../../../src/providers/lunanode/simulator/world/public-images.ts';
import { bob, startRig, type Rig } from './rig.ts';

const file = {
  region: 'toronto',
  name: 'mine',
  location: 'https://images.test/disk.qcow2',
  format: 'qcow2',
};

async function status(rig: Rig, image_id: string): Promise<string | undefined> {
  return (await rig.ok('image/details', { image_id })).details.status;
}

async function ownImage(rig: Rig): Promise<string> {
  const { image_id } = await rig.ok('image/fetch', file);
  rig.clock.advance(20);
  return image_id;
}

describe('image/list', () => {
  test('has the public images of every region, and one’s own', async () => {
    await using rig = await startRig();
    const image_id = await ownImage(rig);
    const { images } = await rig.ok('image/list');
    expect(images).toContainEqual({
      image_id: publicImageIds.ubuntu2404.roubaix,
      name: 'Ubuntu 24.04 64-bit (template)',
      region: 'roubaix',
      status: 'active',
    });
    expect(images).toContainEqual({ image_id, name: 'mine', region: 'toronto', status: 'active' });
    const theirs = (await rig.ok('image/list', {}, bob)).images;
    expect(theirs.map((image) => image['image_id'])).not.toContain(image_id);
    expect(theirs).toHaveLength(images.length - 1);
  });

  test('can be narrowed to a region that exists', async () => {
    await using rig = await startRig();
    const { images } = await rig.ok('image/list', { region: 'montreal' });
    expect(new Set(images.map(({ region }) => region))).toEqual(new Set(['montreal']));
    expect(await rig.refused('image/list', { region: 'france' })).toBe('invalid region');
  });
});

describe('image/fetch', () => {
  test('makes an image over time, with drivers as asked for', async () => {
    await using rig = await startRig();
    const { image_id } = await rig.ok('image/fetch', file);
    const virtio = await rig.ok('image/fetch', { ...file, format: 'iso', virtio: 'yes' });
    expect(await status(rig, image_id)).toBe('queued');
    rig.clock.advance(4);
    expect(await status(rig, image_id)).toBe('saving');
    rig.clock.advance(16);
    expect((await rig.ok('image/details', { image_id })).details).toMatchObject({
      status: 'active',
      disk_format: 'qcow2',
      hw_disk_bus: 'ide',
      hw_vif_model: 'e1000',
      is_read_only: 'no',
    });
    expect((await rig.ok('image/details', { image_id: virtio.image_id })).details).toMatchObject({
      disk_format: 'iso',
      hw_disk_bus: 'virtio',
      hw_vif_model: 'virtio',
    });
  });

  test.each([
    ['region', 'mars', 'invalid region'],
    ['format', 'vmdk', 'format must be one of iso, qcow2'],
    ['location', 'file:///etc/passwd', 'location must be an http, https or ftp address'],
    ['virtio', '1', 'virtio must be &#039;yes&#039; or &#039;no&#039;'],
  ])('refuses %s = %s', async (name, value, text) => {
    await using rig = await startRig();
    expect(await rig.refused('image/fetch', { ...file, [name]: value })).toBe(text);
    expect(rig.simulator.snapshot().images).toEqual([]);
  });
});

describe('image/replicate', () => {
  test('makes a copy in another region, with an id of its own', async () => {
    await using rig = await startRig();
    const image_id = await ownImage(rig);
    const copy = await rig.ok('image/replicate', { image_id, region: 'montreal' });
    expect(copy.image_id).not.toBe(image_id);
    expect(await status(rig, copy.image_id)).toBe('queued');
    rig.clock.advance(25);
    expect((await rig.ok('image/details', { image_id: copy.image_id })).details).toMatchObject({
      name: 'mine',
      region: 'montreal',
      status: 'active',
    });
  });

  test('refuses the region that the image is in, unknown regions and unfinished images', async () => {
    await using rig = await startRig();
    const { image_id } = await rig.ok('image/fetch', file);
    expect(await rig.refused('image/replicate', { image_id, region: 'montreal' })).toContain(
      'queued',
    );
    rig.clock.advance(20);
    for (const region of ['toronto', 'france']) {
      expect(await rig.refused('image/replicate', { image_id, region })).toBe('invalid region');
    }
  });
});

test('an image can be renamed and deleted, even before it is complete', async () => {
  await using rig = await startRig();
  const { image_id } = await rig.ok('image/fetch', file);
  await rig.ok('image/rename', { image_id, name: 'other' });
  expect((await rig.ok('image/details', { image_id })).details.name).toBe('other');
  await rig.ok('image/delete', { image_id });
  rig.clock.advance(60);
  expect(await rig.refused('image/details', { image_id })).toBe('invalid image');
  expect(await rig.refused('image/delete', { image_id })).toBe('invalid image');
});

test('images of somebody else and unknown ones are invalid, public ones cannot be changed', async () => {
  await using rig = await startRig();
  const image_id = await ownImage(rig);
  for (const action of ['image/details', 'image/delete', 'image/retrieve']) {
    expect(await rig.refused(action, { image_id }, bob)).toBe('invalid image');
    expect(await rig.refused(action, { image_id: '1' })).toBe('invalid image');
  }
  const publicId = publicImageIds.debian12.toronto;
  expect(await rig.refused('image/delete', { image_id: publicId })).toBe('invalid image');
  expect(await rig.refused('image/rename', { image_id: publicId, name: 'x' })).toBe(
    'invalid image',
  );
  await rig.ok('image/details', { image_id: publicId });
});

test('the file of an image is not served', async () => {
  await using rig = await startRig();
  const image_id = await ownImage(rig);
  expect(await rig.refused('image/retrieve', { image_id })).toContain('legacy access');
});
