import type { JsonObject } from '../../../../core/json.ts';
import { Refusal } from '../refusal.ts';
import { imagePaces, startImage } from '../world/image-progress.ts';
import type { Image } from '../world/records.ts';
import { ownImage, usableImage } from './find.ts';
import { done, type Call, type Handlers } from './handler.ts';

export const imageHandlers: Handlers = {
  'image/list': (call) => {
    const region = call.parameters.optional('region');
    if (region !== undefined) call.parameters.region();
    const rows = [...call.world.state.images.values()]
      .filter(({ owner }) => owner === null || owner === call.account)
      .filter((image) => region === undefined || image.region === region)
      .map(({ id, name, region, status }) => ({ image_id: id, name, region, status }));
    return { images: rows };
  },
  'image/details': (call) => ({ details: details(usableImage(call, imageId(call))) }),
  'image/fetch': (call) => {
    const { parameters } = call;
    const region = parameters.region();
    const diskFormat = parameters.choice('format', ['iso', 'qcow2']);
    const virtio = parameters.flag('virtio');
    if (!/^(?:https?|ftp):\/\/\S+$/.test(parameters.text('location'))) {
      throw new Refusal('location must be an http, https or ftp address');
    }
    const image = startImage(
      call.world,
      {
        owner: call.account,
        name: parameters.text('name'),
        region,
        diskFormat,
        virtio,
        snapshotOf: null,
      },
      imagePaces.fetch,
      call.outcome,
    );
    return { image_id: image.id };
  },
  'image/replicate': (call) => {
    const source = usableImage(call, imageId(call));
    const region = call.parameters.region();
    if (region === source.region) throw new Refusal('invalid region');
    if (source.status !== 'active') throw new Refusal(`the image is ${source.status}, not active`);
    const { name, diskFormat, virtio } = source;
    const copy = startImage(
      call.world,
      { owner: call.account, name, region, diskFormat, virtio, snapshotOf: null },
      imagePaces.replicate,
      call.outcome,
    );
    return { image_id: copy.id };
  },
  'image/rename': (call) => {
    ownImage(call, imageId(call)).name = call.parameters.text('name');
    return done;
  },
  'image/delete': (call) => {
    const image = ownImage(call, imageId(call));
    call.world.state.images.delete(image.id);
    return done;
  },
  /** Files are only served by the legacy form of the API, which takes the whole key in the URL. */
  'image/retrieve': (call) => {
    usableImage(call, imageId(call));
    throw new Refusal('legacy access is not enabled for this key');
  },
};

function imageId(call: Call): string {
  return call.parameters.text('image_id');
}

function details(image: Image): JsonObject {
  return {
    name: image.name,
    region: image.region,
    status: image.status,
    size: image.sizeBytes,
    checksum: image.checksum,
    time_created: new Date(image.createdAt).toISOString().replace('Z', '000'),
    disk_format: image.diskFormat,
    hw_disk_bus: image.virtio ? 'virtio' : 'ide',
    hw_vif_model: image.virtio ? 'virtio' : 'e1000',
    hw_video_model: 'cirrus',
    libvirt_cpu_mode: 'host-model',
    cache_mode: 'writeback',
    is_read_only: image.owner === null ? 'yes' : 'no',
    metadata: image.owner === null ? [] : '',
  };
}
