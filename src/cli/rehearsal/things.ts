import type { WorldSnapshot } from '../../providers/lunanode/simulator/world/world-snapshot.ts';

/** A thing in the simulated cloud. */
export interface Thing {
  /** `vm`, `image`, `floating address` … */
  readonly kind: string;
  readonly id: string;
  /** What a person calls it. */
  readonly name: string;
}

/** Everything that an account has, in the order of the snapshot. */
export function thingsOf(snapshot: WorldSnapshot): readonly Thing[] {
  const named = (kind: string, things: readonly { id: string; name: string }[]): Thing[] =>
    things.map(({ id, name }) => ({ kind, id, name }));
  return [
    ...snapshot.vms.map(({ id, hostname }) => ({ kind: 'vm', id, name: hostname })),
    ...snapshot.floating.map(({ ip }) => ({ kind: 'floating address', id: ip, name: ip })),
    ...named('image', snapshot.images),
    ...named('volume', snapshot.volumes),
    ...named('volume snapshot', snapshot.volumeSnapshots),
    ...named('network', snapshot.networks),
    ...named('security group', snapshot.securityGroups),
    ...named('script', snapshot.scripts),
    ...named('ssh key', snapshot.sshKeys),
    ...snapshot.records.map(({ id, collection }) => ({ kind: collection, id, name: id })),
  ];
}

/** What is there after and was not before. */
export function newThings(before: WorldSnapshot, after: WorldSnapshot): readonly Thing[] {
  const known = new Set(thingsOf(before).map(keyOf));
  return thingsOf(after).filter((thing) => !known.has(keyOf(thing)));
}

function keyOf({ kind, id }: Thing): string {
  return `${kind} ${id}`;
}
