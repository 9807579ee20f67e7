import type { JsonObject } from '../../../core/json.ts';
import type { World } from './world/world.ts';

/** A call: an action, and what it is given. */
export interface TwinCall {
  readonly action: string;
  readonly given: JsonObject;
}

/**
 * What somebody else calls to make a thing of the same name. It takes nothing that the first call
 * has taken: no address, no volume to boot from, no VM that is busy by now.
 */
export function twinOf(action: string, given: JsonObject, world: World): TwinCall {
  switch (action) {
    case 'vm/create':
      return { action, given: twinVm(given, world) };
    case 'vm/snapshot':
      return { action: 'image/fetch', given: fetched(given, world) };
    default:
      return { action, given };
  }
}

function twinVm(given: JsonObject, { state }: World): JsonObject {
  const { hostname, plan_id, region } = given;
  const image = [...state.images.values()].find(
    (each) => each.owner === null && each.region === (region ?? each.region),
  );
  return {
    ...(hostname !== undefined && { hostname }),
    ...(plan_id !== undefined && { plan_id }),
    ...(region !== undefined && { region }),
    image_id: given['image_id'] ?? image?.id ?? '',
  };
}

/** A VM takes one snapshot at a time, so the other image comes from elsewhere. */
function fetched({ vm_id, name = '' }: JsonObject, { state }: World): JsonObject {
  const region = typeof vm_id === 'string' ? (state.vms.get(vm_id)?.region ?? '') : '';
  return { region, name, location: 'https://example.invalid/disk.qcow2', format: 'qcow2' };
}
