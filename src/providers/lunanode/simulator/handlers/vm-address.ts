import { formatIpv4, isHostOf, parseIpv4 } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import {
  allocateFloating,
  freeInternalAddress,
  releaseFloating,
  usedInternalAddresses,
} from '../world/address-pool.ts';
import type { FloatingAddress, Network, Vm } from '../world/records.ts';
import { ownFloating } from './find.ts';
import { alreadySo, done, type Call, type Handlers } from './handler.ts';
import { ownVm, stayingVm } from './vm-readiness.ts';

/** Floating and internal addresses of a VM. */
export const vmAddressHandlers: Handlers = {
  'vm/floatingip-add': (call) => {
    const vm = stayingVm(call);
    const { world, account } = call;
    const named = namedFloating(call, vm);
    if (named !== null && isOn(named, vm)) {
      return alreadySo(call, 'the IP is already attached to this VM');
    }
    if (named !== null && named.attachedTo !== null) {
      throw new Refusal('the IP is already attached');
    }
    const privateIp = targetAddress(call, vm);
    const floating = named ?? allocateFloating(world, account, vm.region);
    floating.attachedTo = { type: 'vm', vm: vm.id, privateIp };
    return done;
  },
  'vm/floatingip-delete': (call) => {
    const vm = stayingVm(call);
    const keep = call.parameters.flag('keep');
    const ip = call.parameters.optional('ip');
    if (ip === undefined) {
      for (const floating of call.world.state.floatingOf(vm)) detach(call, floating, keep);
      return done;
    }
    const floating = ownFloating(call, ip);
    const isFree = floating.attachedTo === null;
    if (isFree && keep) return alreadySo(call, 'the IP is not attached to this VM');
    if (!isOn(floating, vm)) throw new Refusal('the IP is not attached to this VM');
    detach(call, floating, keep);
    return done;
  },
  'vm/iplist': (call) => {
    const vm = ownVm(call);
    if (vm.visibleAddresses === 'none') return { ips: {} };
    const network = networkOf(call, vm);
    const rows = vm.addresses.map(({ ip, port }) => {
      const floating = floatingAt(call, vm, ip);
      const row = {
        ...(floating !== undefined && { floating: floating.ip }),
        network: network.uuid,
        network_id: network.id,
        port,
        subnet: network.subnet.cidr,
        subnet_identification: network.subnetUuid,
      };
      return [ip, row] as const;
    });
    return { ips: Object.fromEntries(rows) };
  },
  'vm/ip-add': (call) => {
    const vm = withAddresses(stayingVm(call));
    const network = networkOf(call, vm);
    const wanted = call.parameters.optional('ip');
    const ip =
      wanted === undefined
        ? freeInternalAddress(call.world, network)
        : checkFree(call, network, wanted);
    vm.addresses.push({ ip, port: call.world.random.uuid() });
    return { ip };
  },
  'vm/ip-delete': (call) => {
    const vm = stayingVm(call);
    const ip = call.parameters.text('ip');
    const index = vm.addresses.findIndex((address) => address.ip === ip);
    if (index < 0) throw new Refusal('invalid IP');
    if (floatingAt(call, vm, ip) !== undefined) {
      throw new Refusal('a floating IP is associated with this IP; detach it first');
    }
    if (vm.addresses.length === 1) throw new Refusal('the only internal IP cannot be removed');
    vm.addresses.splice(index, 1);
    return done;
  },
};

function namedFloating(call: Call, vm: Vm): FloatingAddress | null {
  const ip = call.parameters.optional('ip');
  if (ip === undefined) return null;
  const floating = ownFloating(call, ip);
  if (floating.region !== vm.region) throw new Refusal('the IP is in another region');
  return floating;
}

function isOn(floating: FloatingAddress, vm: Vm): boolean {
  return floating.attachedTo?.type === 'vm' && floating.attachedTo.vm === vm.id;
}

/** The internal address that a floating one shall lead to: none may lead there yet. */
function targetAddress(call: Call, vm: Vm): string {
  const { addresses } = withAddresses(vm);
  const wanted = call.parameters.optional('private_ip');
  if (wanted === undefined && addresses.length > 1) {
    throw new Refusal('private_ip must be set, since the VM has more than one internal IP');
  }
  const target = wanted ?? addresses[0]?.ip;
  if (target === undefined || !addresses.some(({ ip }) => ip === target)) {
    throw new Refusal('invalid private_ip');
  }
  if (floatingAt(call, vm, target) !== undefined) {
    throw new Refusal('the internal IP already has a floating IP');
  }
  return target;
}

function withAddresses(vm: Vm): Vm {
  if (vm.visibleAddresses === 'none') throw new Refusal('the VM has no internal IP yet');
  return vm;
}

function detach({ world }: Call, floating: FloatingAddress, keep: boolean): void {
  if (keep) floating.attachedTo = null;
  else releaseFloating(world, floating);
}

function floatingAt(call: Call, vm: Vm, ip: string): FloatingAddress | undefined {
  return call.world.state
    .floatingOf(vm)
    .find(({ attachedTo }) => attachedTo?.type === 'vm' && attachedTo.privateIp === ip);
}

function networkOf({ world }: Call, vm: Vm): Network {
  const network = world.state.networks.get(vm.network);
  if (network === undefined) throw new Refusal('invalid network');
  return network;
}

function checkFree({ world }: Call, network: Network, wanted: string): string {
  const address = parseIpv4(wanted);
  if (address === null || !isHostOf(network.subnet, address)) {
    throw new Refusal(`the IP is not in the subnet ${network.subnet.cidr}`);
  }
  const ip = formatIpv4(address);
  if (usedInternalAddresses(world, network).has(ip)) throw new Refusal('the IP is already in use');
  return ip;
}
