import { endpoint } from './define-endpoint.ts';
import { attaches, changes, creates, destroys, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { cachedVm, liveVm } from './vm-answer.ts';
import * as settled from './vm-settling.ts';
import * as wait from './waits.ts';

/** What a VM is made of, and what is known of it: create, look at, change, delete. */
export const vmLifecycleEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'vm/create',
    summary: 'Create a VM',
    notes: [
      'Host names are not unique: a second call makes a second VM and charges for it.',
      'Without `ip` a new floating IP is allocated, which costs as well.',
      'The address comes later than the answer; `await: active` waits for it.',
      'With `ip` nothing takes it back by itself, since deleting the VM would give that address up: to ' +
        'have it undone, attach the address in a step of its own (vm/floatingip-add).',
      'A running VM says nothing about the software in it: check that on its own.',
    ],
    class: 'create',
    parameters: {
      hostname: param.needed(param.text('Label of the VM, and its host name.', 'myvm')),
      plan_id: param.needed(param.planId('The plan')),
      image_id: param.optional(
        param.id('The image to start from (see image/list); this or `volume_id`.', '94953'),
      ),
      volume_id: param.optional(
        param.id('The volume to boot from (see volume/list); this or `image_id`.'),
      ),
      volume_virtio: param.optional(
        param.flag(
          'Use the virtio driver for the volume; no (the default) uses ide. An image brings its own ' +
            'driver, whatever this says.',
        ),
      ),
      region: param.optional(param.region('The region; toronto when it is left out.')),
      ip: param.optional(
        param.ipv4(
          'A floating IP of the account that is on no VM; left out, a new one is allocated.',
        ),
      ),
      net_id: param.optional(param.id('The virtual network (see network/list).')),
      securitygroups: param.optional(
        param.idList('Security groups to put the VM in (see securitygroup/list).'),
      ),
      scripts: param.optional(
        param.idList('Startup scripts to run at first boot (see script/list).'),
      ),
      key_id: param.optional(
        param.idList('SSH keys to let in (see sshkey/list); they are read at first boot.'),
      ),
      set_password: param.optional(
        param.flag(
          'Set a password through cloud-init, for snapshots and volumes; templates do anyway.',
        ),
      ),
      affinity_group: param.optional(
        param.text(
          'Affinity group, a UUID: keeps VMs on the same physical machine or on different ones.',
          '68766804-eff2-4ac5-bed7-7daa2fa528c9',
        ),
      ),
    },
    needsOneOf: [['image_id', 'volume_id']],
    response: answer.record({ vm_id: answer.id('The new VM: its UUID.') }),
    billed: true,
    asynchronous: true,
    waits: { active: wait.createdVmActive },
    settle: settled.newVm,
    undo: {
      summary: 'Delete the VM',
      uses: 'vm/delete',
      with: { vm_id: 'outputs.vm_id' },
      await: 'gone',
    },
    settleIfGiven: { parameter: 'ip', settle: settled.newVm },
    effects: [
      creates('vm', 'outputs.vm_id', { name: 'input.hostname' }),
      creates('floating address', outputIfAny('ip'), { when: '!has(input.ip)' }),
      attaches('floating address', 'input.ip', { when: 'has(input.ip)' }),
    ],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/list',
    summary: 'List the VMs of the account',
    notes: ['The data is static or cached: never conclude from it in which state a VM is.'],
    class: 'read',
    response: answer.record({ vms: answer.list('The VMs.', cachedVm) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/info',
    summary: 'Show a VM',
    notes: ['`info` is live; `extra` is static or cached.', 'The login details are a secret.'],
    class: 'read',
    parameters: { vm_id: param.needed(param.vmId) },
    response: answer.record({ info: liveVm, extra: cachedVm }),
    failIf: wait.vmBroken,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/rename',
    summary: 'Rename a VM',
    class: 'convergent',
    parameters: {
      vm_id: param.needed(param.vmId),
      hostname: param.needed(param.text('The new name.', 'myvm2')),
    },
    settle: settled.vmIsRenamed,
    effects: [changes('vm', 'input.vm_id', { name: 'input.hostname' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/resize',
    summary: 'Change the plan of a VM',
    notes: [
      'On local storage the new plan needs at least the disk of the old one.',
      'The API also says yes when nothing then happens, and tells by e-mail: use `await: resized`.',
      'When the plan is given by name, Perilune reads plan/list first, and answers with its number.',
    ],
    class: 'convergent',
    parameters: {
      vm_id: param.needed(param.vmId),
      plan_id: param.needed(param.planId('The new plan')),
    },
    response: answer.record(
      {},
      {
        plan_id: answer.text(
          'Number of the plan that was asked for. Perilune adds it; the API answers nothing.',
        ),
      },
    ),
    billed: true,
    asynchronous: true,
    waits: { resized: wait.vmResized },
    settle: settled.vmIsResized,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/reimage',
    summary: 'Wipe a VM and install an image on it',
    notes: [
      'Everything on the disk is lost; the VM keeps its id and, as far as is known, its addresses.',
      'Not for a VM that boots from a volume or was installed from an ISO.',
    ],
    class: 'destroy',
    parameters: {
      vm_id: param.needed(param.vmId),
      image_id: param.needed(param.imageId),
    },
    asynchronous: true,
    waits: { active: wait.vmActiveAgain },
    settle: settled.vmIsReimaged,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/snapshot',
    summary: 'Take a snapshot of a VM, as an image',
    notes: [
      'Names of images are not unique: a second call takes a second snapshot.',
      'The image can still fail after the answer, and then has to be deleted; `await: active` tells.',
    ],
    class: 'create',
    parameters: {
      vm_id: param.needed(param.vmId),
      name: param.needed(param.text('Label of the image.', 'mysnapshot')),
    },
    response: answer.record({ image_id: answer.id('The new image.') }),
    billed: true,
    asynchronous: true,
    waits: { active: wait.imageActive },
    settle: settled.newSnapshot,
    undo: {
      summary: 'Delete the image',
      uses: 'image/delete',
      with: { image_id: 'outputs.image_id' },
      await: 'gone',
    },
    effects: [creates('image', 'outputs.image_id', { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/delete',
    summary: 'Delete a VM',
    notes: [
      'Its floating IPs are given up: detach them first (vm/floatingip-delete with keep) to keep them.',
      'Volumes stay in use for some seconds after the answer.',
    ],
    class: 'destroy',
    parameters: { vm_id: param.needed(param.vmId) },
    asynchronous: true,
    waits: { gone: wait.vmGone },
    settle: settled.vmIsGone,
    effects: [destroys('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
];
