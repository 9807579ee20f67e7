import { Refusal } from '../refusal.ts';
import type {
  FloatingAddress,
  Image,
  Network,
  Script,
  SecurityGroup,
  Volume,
  VolumeSnapshot,
} from '../world/records.ts';
import type { Call } from './handler.ts';

/*
 * What a call may name: what exists and belongs to its account. Everything else is refused in the
 * same words, as the API does for VMs, images and regions (captured answers); the texts for the
 * other kinds are made up alike.
 */

interface Owned {
  readonly owner: string | null;
}

export function ownImage(call: Call, id: string): Image {
  return own(call, call.world.state.images.get(id), 'invalid image');
}

/** One's own image or a public one. */
export function usableImage(call: Call, id: string, text = 'invalid image'): Image {
  return usable(call, call.world.state.images.get(id), text);
}

export function ownVolume(call: Call, id = call.parameters.text('volume_id')): Volume {
  const volume = own(call, call.world.state.volumes.get(id), 'invalid volume');
  const region = call.parameters.optional('region');
  if (region !== undefined && region !== volume.region) throw new Refusal('invalid volume');
  return volume;
}

export function ownVolumeSnapshot(call: Call, id: string): VolumeSnapshot {
  return own(call, call.world.state.volumeSnapshots.get(id), 'invalid snapshot');
}

export function ownFloating(call: Call, ip: string): FloatingAddress {
  return own(call, call.world.state.floating.get(ip), 'invalid IP');
}

export function ownNetwork(call: Call, id: string): Network {
  return own(call, call.world.state.networks.get(id), 'invalid network');
}

/** One's own network or the one that everybody has. */
export function usableNetwork(call: Call, id: string): Network {
  return usable(call, call.world.state.networks.get(id), 'invalid network');
}

/** One's own security group or the one that everybody has. */
export function usableSecurityGroup(call: Call, id: string): SecurityGroup {
  return usable(call, call.world.state.securityGroups.get(id), 'invalid security group');
}

export function ownScript(call: Call, id: string): Script {
  return own(call, call.world.state.scripts.get(id), 'invalid script');
}

/** The members of a list with commas, none of them empty. */
export function members(list: string): readonly string[] {
  return list.split(',').map((member) => member.trim());
}

/** Refuses what is not the caller's. */
export function own<Thing extends Owned>(
  { account }: Call,
  thing: Thing | undefined,
  text: string,
): Thing {
  if (thing === undefined || thing.owner !== account) throw new Refusal(text);
  return thing;
}

function usable<Thing extends Owned>(
  { account }: Call,
  thing: Thing | undefined,
  text: string,
): Thing {
  if (thing === undefined || (thing.owner !== null && thing.owner !== account)) {
    throw new Refusal(text);
  }
  return thing;
}
