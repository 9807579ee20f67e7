import { Refusal } from '../refusal.ts';
import { allocateFloating } from '../world/address-pool.ts';
import { begin } from '../world/operation.ts';
import { findPlan } from '../world/plans.ts';
import type { FloatingAddress, Image, Network, Vm, Volume } from '../world/records.ts';
import { defaultRegion, isRegion, type Region } from '../world/regions.ts';
import { addVm, type VmDraft } from '../world/vm-birth.ts';
import type { World } from '../world/world.ts';
import {
  members,
  own,
  ownFloating,
  ownScript,
  ownVolume,
  usableImage,
  usableNetwork,
  usableSecurityGroup,
} from './find.ts';
import type { Call, Handlers } from './handler.ts';

export const vmCreateHandlers: Handlers = {
  'vm/create': (call) => {
    const draft = readDraft(call);
    const named = namedFloating(call, draft.region);
    const { world, account } = call;
    const floating = named ?? allocateFloating(world, account, draft.region);
    const vm = addVm(world, draft);
    floating.attachedTo = { type: 'vm', vm: vm.id, privateIp: vm.addresses[0]?.ip ?? '' };
    build(world, vm, call);
    return { vm_id: vm.id };
  },
};

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads and checks everything before anything exists. */
function readDraft(call: Call): VmDraft {
  const { parameters } = call;
  const region = readRegion(call);
  const plan = findPlan(parameters.text('plan_id'));
  if (plan === undefined) throw new Refusal('invalid plan selection');
  const affinityGroup = parameters.optional('affinity_group') ?? null;
  if (affinityGroup !== null && !uuidPattern.test(affinityGroup)) {
    throw new Refusal('invalid affinity group');
  }
  parameters.flag('volume_virtio');
  checkStartup(call);
  return {
    owner: call.account,
    region,
    hostname: parameters.text('hostname'),
    plan,
    affinityGroup,
    image: bootImage(call, region),
    volume: bootVolume(call, region),
    network: network(call, region),
    securityGroups: securityGroups(call, region),
    setPassword: parameters.flag('set_password'),
  };
}

function readRegion({ parameters }: Call): Region {
  const region = parameters.optional('region') ?? defaultRegion;
  if (!isRegion(region)) throw new Refusal('invalid region');
  return region;
}

function bootImage(call: Call, region: Region): Image | null {
  const id = call.parameters.optional('image_id');
  if (id === undefined) return null;
  const image = usableImage(call, id, 'invalid image selection');
  if (image.region !== region || image.status !== 'active') {
    throw new Refusal('invalid image selection');
  }
  return image;
}

function bootVolume(call: Call, region: Region): Volume | null {
  const id = call.parameters.optional('volume_id');
  if (id === undefined) return null;
  const volume = ownVolume(call, id);
  if (volume.region !== region) throw new Refusal('invalid volume');
  if (volume.state.status !== 'available') {
    throw new Refusal(`the volume is ${volume.state.status}, not available`);
  }
  return volume;
}

/** The floating address that the call names; it must be the caller's, on nothing, in the region. */
function namedFloating(call: Call, region: Region): FloatingAddress | null {
  const ip = call.parameters.optional('ip');
  if (ip === undefined) return null;
  const floating = ownFloating(call, ip);
  if (floating.region !== region) throw new Refusal('the IP is in another region');
  if (floating.attachedTo !== null) throw new Refusal('the IP is already attached');
  return floating;
}

function network(call: Call, region: Region): Network {
  const id = call.parameters.optional('net_id');
  const found =
    id === undefined
      ? [...call.world.state.networks.values()].find(
          (network) => network.owner === null && network.region === region,
        )
      : usableNetwork(call, id);
  if (found?.region !== region) throw new Refusal('invalid network');
  return found;
}

/** The groups that the call names; without any, the one that everybody has. */
function securityGroups(call: Call, region: Region): readonly string[] {
  const list = call.parameters.optional('securitygroups');
  if (list === undefined) {
    return [...call.world.state.securityGroups.values()]
      .filter((group) => group.owner === null && group.region === region)
      .map((group) => group.id);
  }
  return members(list).map((id) => {
    const group = usableSecurityGroup(call, id);
    if (group.region !== region) throw new Refusal('invalid security group');
    return group.id;
  });
}

/** What only the first boot reads; here it is enough that all of it exists. */
function checkStartup(call: Call): void {
  const { parameters, world } = call;
  const scripts = parameters.optional('scripts');
  if (scripts !== undefined) for (const id of members(scripts)) ownScript(call, id);
  const keys = parameters.optional('key_id');
  if (keys === undefined) return;
  for (const id of members(keys)) own(call, world.state.sshKeys.get(id), 'invalid key');
}

/** Fifteen seconds; the addresses show part-way, the one outside last. */
function build(world: World, vm: Vm, { outcome }: Call): void {
  const show = (what: Vm['visibleAddresses']) => () => {
    vm.visibleAddresses = what;
  };
  const stages = [
    { task: 'scheduling', lastsMs: 2000 },
    { task: 'networking', lastsMs: 4000 },
    { task: 'spawning', lastsMs: 3000, effect: show('internal') },
    { task: 'spawning', lastsMs: 6000, effect: show('all') },
  ];
  // A VM that cannot be built is given up before it gets an address.
  const ran = outcome === 'error' ? stages.slice(0, 2) : stages;
  begin(world, vm, { stages: ran, ends: 'active' }, outcome);
}
