import type { JsonObject } from '../../../../core/json.ts';
import type { Vm, VmStatus } from './records.ts';

/**
 * The fields of `vm/info` that tell the state of a VM. Of the words for people, `Online`, `Offline`,
 * `BUILD` and `Powering off` are on record, and only the colour of the first.
 */
export function vmState(vm: Vm): JsonObject {
  const [words, color] = taskWords[vm.task] ?? statusWords[vm.status];
  return {
    status: `<font color="${color}"><b>${words}</b></font>`,
    status_color: color,
    status_nohtml: words,
    status_raw: vm.status,
    task_state: vm.task,
  };
}

type Words = readonly [words: string, color: 'green' | 'orange' | 'red' | 'gray'];

const statusWords: Readonly<Record<VmStatus, Words>> = {
  build: ['BUILD', 'orange'],
  active: ['Online', 'green'],
  shutoff: ['Offline', 'red'],
  reboot: ['Rebooting', 'orange'],
  rebuild: ['Re-imaging', 'orange'],
  resize: ['Resizing', 'orange'],
  rescue: ['Rescue', 'orange'],
  shelved: ['Shelved', 'gray'],
  shelved_offloaded: ['Shelved', 'gray'],
  error: ['Error', 'red'],
};

/** Tasks that show instead of the status. */
const taskWords: Readonly<Record<string, Words>> = {
  'powering-off': ['Powering off', 'orange'],
  'powering-on': ['Powering on', 'orange'],
  deleting: ['Deleting', 'orange'],
  shelving: ['Shelving', 'orange'],
  shelving_image_uploading: ['Shelving', 'orange'],
  unshelving: ['Unshelving', 'orange'],
  rescuing: ['Entering rescue', 'orange'],
  unrescuing: ['Leaving rescue', 'orange'],
};
