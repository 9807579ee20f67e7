import { Refusal } from '../refusal.ts';
import type { Vm, VmStatus } from '../world/records.ts';
import type { Call } from './handler.ts';
import { own } from './find.ts';

/** The VM that a call names, in whatever state. */
export function ownVm(call: Call): Vm {
  return own(call, call.world.state.vms.get(call.parameters.text('vm_id')), 'invalid vm');
}

/** The VM that a call names, unless it is about to go. */
export function stayingVm(call: Call): Vm {
  const vm = ownVm(call);
  if (vm.deleting) throw new Refusal('the VM is being deleted');
  return vm;
}

/**
 * Refuses what OpenStack, which is underneath, would not begin: a VM that is at something else, or
 * in a state from which there is no way there, or was never built. The texts are made up.
 */
export function requireIdle(vm: Vm, from: readonly VmStatus[], doing: string): void {
  if (vm.task !== '') throw new Refusal(`cannot ${doing} the VM while it is busy (${vm.task})`);
  const neverRan = vm.status === 'error' && vm.visibleAddresses === 'none';
  if (neverRan || !from.includes(vm.status)) {
    throw new Refusal(`cannot ${doing} the VM while it is ${vm.status}`);
  }
}
