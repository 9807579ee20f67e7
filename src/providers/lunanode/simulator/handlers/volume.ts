import { Refusal } from '../refusal.ts';
import type { Volume } from '../world/records.ts';
import type { Region } from '../world/regions.ts';
import { addVolume, passThrough } from '../world/volume-progress.ts';
import { own, ownVolume, ownVolumeSnapshot, usableImage } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

export const volumeHandlers: Handlers = {
  'volume/create': (call) => {
    const region = call.parameters.region();
    const sizeGb = size(call);
    const hasImage = checkSource(call, region, sizeGb);
    const volume = addVolume(call.world, {
      owner: call.account,
      name: call.parameters.text('label'),
      region,
      sizeGb,
    });
    passThrough(
      call.world,
      volume,
      {
        through: { status: hasImage ? 'downloading' : 'creating' },
        to: { status: 'available' },
        afterMs: hasImage ? 12_000 : 4000,
      },
      call.outcome,
    );
    return { volume_id: volume.id };
  },
  'volume/list': (call) => {
    const region = call.parameters.optional('region');
    if (region !== undefined) call.parameters.region();
    const rows = [...call.world.state.volumes.values()]
      .filter((volume) => volume.owner === call.account)
      .filter((volume) => region === undefined || volume.region === region)
      .map((volume) => ({
        id: volume.id,
        identification: volume.identification,
        name: volume.name,
        region: volume.region,
        size: volume.sizeGb,
        // The list never tells the state: this word is all that was seen in it since 2018.
        status: 'active',
        time_created: createdAt(volume),
        user_id: '1001',
      }));
    return { volumes: rows };
  },
  'volume/info': (call) => {
    const volume = ownVolume(call);
    const { state } = volume;
    const isAttached = state.status === 'in-use' || state.status === 'detaching';
    return {
      volume: {
        id: volume.id,
        identification: volume.identification,
        name: volume.name,
        region: volume.region,
        size: volume.sizeGb,
        status: state.status,
        attached: isAttached ? state.vm : '',
        created: createdAt(volume),
      },
    };
  },
  'volume/attach': (call) => {
    const volume = ownVolume(call);
    const device = attachTarget(call, volume);
    const vm = call.parameters.text('vm_id');
    if (volume.state.status !== 'available') {
      throw new Refusal(`the volume is ${volume.state.status}, not available`);
    }
    passThrough(
      call.world,
      volume,
      {
        through: { status: 'attaching', vm, device, boot: false },
        to: { status: 'in-use', vm, device, boot: false },
        afterMs: 3000,
      },
      call.outcome,
    );
    return done;
  },
  'volume/detach': (call) => {
    const volume = ownVolume(call);
    const { state } = volume;
    if (state.status !== 'in-use') throw new Refusal(`the volume is ${state.status}, not in-use`);
    if (state.boot) throw new Refusal('the volume that a VM boots from cannot be detached');
    passThrough(
      call.world,
      volume,
      { through: { ...state, status: 'detaching' }, to: { status: 'available' }, afterMs: 3000 },
      call.outcome,
    );
    return done;
  },
  'volume/extend': (call) => {
    const volume = ownVolume(call);
    const sizeGb = size(call);
    if (volume.state.status !== 'available') {
      throw new Refusal(`the volume is ${volume.state.status}, not available`);
    }
    if (sizeGb <= volume.sizeGb) throw new Refusal(`size must be more than ${volume.sizeGb}`);
    volume.sizeGb = sizeGb;
    return done;
  },
  'volume/rename': (call) => {
    ownVolume(call).name = call.parameters.text('name');
    return done;
  },
  'volume/delete': (call) => {
    const volume = ownVolume(call);
    if (volume.state.status !== 'available' && volume.state.status !== 'error') {
      throw new Refusal(`the volume is ${volume.state.status}`);
    }
    call.world.state.volumes.delete(volume.id);
    return done;
  },
};

function size(call: Call): number {
  const sizeGb = call.parameters.wholeNumber('size');
  if (sizeGb < 1 || sizeGb > 16_384) throw new Refusal('size must be from 1 to 16384');
  return sizeGb;
}

/** Whether the volume is filled from something; what that is must be complete, and be there. */
function checkSource(call: Call, region: Region, sizeGb: number): boolean {
  const imageId = call.parameters.optional('image');
  const snapshotId = call.parameters.optional('snapshot_id');
  if (imageId !== undefined) {
    const image = usableImage(call, imageId);
    if (image.region !== region || image.status !== 'active') throw new Refusal('invalid image');
  }
  if (snapshotId !== undefined) {
    const snapshot = ownVolumeSnapshot(call, snapshotId);
    if (snapshot.region !== region || snapshot.status !== 'available') {
      throw new Refusal('invalid snapshot');
    }
    if (sizeGb < snapshot.sizeGb) throw new Refusal(`size must be at least ${snapshot.sizeGb}`);
  }
  return imageId !== undefined || snapshotId !== undefined;
}

/**
 * The next device of the VM, which must be one that can take a volume. The call may name a device,
 * but a program of the vendor names `/dev/vda` for every volume, so that is no more than a hint.
 */
function attachTarget(call: Call, volume: Volume): string {
  const { state } = call.world;
  const vm = own(call, state.vms.get(call.parameters.text('vm_id')), 'invalid vm');
  if (vm.deleting || vm.status === 'build' || vm.status === 'error') {
    throw new Refusal('the VM cannot take a volume now');
  }
  if (vm.region !== volume.region) throw new Refusal('the volume is in another region than the VM');
  const target = call.parameters.text('target');
  if (target !== 'auto' && !/^\/dev\/[hsv]d[a-z]$/.test(target))
    throw new Refusal('invalid target');
  return nextDevice(state.volumesOf(vm));
}

/** The first one is the disk that the VM boots from. */
const deviceLetters = 'bcdefghijklmnopqrstuvwxyz'.split('');

function nextDevice(others: readonly Volume[]): string {
  const used = new Set(others.map(({ state }) => ('device' in state ? state.device : '')));
  const letter = deviceLetters.find((letter) => !used.has(`/dev/vd${letter}`));
  if (letter === undefined) throw new Refusal('the VM has no device left');
  return `/dev/vd${letter}`;
}

function createdAt(volume: Volume): string {
  return `${new Date(volume.createdAt).toISOString().slice(0, 19)}Z`;
}
