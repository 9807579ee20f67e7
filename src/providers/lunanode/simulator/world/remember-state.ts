import type { CloudState } from './state.ts';

/** Makes everything that exists as it was; can be called again and again. */
export type Restore = () => void;

type Thing = object;

/** What a field holds, as far as it changes in place: lists and sets are copied, all else is replaced. */
type Kept = { readonly name: string; readonly value: unknown };

/** Remembers everything that exists in the cloud, as it is now. */
export function rememberState(state: CloudState): Restore {
  const restores = mapsOf(state).map(rememberMap);
  return () => {
    for (const restore of restores) restore();
  };
}

/** What happens later in the cloud holds on to the things themselves, so they stay the same objects. */
function rememberMap(things: Map<string, Thing>): Restore {
  const kept = [...things].map(([id, thing]) => ({
    id,
    thing,
    fields: Object.entries(thing).map(([name, value]): Kept => ({ name, value: copyOf(value) })),
  }));
  return () => {
    things.clear();
    for (const { id, thing, fields } of kept) {
      for (const field of fields) putBack(thing, field);
      things.set(id, thing);
    }
  };
}

function copyOf(value: unknown): unknown {
  if (isList(value)) return [...value];
  return value instanceof Set ? new Set(value) : value;
}

function putBack(thing: Thing, { name, value }: Kept): void {
  const current: unknown = Reflect.get(thing, name);
  if (isList(current) && isList(value)) current.splice(0, current.length, ...value);
  else if (current instanceof Set && value instanceof Set) refill(current, value);
  else Reflect.set(thing, name, value);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function refill(set: Set<unknown>, members: ReadonlySet<unknown>): void {
  set.clear();
  for (const member of members) set.add(member);
}

function mapsOf(state: CloudState): Map<string, Thing>[] {
  return [
    state.vms,
    state.images,
    state.volumes,
    state.volumeSnapshots,
    state.floating,
    state.networks,
    state.securityGroups,
    state.scripts,
    state.sshKeys,
    state.records,
  ];
}
