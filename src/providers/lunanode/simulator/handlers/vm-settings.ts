import { Refusal } from '../refusal.ts';
import { cachedRows, vmInfo } from '../world/vm-view.ts';
import { usableSecurityGroup } from './find.ts';
import { alreadySo, done, type Handlers } from './handler.ts';
import { ownVm, stayingVm } from './vm-readiness.ts';

/** What is read of a VM, and what is set without the VM going through anything. */
export const vmSettingsHandlers: Handlers = {
  'vm/list': ({ world, account }) => ({ vms: [...cachedRows(world, account).values()] }),
  'vm/info': (call) => {
    const vm = ownVm(call);
    const extra = cachedRows(call.world, call.account).get(vm.id) ?? vm.firstRow;
    return { extra, info: vmInfo(call.world, vm) };
  },
  'vm/vnc': (call) => {
    const vm = stayingVm(call);
    if (vm.status !== 'active' && vm.status !== 'rescue') {
      throw new Refusal(`the VM has no console while it is ${vm.status}`);
    }
    const token = call.world.random.uuid();
    return {
      vnc_url: `https://${vm.region}-ctrl.simulator.invalid:6080/vnc2.html?token=${token}`,
    };
  },
  'vm/usage': (call) => {
    ownVm(call);
    call.parameters.choice('key', ['bandwidth', 'cpu', 'io']);
    return { usage: [] };
  },
  'vm/rename': (call) => {
    stayingVm(call).hostname = call.parameters.text('hostname');
    return done;
  },
  'vm/set-fairshare': (call) => {
    const vm = stayingVm(call);
    call.parameters.flag('fairshare_nolend');
    vm.chargeForCpu = call.parameters.flag('charge_for_cpu');
    return done;
  },
  'vm/securitygroup-add': (call) => {
    const vm = stayingVm(call);
    const group = usableSecurityGroup(call, call.parameters.text('group_id'));
    if (group.region !== vm.region) throw new Refusal('invalid security group');
    if (vm.securityGroups.has(group.id)) return alreadySo(call, 'the VM is in the group already');
    vm.securityGroups.add(group.id);
    return done;
  },
  'vm/securitygroup-remove': (call) => {
    const vm = stayingVm(call);
    const group = usableSecurityGroup(call, call.parameters.text('group_id'));
    if (!vm.securityGroups.has(group.id)) return alreadySo(call, 'the VM is not in the group');
    vm.securityGroups.delete(group.id);
    return done;
  },
};
