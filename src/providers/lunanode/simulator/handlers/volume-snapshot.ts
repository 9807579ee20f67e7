import { Refusal } from '../refusal.ts';
import { imagePaces, startImage } from '../world/image-progress.ts';
import type { VolumeSnapshot } from '../world/records.ts';
import { ownVolume, ownVolumeSnapshot } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

/** Nobody has recorded what these answer; the list is in the form that the other lists have. */
export const volumeSnapshotHandlers: Handlers = {
  'volume/snapshot-create': (call) => {
    const volume = ownVolume(call);
    const { status } = volume.state;
    if (status !== 'available' && status !== 'in-use') {
      throw new Refusal(`the volume is ${status}`);
    }
    const snapshot: VolumeSnapshot = {
      id: call.world.nextId('volume-snapshot'),
      owner: call.account,
      region: volume.region,
      volume: volume.id,
      name: call.parameters.text('label'),
      sizeGb: volume.sizeGb,
      status: 'creating',
    };
    call.world.state.volumeSnapshots.set(snapshot.id, snapshot);
    if (call.outcome !== 'stuck') {
      call.world.after(6000, () => {
        snapshot.status = call.outcome === 'error' ? 'error' : 'available';
      });
    }
    return done;
  },
  'volume/snapshot-list': (call) => {
    const region = call.parameters.region();
    const rows = [...call.world.state.volumeSnapshots.values()]
      .filter((snapshot) => snapshot.owner === call.account && snapshot.region === region)
      .map(({ id, name, volume, sizeGb, status, region }) => ({
        id,
        name,
        region,
        volume_id: volume,
        size: sizeGb,
        status,
      }));
    return { snapshots: rows };
  },
  'volume/snapshot-replicate': (call) => {
    const snapshot = snapshotInRegion(call);
    const region = call.parameters.region('dst_region');
    if (snapshot.status !== 'available') throw new Refusal(`the snapshot is ${snapshot.status}`);
    startImage(
      call.world,
      {
        owner: call.account,
        name: call.parameters.text('image_name'),
        region,
        diskFormat: 'raw',
        virtio: true,
        snapshotOf: null,
      },
      imagePaces.replicate,
      call.outcome,
    );
    return done;
  },
  'volume/snapshot-delete': (call) => {
    call.world.state.volumeSnapshots.delete(snapshotInRegion(call).id);
    return done;
  },
};

function snapshotInRegion(call: Call): VolumeSnapshot {
  const snapshot = ownVolumeSnapshot(call, call.parameters.text('snapshot_id'));
  if (snapshot.region !== call.parameters.region()) throw new Refusal('invalid snapshot');
  return snapshot;
}
