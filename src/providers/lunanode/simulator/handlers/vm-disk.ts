import { Refusal } from '../refusal.ts';
import { imagePaces, startImage } from '../world/image-progress.ts';
import { begin, type Operation } from '../world/operation.ts';
import { findPlan, type Plan } from '../world/plans.ts';
import type { Vm } from '../world/records.ts';
import { makeLogin } from '../world/vm-birth.ts';
import { usableImage } from './find.ts';
import { alreadySo, done, type Handlers } from './handler.ts';
import { requireIdle, stayingVm } from './vm-readiness.ts';

/** What moves, copies or wipes the disk of a VM. */
export const vmDiskHandlers: Handlers = {
  'vm/shelve': (call) => {
    const vm = stayingVm(call);
    if (isShelved(vm) || vm.task.startsWith('shelving')) {
      return alreadySo(call, 'the VM is already shelved');
    }
    requireIdle(vm, ['active', 'shutoff'], 'shelve');
    begin(call.world, vm, vm.volumeBacked ? shelveVolume : shelveDisk(vm), call.outcome);
    return done;
  },
  'vm/unshelve': (call) => {
    const vm = stayingVm(call);
    if (vm.task === 'unshelving' || (vm.status === 'active' && vm.task === '')) {
      return alreadySo(call, 'the VM is not shelved');
    }
    requireIdle(vm, ['shelved', 'shelved_offloaded'], 'unshelve');
    const lastsMs = vm.volumeBacked ? 8000 : 15_000 + vm.plan.storageGb * 1000;
    const stages = [{ task: 'unshelving', lastsMs }];
    begin(call.world, vm, { stages, ends: 'active' }, call.outcome);
    return done;
  },
  'vm/reimage': (call) => {
    const vm = stayingVm(call);
    const image = usableImage(call, call.parameters.text('image_id'), 'invalid image selection');
    if (vm.volumeBacked) throw new Refusal('a VM on a volume cannot be re-imaged');
    if (vm.iso) throw new Refusal('a VM that was installed from an ISO cannot be re-imaged');
    if (image.region !== vm.region || image.status !== 'active' || image.diskFormat === 'iso') {
      throw new Refusal('invalid image selection');
    }
    requireIdle(vm, ['active', 'shutoff', 'error'], 're-image');
    vm.imageName = image.name;
    vm.login = makeLogin(call.world, { imageName: image.name, setPassword: false });
    vm.errorDetail = '';
    begin(call.world, vm, reimage, call.outcome);
    return done;
  },
  'vm/resize': (call) => {
    const vm = stayingVm(call);
    const plan = findPlan(call.parameters.text('plan_id'));
    if (plan === undefined) throw new Refusal('invalid plan selection');
    if (plan.id === vm.plan.id) return alreadySo(call, 'the VM already has that plan');
    requireIdle(vm, ['active', 'shutoff'], 'resize');
    begin(call.world, vm, resize(vm, plan), call.outcome);
    return done;
  },
  'vm/snapshot': (call) => {
    const vm = stayingVm(call);
    requireIdle(vm, ['active', 'shutoff'], 'take a snapshot of');
    const image = startImage(
      call.world,
      {
        owner: call.account,
        name: call.parameters.text('name'),
        region: vm.region,
        diskFormat: 'qcow2',
        virtio: true,
        snapshotOf: vm.id,
      },
      imagePaces.snapshot,
      call.outcome,
    );
    begin(call.world, vm, takeSnapshot(vm), 'normal');
    return { image_id: image.id };
  },
};

function isShelved(vm: Vm): boolean {
  return vm.status === 'shelved' || vm.status === 'shelved_offloaded';
}

const shelveVolume: Operation = {
  stages: [{ task: 'shelving', lastsMs: 5000 }],
  ends: 'shelved_offloaded',
};

/** A local disk is copied first, which takes the longer the larger it is. */
function shelveDisk(vm: Vm): Operation {
  return {
    stages: [
      { task: 'shelving', lastsMs: 3000 },
      { task: 'shelving_image_uploading', lastsMs: 15_000 + vm.plan.storageGb * 2000 },
      { task: 'shelving_offloading', lastsMs: 3000, status: 'shelved' },
    ],
    ends: 'shelved_offloaded',
  };
}

const reimage: Operation = {
  stages: [
    { task: 'rebuilding', lastsMs: 4000, status: 'rebuild' },
    { task: 'rebuild_spawning', lastsMs: 8000 },
  ],
  ends: 'active',
};

/**
 * The call is accepted in any case; a smaller local disk, or a VM that was installed from an ISO,
 * then simply stays as it is (vendor's page; a client's report).
 */
function resize(vm: Vm, plan: Plan): Operation {
  const before = vm.status;
  const shrinks = !vm.volumeBacked && plan.storageGb < vm.plan.storageGb;
  if (shrinks || vm.iso) {
    return { stages: [{ task: 'resize_prep', lastsMs: 3000, status: 'resize' }], ends: before };
  }
  return {
    stages: [
      { task: 'resize_prep', lastsMs: 2000, status: 'resize' },
      { task: 'resize_migrating', lastsMs: 5000 },
      { task: 'resize_finish', lastsMs: 3000 },
    ],
    ends: before,
    effect: () => {
      vm.plan = plan;
    },
  };
}

/** The VM goes on running, but nothing else can be begun with it before the copy is made. */
function takeSnapshot(vm: Vm): Operation {
  return {
    stages: [
      { task: 'image_snapshot', lastsMs: 2000 },
      { task: 'image_pending_upload', lastsMs: 3000 },
      { task: 'image_uploading', lastsMs: 15_000 },
    ],
    ends: vm.status,
  };
}
