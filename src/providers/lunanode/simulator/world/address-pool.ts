import { formatIpv4, isHostOf, parseSubnet, type Subnet } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import type { FloatingAddress, Network } from './records.ts';
import { floatingSubnets, type Region } from './regions.ts';
import type { World } from './world.ts';

/** Takes a floating address that nobody has had before, attached to nothing. */
export function allocateFloating(world: World, owner: string, region: Region): FloatingAddress {
  const pool = parseSubnet(floatingSubnets[region]);
  if (pool === null) throw new Error(`the floating addresses of ${region} are no subnet`);
  const ip = freeAddress(
    world,
    pool,
    (address) => world.state.floating.has(address) || world.retiredAddresses.has(address),
  );
  return addFloating(world, { ip, owner, region });
}

export function addFloating(
  world: World,
  { ip, owner, region }: Pick<FloatingAddress, 'ip' | 'owner' | 'region'>,
): FloatingAddress {
  const id = world.nextId('floating');
  const address: FloatingAddress = { id, ip, owner, region, attachedTo: null, hostname: null };
  world.state.floating.set(ip, address);
  return address;
}

/** Gives a floating address up: it is gone for its owner and never comes back. */
export function releaseFloating(world: World, address: FloatingAddress): void {
  world.state.floating.delete(address.ip);
  world.retiredAddresses.add(address.ip);
}

/** An internal address of the network that no VM has. */
export function freeInternalAddress(world: World, network: Network): string {
  const used = usedInternalAddresses(world, network);
  return freeAddress(world, network.subnet, (address) => used.has(address));
}

export function usedInternalAddresses(world: World, network: Network): ReadonlySet<string> {
  const vms = [...world.state.vms.values()].filter((vm) => vm.network === network.id);
  return new Set(vms.flatMap((vm) => vm.addresses.map(({ ip }) => ip)));
}

/** Any free address: a random one, or the next that is free after it. */
function freeAddress(world: World, subnet: Subnet, isUsed: (address: string) => boolean): string {
  const size = subnet.last - subnet.first + 1;
  const start = world.random.below(size);
  for (let step = 0; step < size; step += 1) {
    const number = subnet.first + ((start + step) % size);
    const address = formatIpv4(number);
    if (isHostOf(subnet, number) && !isUsed(address)) return address;
  }
  throw new Refusal(`no free address is left in ${subnet.cidr}`);
}
