import { endpoint } from './define-endpoint.ts';
import { changes } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import * as settled from './vm-settling.ts';
import * as wait from './waits.ts';

const onlyTheVm = { vm_id: param.needed(param.vmId) };

/** What is done to a VM as it is: power, rescue, shelf, console, use of the processor. */
export const vmPowerEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'vm/start',
    summary: 'Start a VM',
    class: 'convergent',
    parameters: onlyTheVm,
    asynchronous: true,
    waits: { active: wait.vmActive },
    settle: settled.vmStarts,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/stop',
    summary: 'Stop a VM',
    notes: ['Assume that a stopped VM costs what a running one does: only shelving ends that.'],
    class: 'convergent',
    parameters: onlyTheVm,
    asynchronous: true,
    waits: { stopped: wait.vmStopped },
    settle: settled.vmStops,
    // A stopped VM costs what a running one does, so starting it again takes nothing from anybody.
    undo: {
      summary: 'Start the VM',
      uses: 'vm/start',
      with: { vm_id: 'input.vm_id' },
      await: 'active',
    },
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/reboot',
    summary: 'Reboot a VM',
    notes: [
      'Every call that is accepted reboots again.',
      'A reboot cannot be told from outside once it is over; look at the boot id inside to be sure.',
    ],
    class: 'toggle',
    parameters: onlyTheVm,
    asynchronous: true,
    waits: { active: wait.vmActiveAgain },
    settle: settled.vmReboots,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/diskswap',
    summary: 'Swap the boot order of a VM that was installed from an ISO',
    notes: ['The VM must be stopped.', 'Every second call swaps back.'],
    class: 'toggle',
    parameters: onlyTheVm,
    // The order of the disks shows in no present answer: only a person can tell.
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/rescue',
    summary: 'Boot a VM into its rescue system',
    notes: ['No way out of it is documented; starting or rebooting the VM presumably is one.'],
    class: 'toggle',
    parameters: onlyTheVm,
    asynchronous: true,
    waits: { rescued: wait.vmRescued },
    settle: settled.vmIsRescued,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/shelve',
    summary: 'Shelve a VM: keep its disk, stop paying for its plan',
    notes: ['A local disk is copied first, which can take as long as a snapshot.'],
    class: 'convergent',
    parameters: onlyTheVm,
    asynchronous: true,
    waits: { shelved: wait.vmShelved },
    settle: settled.vmIsShelved,
    undo: {
      summary: 'Bring the VM back',
      uses: 'vm/unshelve',
      with: { vm_id: 'input.vm_id' },
      await: 'active',
    },
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/unshelve',
    summary: 'Bring a shelved VM back',
    notes: ['Its plan is charged again.'],
    class: 'convergent',
    parameters: onlyTheVm,
    billed: true,
    asynchronous: true,
    waits: { active: wait.vmActiveAgain },
    settle: settled.vmIsUnshelved,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/vnc',
    summary: 'Open the console of a VM in a browser',
    notes: ['Whoever has the address has the console, for a while: it is a secret.'],
    class: 'read',
    parameters: onlyTheVm,
    response: answer.record({
      vnc_url: answer.secretText('Address of the console, with a token.'),
    }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/usage',
    summary: 'Show what a VM has used',
    notes: ['In no table of the vendor; a program of the vendor calls it.'],
    class: 'read',
    parameters: {
      ...onlyTheVm,
      key: param.needed(param.choice('What to show.', ['bandwidth', 'cpu', 'io'])),
    },
    response: answer.record(
      {},
      { usage: { description: 'A series over time; its form is unknown.' } },
    ),
    evidence: 'vendor-program',
  }),
  endpoint({
    name: 'vm/set-fairshare',
    summary: 'Choose what happens beyond the fair share of processor time',
    notes: ['In no table of the vendor; a program of the vendor calls it.'],
    class: 'convergent',
    parameters: {
      ...onlyTheVm,
      charge_for_cpu: param.needed(param.flag('Charge for what goes beyond the fair share.')),
      fairshare_nolend: param.needed(param.flag('Do not lend unused share to others.')),
    },
    billed: true,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor-program',
  }),
];
