import { endpoint } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';

const inRegion = { region: param.needed(param.region('Region of the snapshot.')) };
const oneSnapshot = {
  ...inRegion,
  snapshot_id: param.needed(param.id('The snapshot (see volume/snapshot-list).')),
};

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
    evidence: 'vendor',
  }),
  endpoint({
    name: 'volume/snapshot-delete',
    summary: 'Delete a snapshot of a volume',
    class: 'destroy',
    parameters: oneSnapshot,
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
];
