import type { JsonObject } from '../../../../core/json.ts';
import type { Vm } from './records.ts';
import { vmState } from './vm-display.ts';
import type { World } from './world.ts';

/**
 * The rows of `vm/list`: a copy of how the VMs were up to a minute ago (vendor's page: static or
 * cached). A VM that was made since is not in it, one that was deleted since still is.
 */
export function cachedRows(world: World, owner: string): ReadonlyMap<string, JsonObject> {
  const copy = world.listCopies.get(owner);
  if (copy !== undefined && world.now - copy.takenAt < world.options.listCacheMs) return copy.rows;
  const own = [...world.state.vms.values()].filter((vm) => vm.owner === owner);
  const rows = new Map(own.map((vm) => [vm.id, vmRow(world, vm)]));
  world.listCopies.set(owner, { takenAt: world.now, rows });
  return rows;
}

/** A VM as a row of `vm/list` has it. */
export function vmRow(world: World, vm: Vm): JsonObject {
  return {
    vm_id: vm.id,
    name: vm.hostname,
    hostname: vm.hostname,
    plan_id: vm.plan.id,
    primaryip: visibleFloating(world, vm)[0] ?? '',
    privateip: visibleInternal(vm)[0] ?? '',
    ram: vm.plan.ramMb,
    vcpu: vm.plan.vcpu,
    storage: vm.plan.storageGb,
    bandwidth: vm.plan.bandwidthGb,
    region: vm.region,
    os_status: vm.status,
  };
}

/** A VM as the `info` of `vm/info` has it: as it is now. */
export function vmInfo(world: World, vm: Vm): JsonObject {
  const [ip = '', ...additionalip] = visibleFloating(world, vm);
  const [privateip = '', ...additionalprivateip] = visibleInternal(vm);
  const groups = [...vm.securityGroups];
  const names = groups.map((id) => world.state.securityGroups.get(id)?.name ?? '');
  const volumes = world.state.volumesOf(vm).map(({ id, name }) => ({ id, name }));
  return {
    hostname: vm.hostname,
    ...vmState(vm),
    error_detail: vm.errorDetail,
    ip,
    privateip,
    ipv6: vm.visibleAddresses === 'none' ? [] : [vm.ipv6],
    additionalip,
    additionalprivateip,
    addresses: addresses(world, vm),
    image: vm.imageName,
    os: vm.imageName,
    login_details: loginDetails(vm),
    security_groups: names,
    securitygroups: names,
    security_group_ids: groups,
    volumes: volumes.length === 0 ? '' : volumes,
    host_id: vm.hostId,
    bandwidthUsedGB: '0',
    ...(vm.iso && { diskswap: vm.diskSwapped ? 'yes' : 'no' }),
  };
}

function addresses(world: World, vm: Vm): JsonObject[] {
  if (vm.visibleAddresses === 'none') return [];
  const internal = visibleInternal(vm).map((addr) => ({ addr, version: '4', external: '' }));
  const floating = visibleFloating(world, vm).map((addr) => ({
    addr,
    version: '4',
    external: '1',
    reverse: world.state.floating.get(addr)?.hostname ?? defaultReverseName(addr),
  }));
  return [{ addr: vm.ipv6, version: '6', external: '1' }, ...internal, ...floating];
}

/** `21.176.81.172.rdns.lunanode.com.` (vendor's sample). */
function defaultReverseName(ip: string): string {
  return `${ip.split('.').toReversed().join('.')}.rdns.lunanode.com.`;
}

function visibleInternal(vm: Vm): string[] {
  return vm.visibleAddresses === 'none' ? [] : vm.addresses.map(({ ip }) => ip);
}

function visibleFloating(world: World, vm: Vm): string[] {
  return vm.visibleAddresses === 'all' ? world.state.floatingOf(vm).map(({ ip }) => ip) : [];
}

function loginDetails(vm: Vm): string {
  if (vm.login === null || vm.status === 'build') return '';
  const { username, password } = vm.login;
  return username === null
    ? `password: ${password}`
    : `username: ${username}; password: ${password}`;
}
