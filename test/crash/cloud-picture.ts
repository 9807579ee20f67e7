import type { WorldSnapshot } from '../../src/providers/lunanode/simulator/world/world-snapshot.ts';

/**
 * What there is in a simulated cloud, in a form in which two clouds can be compared: ids and
 * addresses that were given out by chance stand for themselves only if they were there before.
 */
export function pictureOf(before: WorldSnapshot, after: WorldSnapshot): readonly string[] {
  const known = new Set(before.floating.map(({ ip }) => ip));
  const address = (ip: string) => (known.has(ip) ? ip : 'a new address');
  const nameOf = (vm: string) => after.vms.find(({ id }) => id === vm)?.hostname ?? 'a lost vm';
  return [
    ...after.vms.map((vm) => {
      const { hostname, plan, image, status, internal, securityGroups, diskSwapped } = vm;
      const floating = vm.floating.map(address).toSorted().join(' ');
      const swapped = diskSwapped ? ' swapped' : '';
      return `vm ${hostname} ${plan} ${image} ${status} ${internal.length} [${floating}] ${securityGroups.length}${swapped}`;
    }),
    ...after.floating.map(({ ip, attachedTo }) => {
      const place = attachedTo === null ? 'nothing' : attachedTo.type;
      const target = attachedTo?.type === 'vm' ? nameOf(attachedTo.vm) : '';
      return `address ${address(ip)} on ${place} ${target}`;
    }),
    ...after.images.map(({ name, status }) => `image ${withoutTime(name)} ${status}`),
    ...after.volumes.map(({ name, state }) => `volume ${name} ${state.status}`),
    ...after.networks.map(({ name }) => `network ${name}`),
    ...after.scripts.map(({ name }) => `script ${name}`),
    ...after.sshKeys.map(({ name }) => `key ${name}`),
  ].toSorted();
}

/** Names that hold the moment at which the run began. */
function withoutTime(name: string): string {
  return name.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'TIME');
}
