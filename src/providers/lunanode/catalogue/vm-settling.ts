import type { FindSpec, SeeSpec } from '../../../core/action-spec.ts';
import { findIn, findInAll, lookIn, seeIn, valuesOf } from './settling.ts';

/*
 * How lost calls about a VM are settled. The words of states and tasks are those of OpenStack, as
 * for the waits.
 */

const status = 'outputs.info.status_raw';
const task = 'outputs.info.task_state';
const unknownVm = 'invalid vm';
const running = `${status} == "active"`;

/**
 * The list is cached and nobody says for how long, so it gets three minutes; the list of addresses
 * shows a VM sooner, as long as it was made with one.
 */
export const newVm: FindSpec = {
  ...findInAll(
    [
      lookIn('vm/list', {
        rows: 'outputs.vms',
        where: `${named('row.hostname')} || ${named('row.name')}`,
        as: { vm_id: 'row.vm_id' },
      }),
      lookIn('floating/list', {
        rows: 'outputs.ips',
        where: `row.attached_type == "vm" && ${named('row.attached_name')}`,
        as: { vm_id: 'row.attached_id' },
      }),
    ],
    { what: 'a VM of this name', as: { vm_id: '' }, name: 'hostname' },
  ),
  quietMs: 180_000,
  everyMs: 15_000,
};

export const newSnapshot: FindSpec = findIn('image/list', {
  what: 'an image of this name',
  rows: 'outputs.images',
  where: 'row.name == input.name',
  as: { image_id: 'row.image_id' },
  name: 'name',
});

export const vmIsGone: SeeSpec = {
  ...seeVm('the VM is gone or going', `${status} == "deleted" || ${task} == "deleting"`),
  doneIfRejected: [unknownVm],
};

export const vmIsRenamed = seeVm(
  'the VM has the new name',
  'outputs.info.hostname == input.hostname',
);

/** A plan that was given by its name cannot be seen: what the API shows is its number. */
export const vmIsResized = seeVm(
  'the VM has the new plan or is being resized',
  `${status} in ["resize", "verify_resize"] || ${task}.startsWith("resize") || ` +
    'outputs.extra.plan_id == string(input.plan_id)',
);

/** Once it is over nothing tells; then it is done again, on a disk that was to be wiped anyway. */
export const vmIsReimaged = seeVm(
  'the VM is being installed anew',
  `${status} == "rebuild" || ${task}.startsWith("rebuild")`,
);

export const vmStarts = seeVm(
  'the VM runs or is starting',
  `${running} || ${task} in ["powering-on", "unrescuing"]`,
);

export const vmStops = seeVm(
  'the VM is off or is stopping',
  `${status} in ["shutoff", "stopped"] || outputs.info.status_nohtml == "Offline" || ` +
    `${task} == "powering-off"`,
);

/** Where it has come back already, it is rebooted once more, which does no further harm. */
export const vmReboots = seeVm(
  'the VM is rebooting',
  `${status} in ["reboot", "hard_reboot"] || ${task}.startsWith("reboot") || ${task} == "unrescuing"`,
);

export const vmIsRescued = seeVm(
  'the VM is in its rescue system or on the way there',
  `${status} in ["rescue", "rescued"] || ${task} == "rescuing"`,
);

export const vmIsShelved = seeVm(
  'the VM is shelved or is being shelved',
  `${status} in ["shelved", "shelved_offloaded"] || ${task}.startsWith("shelving")`,
);

export const vmIsUnshelved = seeVm(
  'the VM runs or is being brought back',
  `${running} && ${task} == "" || ${task} == "unshelving"`,
);

const inGroup = 'string(input.group_id) in outputs.info.security_group_ids';

export const vmIsInGroup = seeVm('the VM is in the security group', inGroup);
export const vmIsNotInGroup = seeVm('the VM is not in the security group', `!(${inGroup})`);

const ofTheVm = { vm_id: 'input.vm_id' };
const internalRows = 'keys(outputs.ips)';

/** The address goes with its VM. */
export const newInternalAddress: FindSpec = {
  ...findIn('vm/iplist', {
    what: 'an internal address of the VM',
    with: ofTheVm,
    rows: internalRows,
    where: 'input.?ip.orValue(row) == row',
    as: { ip: 'row' },
  }),
  absentIfRejected: [unknownVm],
};

export const internalAddressIsGone: SeeSpec = {
  ...seeIn('vm/iplist', {
    what: 'the VM does not have the address',
    with: ofTheVm,
    done: '!(input.ip in outputs.ips)',
  }),
  doneIfRejected: [unknownVm],
};

/** The address that was allocated for the VM, by the internal one that it leads to. */
export const newFloatingOnVm: FindSpec = findIn('vm/iplist', {
  what: 'a floating IP on the VM',
  with: ofTheVm,
  rows: internalRows,
  where: 'outputs.ips[row].?floating.orValue("") != "" && input.?private_ip.orValue(row) == row',
  as: { ip: 'outputs.ips[row].?floating.orValue("")' },
});

export const floatingIsOnVm: SeeSpec = seeIn('vm/iplist', {
  what: 'the address is on the VM',
  with: ofTheVm,
  done: `${valuesOf('outputs.ips')}.exists(row, row.?floating.orValue("") == input.ip)`,
});

/** An address that should have been kept and is not on the account any more is lost, and not detached. */
export const floatingIsOffVm: SeeSpec = seeIn('floating/list', {
  what: 'the address is on the account and not on the VM, or, not to be kept, is given up',
  done:
    'input.keep ' +
    '? outputs.ips.exists(row, row.ip == input.ip && row.attached_id != input.vm_id) ' +
    ': !outputs.ips.exists(row, row.ip == input.ip)',
});

function seeVm(what: string, done: string): SeeSpec {
  return seeIn('vm/info', { what, with: { vm_id: 'input.vm_id' }, done });
}

/** Host names are the same in any case, and nobody says in which case a list shows them. */
function named(text: string): string {
  return `${text}.lowerAscii() == input.hostname.lowerAscii()`;
}
