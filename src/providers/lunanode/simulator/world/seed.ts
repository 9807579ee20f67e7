import { parseSubnet } from '../ipv4.ts';
import { addFloating, allocateFloating } from './address-pool.ts';
import { completeImage } from './image-progress.ts';
import { findPlan } from './plans.ts';
import { publicImages } from './public-images.ts';
import type { Image, Network, Volume } from './records.ts';
import { defaultRegion, regions, type Region } from './regions.ts';
import type { Seed, SeedVm } from './seed-options.ts';
import { addVm } from './vm-birth.ts';
import { vmRow } from './vm-view.ts';
import { addVolume } from './volume-progress.ts';
import type { World } from './world.ts';

/** Ids of the network and the security group that everybody has, by region. */
export const sharedIds: Readonly<Record<Region, string>> = {
  toronto: '4',
  montreal: '5',
  roubaix: '6',
};

/** Puts in place what everybody finds in the cloud: public images, a network, a security group. */
export function addCommonThings(world: World): void {
  const { state, random } = world;
  for (const { id, name, region, diskFormat } of publicImages) {
    addImage(world, { id, owner: null, name, region, diskFormat });
  }
  const subnet = parseSubnet('172.20.0.0/16');
  if (subnet === null) throw new Error('the default network has no subnet');
  for (const region of regions) {
    const id = sharedIds[region];
    state.networks.set(id, {
      id,
      owner: null,
      region,
      name: 'Luna Node',
      subnet,
      uuid: random.uuid(),
      subnetUuid: random.uuid(),
    });
    state.securityGroups.set(id, { id, owner: null, region, name: 'default', rules: [] });
  }
}

/** Puts in place what an account has from the start. Throws when the seed contradicts itself. */
export function addSeed(world: World, owner: string, seed: Seed): void {
  for (const { ip, region = defaultRegion } of seed.floating ?? []) {
    if (ip === undefined) allocateFloating(world, owner, region);
    else addFloating(world, { ip, owner, region });
  }
  for (const { id, name, region = defaultRegion, iso = false } of seed.images ?? []) {
    addImage(world, { id, owner, name, region, diskFormat: iso ? 'iso' : 'qcow2' });
  }
  for (const { id, name, region = defaultRegion, sizeGb } of seed.volumes ?? []) {
    addVolume(world, { ...(id !== undefined && { id }), owner, name, region, sizeGb });
  }
  for (const { id = world.nextId('script'), name, content } of seed.scripts ?? []) {
    world.state.scripts.set(id, { id, owner, name, content });
  }
  for (const { id = world.nextId('ssh-key'), label, value } of seed.sshKeys ?? []) {
    world.state.sshKeys.set(id, { id, owner, name: label, value });
  }
  for (const vm of seed.vms ?? []) addRunningVm(world, owner, vm);
}

type ImageDraft = Pick<Image, 'owner' | 'name' | 'region' | 'diskFormat'> & {
  readonly id: string | undefined;
};

function addImage(world: World, { id, ...draft }: ImageDraft): void {
  const image: Image = {
    ...draft,
    id: id ?? world.nextId('image'),
    virtio: true,
    createdAt: world.now,
    snapshotOf: null,
    status: 'queued',
    sizeBytes: 0,
    checksum: '',
  };
  completeImage(world, image);
  world.state.images.set(image.id, image);
}

function addRunningVm(world: World, owner: string, seed: SeedVm): void {
  const { state } = world;
  const region = seed.region ?? defaultRegion;
  const plan = findPlan(seed.plan ?? 'm.1');
  if (plan === undefined) throw new Error(`the seed names an unknown plan: ${seed.plan}`);
  const volume = seed.volume === undefined ? null : findVolume(world, seed.volume);
  const vm = addVm(world, {
    ...(seed.id !== undefined && { id: seed.id }),
    ...(seed.privateIp !== undefined && { privateIp: seed.privateIp }),
    owner,
    region,
    hostname: seed.hostname,
    plan,
    affinityGroup: null,
    image: volume === null ? findImage(world, seed.image, region) : null,
    volume,
    network: sharedNetwork(world, region),
    securityGroups: [sharedIds[region]],
    setPassword: false,
  });
  vm.status = seed.status ?? 'active';
  vm.visibleAddresses = 'all';
  for (const ip of seed.morePrivateIps ?? []) {
    vm.addresses.push({ ip, port: world.random.uuid() });
  }
  if (seed.ip !== null) {
    const floating =
      seed.ip === undefined
        ? allocateFloating(world, owner, region)
        : (state.floating.get(seed.ip) ?? addFloating(world, { ip: seed.ip, owner, region }));
    floating.attachedTo = { type: 'vm', vm: vm.id, privateIp: vm.addresses[0]?.ip ?? '' };
  }
  vm.firstRow = vmRow(world, vm);
}

/** By id or by name; without either, the first public image of the region. */
function findImage(world: World, idOrName: string | undefined, region: Region): Image {
  const found = [...world.state.images.values()].find(
    (image) =>
      image.region === region &&
      (idOrName === undefined || image.id === idOrName || image.name === idOrName),
  );
  if (found === undefined) {
    throw new Error(`the seed names an image that is not in ${region}: ${idOrName}`);
  }
  return found;
}

function findVolume(world: World, id: string): Volume {
  const volume = world.state.volumes.get(id);
  if (volume === undefined) throw new Error(`the seed names an unknown volume: ${id}`);
  return volume;
}

function sharedNetwork(world: World, region: Region): Network {
  const network = world.state.networks.get(sharedIds[region]);
  if (network === undefined) throw new Error(`${region} has no network`);
  return network;
}
