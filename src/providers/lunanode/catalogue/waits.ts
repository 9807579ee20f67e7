import type { PollPolicy, WaitSpec } from '../../../core/action-spec.ts';

/*
 * The waits that the actions declare. Of the states only `active` (VM, image), `Online`, `Offline`,
 * `BUILD`, `queued`, `saving`, `killed`, `available` and `in-use` are on record; the others follow
 * from the service being OpenStack underneath. OpenStack has two words for some states (the status
 * `shutoff` is the vm_state `stopped`), and nobody says which of them the API shows, so both count.
 */

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

const vmPoll: PollPolicy = {
  everyMs: 5 * seconds,
  maxEveryMs: 20 * seconds,
  timeoutMs: 10 * minutes,
};
/** Moving or copying a disk takes as long as the disk is large. */
const resizePoll: PollPolicy = {
  everyMs: 10 * seconds,
  maxEveryMs: 30 * seconds,
  timeoutMs: 30 * minutes,
};
const imagePoll: PollPolicy = {
  everyMs: 10 * seconds,
  maxEveryMs: 60 * seconds,
  timeoutMs: 2 * hours,
};
const newVolumePoll: PollPolicy = {
  everyMs: 2 * seconds,
  maxEveryMs: 10 * seconds,
  timeoutMs: 15 * minutes,
};
const volumePoll: PollPolicy = {
  everyMs: 2 * seconds,
  maxEveryMs: 10 * seconds,
  timeoutMs: 5 * minutes,
};

const status = 'outputs.info.status_raw';
const idle = 'outputs.info.task_state == ""';

/** A VM, its image or its volume can never get where it should: also the default when a step polls. */
export const vmBroken = `${status} == "error"`;
export const imageBroken = 'outputs.details.status in ["killed", "error"]';
export const volumeBroken =
  'outputs.volume.status in ["error", "error_deleting", "error_extending"]';

/** `vm/create`: `active` alone is not enough, since the address is set some time after the state. */
export const createdVmActive: WaitSpec = {
  summary: 'the VM runs and has its address',
  uses: 'vm/info',
  with: { vm_id: 'outputs.vm_id' },
  until: `${status} == "active" && outputs.info.?ip.orValue("") != ""`,
  failIf: vmBroken,
  promote: { ip: 'info.ip', privateip: 'info.privateip' },
  poll: vmPoll,
};

export const vmActive: WaitSpec = vmWait('the VM runs', `${status} == "active"`);

/** After a call that a running VM goes through: it runs when nothing is being done to it any more. */
export const vmActiveAgain: WaitSpec = vmWait(
  'the VM runs and nothing is being done to it',
  `${status} == "active" && ${idle}`,
);

export const vmStopped: WaitSpec = vmWait(
  'the VM is shut off',
  `${status} in ["shutoff", "stopped"] || outputs.info.status_nohtml == "Offline"`,
);

export const vmRescued: WaitSpec = vmWait(
  'the VM runs its rescue system',
  `${status} in ["rescue", "rescued"]`,
);

/** Fast for a VM on a volume; a local disk is copied like for a snapshot. */
export const vmShelved: WaitSpec = {
  ...vmWait('the VM is shelved', `${status} in ["shelved", "shelved_offloaded"]`),
  poll: imagePoll,
};

/**
 * The API says yes to a resize that it then does not do (a smaller local disk, an ISO install), and
 * the cached `extra` is the only place where the plan can be seen. So it is done when the VM is idle
 * and `extra` shows the plan that was asked for, by its number: vm/resize answers with that number.
 */
const askedPlan = 'acted.?plan_id.orValue(string(input.plan_id))';
export const vmResized: WaitSpec = {
  ...vmWait(
    'the VM has the new plan',
    `${idle} && ${status} in ["active", "shutoff", "stopped"] && outputs.extra.plan_id == ${askedPlan}`,
  ),
  poll: resizePoll,
};

/** A VM in state `error` can be deleted like any other, so nothing is hopeless here. */
export const vmGone: WaitSpec = {
  summary: 'the VM no longer exists',
  uses: 'vm/info',
  with: { vm_id: 'input.vm_id' },
  until: `${status} == "deleted"`,
  doneIfRejected: ['invalid vm'],
  poll: vmPoll,
};

/** The image that the action has just announced. */
export const imageActive: WaitSpec = {
  summary: 'the image is complete',
  uses: 'image/details',
  with: { image_id: 'outputs.image_id' },
  until: 'outputs.details.status == "active"',
  failIf: imageBroken,
  poll: imagePoll,
};

export const imageGone: WaitSpec = {
  summary: 'the image no longer exists',
  uses: 'image/details',
  with: { image_id: 'input.image_id' },
  until: 'outputs.details.status == "deleted"',
  doneIfRejected: ['invalid image'],
  poll: imagePoll,
};

/** The state in volume/list looks static; only volume/info is worth waiting on. */
export const createdVolumeAvailable: WaitSpec = {
  summary: 'the volume can be attached',
  uses: 'volume/info',
  with: { volume_id: 'outputs.volume_id', region: 'input.region' },
  until: 'outputs.volume.status == "available"',
  failIf: volumeBroken,
  poll: newVolumePoll,
};

export const volumeAttached: WaitSpec = volumeWait(
  'the volume is in use',
  'outputs.volume.status == "in-use"',
);

export const volumeAvailable: WaitSpec = volumeWait(
  'the volume can be attached again',
  'outputs.volume.status == "available"',
);

/** What the API says of an unknown volume is not on record; the first text follows the other kinds. */
export const unknownVolume = ['invalid volume', 'volume not found', 'volume does not exist'];

export const volumeGone: WaitSpec = {
  summary: 'the volume no longer exists',
  uses: 'volume/info',
  with: { volume_id: 'input.volume_id' },
  until: 'outputs.volume.status == "deleted"',
  failIf: 'outputs.volume.status == "error_deleting"',
  doneIfRejected: unknownVolume,
  poll: volumePoll,
};

/** A VM that was in error may need a moment to leave it: only one that nothing is done to stays so. */
function vmWait(summary: string, until: string): WaitSpec {
  return {
    summary,
    uses: 'vm/info',
    with: { vm_id: 'input.vm_id' },
    until,
    failIf: `${vmBroken} && ${idle}`,
    poll: vmPoll,
  };
}

function volumeWait(summary: string, until: string): WaitSpec {
  return {
    summary,
    uses: 'volume/info',
    with: { volume_id: 'input.volume_id' },
    until,
    failIf: volumeBroken,
    poll: volumePoll,
  };
}
