import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import { attaches, changes, creates, destroys, detaches, idOf } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, seeIn } from './settling.ts';
import { volumeSnapshotEndpoints } from './volume-snapshot.ts';
import * as wait from './waits.ts';

const oneVolume = { volume_id: param.needed(param.id('The volume (see volume/list).')) };
/** Asked for by the API until about 2017; sending it still has never been reported to hurt. */
const inRegion = {
  region: param.optional(
    param.region('Region of the volume; only older forms of the API need it.'),
  ),
};

/** Volumes: disks that outlive a VM. */
export const volumeEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'volume/create',
    summary: 'Create a volume',
    notes: ['Labels are not unique: a second call makes a second volume and charges for it.'],
    class: 'create',
    parameters: {
      region: param.needed(param.region('Region of the volume.')),
      label: param.needed(param.text('Label of the volume.')),
      size: param.needed(param.wholeNumber('Size, in GB.', 10)),
      image: param.optional(param.id('Image to copy onto it (see image/list).')),
      snapshot_id: param.optional(param.id('Snapshot to copy onto it (see volume/snapshot-list).')),
    },
    response: answer.record({ volume_id: answer.id('The new volume.') }),
    billed: true,
    asynchronous: true,
    waits: { available: wait.createdVolumeAvailable },
    settle: findIn('volume/list', {
      what: 'a volume of this name in the region',
      with: { region: 'input.region' },
      rows: 'outputs.volumes',
      where: 'row.name == input.label',
      as: { volume_id: 'row.id' },
      name: 'label',
    }),
    undo: {
      summary: 'Delete the volume',
      uses: 'volume/delete',
      with: { volume_id: 'outputs.volume_id' },
      await: 'gone',
    },
    effects: [creates('volume', 'outputs.volume_id', { name: 'input.label' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/list',
    summary: 'List the volumes of the account',
    notes: ['The status here looks static: wait on volume/info instead.'],
    class: 'read',
    parameters: { region: param.optional(param.region('Only the volumes of this region.')) },
    response: answer.record({ volumes: answer.list('The volumes.', listedVolume()) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/info',
    summary: 'Show a volume',
    class: 'read',
    parameters: { ...oneVolume, ...inRegion },
    response: answer.record({ volume: volumeInfo() }),
    failIf: wait.volumeBroken,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/attach',
    summary: 'Attach a volume to a VM',
    notes: ['Under which name the VM then sees it is not reported.'],
    class: 'convergent',
    parameters: {
      ...oneVolume,
      vm_id: param.needed(param.vmId),
      target: param.needed(param.text('The device, or `auto`.', 'auto', '/dev/vda')),
      ...inRegion,
    },
    asynchronous: true,
    waits: { attached: wait.volumeAttached },
    // While it is being attached, some answers do not say yet to which VM.
    settle: seeIn('volume/info', {
      what: 'the volume is on the VM or on its way there',
      with: { volume_id: 'input.volume_id' },
      done:
        'outputs.volume.status in ["attaching", "in-use"] && (outputs.volume.attached == input.vm_id || ' +
        'outputs.volume.status == "attaching" && outputs.volume.attached == "")',
    }),
    undo: {
      summary: 'Detach the volume',
      uses: 'volume/detach',
      with: { volume_id: 'input.volume_id' },
      await: 'available',
    },
    effects: [attaches('volume', idOf('volume_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/detach',
    summary: 'Detach a volume from its VM',
    class: 'convergent',
    parameters: { ...oneVolume, ...inRegion },
    asynchronous: true,
    waits: { available: wait.volumeAvailable },
    settle: seeIn('volume/info', {
      what: 'the volume is on no VM or being detached',
      with: { volume_id: 'input.volume_id' },
      done: 'outputs.volume.status in ["available", "detaching"]',
    }),
    effects: [detaches('volume', idOf('volume_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/extend',
    summary: 'Make a volume larger',
    notes: ['No recorded answer confirms that the size is the new total; the name suggests it.'],
    class: 'convergent',
    parameters: { ...oneVolume, size: param.needed(param.wholeNumber('New size, in GB.', 20)) },
    billed: true,
    settle: seeIn('volume/info', {
      what: 'the volume has the new size',
      with: { volume_id: 'input.volume_id' },
      done: 'string(outputs.volume.?size.orValue(0)) == string(input.size)',
    }),
    effects: [changes('volume', idOf('volume_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/rename',
    summary: 'Rename a volume',
    class: 'convergent',
    parameters: { ...oneVolume, name: param.needed(param.text('The new label.')) },
    settle: seeIn('volume/info', {
      what: 'the volume has the new name',
      with: { volume_id: 'input.volume_id' },
      done: 'outputs.volume.name == input.name',
    }),
    effects: [changes('volume', idOf('volume_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/delete',
    summary: 'Delete a volume',
    notes: ['Not while it is in use: after vm/delete, wait until it is available.'],
    class: 'destroy',
    parameters: { ...oneVolume, ...inRegion },
    waits: { gone: wait.volumeGone },
    settle: {
      ...seeIn('volume/info', {
        what: 'the volume no longer exists or is going',
        with: { volume_id: 'input.volume_id' },
        done: 'outputs.volume.status in ["deleting", "deleted"]',
      }),
      doneIfRejected: wait.unknownVolume,
    },
    effects: [destroys('volume', idOf('volume_id'))],
    evidence: 'vendor',
  }),
  ...volumeSnapshotEndpoints,
];

function listedVolume(): JsonSchema {
  return answer.record(
    {
      id: answer.id('Digits.'),
      name: answer.text('Label.'),
      region: answer.text('Key of the region.'),
      status: answer.text('Looks static.', 'pending', 'active'),
    },
    {
      identification: answer.text('UUID.'),
      size: answer.integer('Size, in GB.'),
      time_created: answer.text('When it was made: ISO 8601, in UTC.'),
      user_id: answer.text('The account.'),
    },
  );
}

function volumeInfo(): JsonSchema {
  return answer.record(
    {
      id: answer.id('Digits.'),
      name: answer.text('Label.'),
      status: answer.text(
        'State: creating, downloading (from an image), available, in-use. Others exist.',
        'creating',
        'downloading',
        'available',
        'in-use',
      ),
      attached: answer.text('The VM it is attached to; empty when it is on none.'),
    },
    {
      identification: answer.text('UUID.'),
      size: answer.integer('Size, in GB.'),
      created: answer.text('When it was made: ISO 8601, in UTC.'),
      region: answer.text('Key of the region; only in older answers.'),
    },
  );
}
