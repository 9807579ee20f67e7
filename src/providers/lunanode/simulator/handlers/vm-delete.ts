import { releaseFloating } from '../world/address-pool.ts';
import { begin } from '../world/operation.ts';
import type { Vm } from '../world/records.ts';
import { passThrough } from '../world/volume-progress.ts';
import type { World } from '../world/world.ts';
import { alreadySo, done, type Handlers } from './handler.ts';
import { ownVm } from './vm-readiness.ts';

/** How long the volumes of a VM that is gone stay in use; clients wait between 9 and 15 s in all. */
const volumesFreeAfterMs = 5000;

export const vmDeleteHandlers: Handlers = {
  'vm/delete': (call) => {
    const vm = ownVm(call);
    if (vm.deleting) return alreadySo(call, 'the VM is being deleted');
    const { world } = call;
    vm.deleting = true;
    for (const floating of world.state.floatingOf(vm)) releaseFloating(world, floating);
    abandonSnapshots(world, vm);
    const stages = [{ task: 'deleting', lastsMs: 3000 }];
    const effect = (): void => remove(world, vm);
    begin(world, vm, { stages, ends: vm.status, effect }, call.outcome);
    return done;
  },
};

/** A snapshot that is still being taken has lost what it is taken of. */
function abandonSnapshots(world: World, vm: Vm): void {
  for (const image of world.state.images.values()) {
    if (image.snapshotOf === vm.id && (image.status === 'queued' || image.status === 'saving')) {
      image.status = 'killed';
    }
  }
}

function remove(world: World, vm: Vm): void {
  world.state.vms.delete(vm.id);
  for (const volume of world.state.volumesOf(vm)) {
    passThrough(world, volume, {
      through: volume.state,
      to: { status: 'available' },
      afterMs: volumesFreeAfterMs,
    });
  }
}
