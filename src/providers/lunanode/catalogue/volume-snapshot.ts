import { endpoint } from './define-endpoint.ts';
import { creates, destroys, idOf, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, findInAll, goneFrom, lookIn, rowsOf } from './settling.ts';

const inRegion = { region: param.needed(param.region('Region of the snapshot.')) };
const oneSnapshot = {
  ...inRegion,
  snapshot_id: param.needed(param.id('The snapshot (see volume/snapshot-list).')),
};

const rows = rowsOf('outputs.snapshots');
const regions = ['toronto', 'montreal', 'roubaix'];

/**
 * The list is that of a region, and the call does not say in which one the volume is: all regions
 * that the vendor names are asked. A volume that is in none of them makes the last look an error.
 */
const newSnapshot = findInAll(
  [
    ...regions.map((region) =>
      lookIn('volume/snapshot-list', {
        with: { region: `"${region}"` },
        rows,
        where: 'row.name == input.label',
        as: { snapshot_id: 'string(row.id)' },
      }),
    ),
    {
      uses: 'volume/list',
      with: {},
      found:
        'outputs.volumes.filter(volume, volume.id == string(input.volume_id) && ' +
        `volume.region in ${JSON.stringify(regions)}).map(volume, [])[0]`,
    },
  ],
  { what: 'a snapshot of this name', as: { snapshot_id: '' }, name: 'label' },
);

/** Snapshots of volumes. What these calls answer is on record nowhere. */
export const volumeSnapshotEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'volume/snapshot-create',
    summary: 'Take a snapshot of a volume',
    class: 'create',
    parameters: {
      volume_id: param.needed(param.id('The volume (see volume/list).')),
      label: param.needed(param.text('Label of the snapshot.')),
    },
    response: answer.unrecorded,
    billed: true,
    asynchronous: true,
    settle: newSnapshot,
    effects: [creates('volume snapshot', outputIfAny('snapshot_id'), { name: 'input.label' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/snapshot-list',
    summary: 'List the snapshots of volumes in a region',
    class: 'read',
    parameters: inRegion,
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/snapshot-replicate',
    summary: 'Copy a snapshot of a volume to another region, as an image',
    class: 'create',
    parameters: {
      ...oneSnapshot,
      image_name: param.needed(param.text('Label of the image.')),
      dst_region: param.needed(param.region('Region of the image.')),
    },
    response: answer.unrecorded,
    billed: true,
    asynchronous: true,
    settle: findIn('image/list', {
      what: 'an image of this name in the region',
      with: { region: 'input.dst_region' },
      rows: 'outputs.images',
      where: 'row.name == input.image_name',
      as: { image_id: 'row.image_id' },
      name: 'image_name',
    }),
    effects: [creates('image', outputIfAny('image_id'), { name: 'input.image_name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/snapshot-delete',
    summary: 'Delete a snapshot of a volume',
    class: 'destroy',
    parameters: oneSnapshot,
    response: answer.unrecorded,
    settle: goneFrom('volume/snapshot-list', {
      what: 'the snapshot',
      with: { region: 'input.region' },
      rows,
      where: 'string(row.id) == string(input.snapshot_id)',
    }),
    effects: [destroys('volume snapshot', idOf('snapshot_id'))],
    evidence: 'vendor',
  }),
];
