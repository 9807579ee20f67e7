import type { JsonObject } from '../../../../core/json.ts';
import { Refusal } from '../refusal.ts';
import { begin, type Operation } from '../world/operation.ts';
import type { Vm } from '../world/records.ts';
import { alreadySo, done, type Call, type Handlers } from './handler.ts';
import { requireIdle, stayingVm } from './vm-readiness.ts';

/** Power, rescue and the order of the disks. */
export const vmPowerHandlers: Handlers = {
  'vm/start': (call) => {
    const vm = stayingVm(call);
    const isOn = vm.status === 'active' && vm.task === '';
    if (isOn || vm.task === 'powering-on') return alreadySo(call, 'the VM is already running');
    requireIdle(vm, ['shutoff', 'rescue'], 'start');
    return go(call, vm, vm.status === 'rescue' ? leaveRescue : powerOn);
  },
  'vm/stop': (call) => {
    const vm = stayingVm(call);
    const isOff = vm.status === 'shutoff' && vm.task === '';
    if (isOff || vm.task === 'powering-off') return alreadySo(call, 'the VM is already stopped');
    requireIdle(vm, ['active', 'error'], 'stop');
    return go(call, vm, powerOff);
  },
  'vm/reboot': (call) => {
    const vm = stayingVm(call);
    requireIdle(vm, ['active', 'shutoff', 'rescue', 'error'], 'reboot');
    vm.errorDetail = '';
    return go(call, vm, vm.status === 'rescue' ? leaveRescue : reboot);
  },
  'vm/rescue': (call) => {
    const vm = stayingVm(call);
    requireIdle(vm, ['active', 'shutoff'], 'rescue');
    return go(call, vm, enterRescue);
  },
  'vm/diskswap': (call) => {
    const vm = stayingVm(call);
    if (!vm.iso) throw new Refusal('disk swap is only for VMs that were installed from an ISO');
    if (vm.status !== 'shutoff' || vm.task !== '') {
      throw new Refusal('the VM must be stopped before disk swap can proceed');
    }
    vm.diskSwapped = !vm.diskSwapped;
    return done;
  },
};

const powerOn: Operation = { stages: [{ task: 'powering-on', lastsMs: 4000 }], ends: 'active' };
const powerOff: Operation = { stages: [{ task: 'powering-off', lastsMs: 4000 }], ends: 'shutoff' };
const reboot: Operation = {
  stages: [
    { task: 'rebooting', lastsMs: 6000, status: 'reboot' },
    { task: 'reboot_started', lastsMs: 2000 },
  ],
  ends: 'active',
};
const enterRescue: Operation = { stages: [{ task: 'rescuing', lastsMs: 6000 }], ends: 'rescue' };
const leaveRescue: Operation = { stages: [{ task: 'unrescuing', lastsMs: 6000 }], ends: 'active' };

function go({ world, outcome }: Call, vm: Vm, operation: Operation): JsonObject {
  begin(world, vm, operation, outcome);
  return done;
}
