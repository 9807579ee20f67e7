import type { JsonSchema } from '../../../core/json-schema.ts';
import { endpoint } from './define-endpoint.ts';
import { changes, creates, destroys, idOf } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { findIn, seeIn } from './settling.ts';
import * as wait from './waits.ts';

const oneImage = { image_id: param.needed(param.imageId) };
const newImage = answer.record({ image_id: answer.id('The new image.') });

/** Copies are taken to have the name of the original: a tool that prunes images by name relies on it. */
const nameOfOriginal =
  'outputs.images.filter(image, image.image_id == string(input.image_id))[0].name';

/** Images: snapshots, fetched files, and the public templates. */
export const imageEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'image/fetch',
    summary: 'Make an image from a file on the web',
    notes: ['The image can still fail after the answer, and then has to be deleted.'],
    class: 'create',
    parameters: {
      region: param.needed(param.region('Region to keep the image in.')),
      name: param.needed(param.text('Label of the image; need not be unique.')),
      location: param.needed(
        param.text(
          'Where the file is: an http, https or ftp URL.',
          'https://example.com/disk.qcow2',
        ),
      ),
      format: param.needed(param.choice('What the file is.', ['iso', 'qcow2'])),
      virtio: param.optional(
        param.flag('Use virtio for disk and network; no (the default) uses ide and e1000.'),
      ),
    },
    response: newImage,
    billed: true,
    asynchronous: true,
    waits: { active: wait.imageActive },
    settle: findIn('image/list', {
      what: 'an image of this name',
      with: { region: 'input.region' },
      rows: 'outputs.images',
      where: 'row.name == input.name',
      as: { image_id: 'row.image_id' },
      name: 'name',
    }),
    undo: {
      summary: 'Delete the image',
      uses: 'image/delete',
      with: { image_id: 'outputs.image_id' },
      await: 'gone',
    },
    effects: [creates('image', 'outputs.image_id', { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'image/list',
    summary: 'List the images of the account, and the public ones',
    notes: [
      'It has no time, no size and no owner: put what you need to find an image in its name.',
    ],
    class: 'read',
    parameters: { region: param.optional(param.region('Only the images of this region.')) },
    response: answer.record({ images: answer.list('The images.', listedImage()) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'image/details',
    summary: 'Show an image',
    class: 'read',
    parameters: oneImage,
    response: answer.record({ details: imageDetails() }),
    failIf: wait.imageBroken,
    evidence: 'vendor',
  }),
  endpoint({
    name: 'image/delete',
    summary: 'Delete an image',
    class: 'destroy',
    parameters: oneImage,
    waits: { gone: wait.imageGone },
    settle: {
      ...seeIn('image/details', {
        what: 'the image no longer exists',
        with: { image_id: 'input.image_id' },
        done: 'outputs.details.status == "deleted"',
      }),
      doneIfRejected: ['invalid image'],
    },
    effects: [destroys('image', idOf('image_id'))],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'image/replicate',
    summary: 'Copy an image to another region',
    notes: ['Every call makes another copy.'],
    class: 'create',
    parameters: { ...oneImage, region: param.needed(param.region('Region of the copy.')) },
    response: newImage,
    billed: true,
    asynchronous: true,
    waits: { active: wait.imageActive },
    settle: findIn('image/list', {
      what: 'an image in that region with a name like that of the original',
      rows: 'outputs.images',
      // Without the original in the list this is an error: then its name is not known.
      where: `row.region == input.region && row.name.startsWith(${nameOfOriginal})`,
      as: { image_id: 'row.image_id' },
    }),
    undo: {
      summary: 'Delete the image',
      uses: 'image/delete',
      with: { image_id: 'outputs.image_id' },
      await: 'gone',
    },
    effects: [creates('image', 'outputs.image_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'image/rename',
    summary: 'Rename an image',
    class: 'convergent',
    parameters: { ...oneImage, name: param.needed(param.text('The new label.')) },
    settle: seeIn('image/details', {
      what: 'the image has the new name',
      with: { image_id: 'input.image_id' },
      done: 'outputs.details.name == input.name',
    }),
    effects: [changes('image', idOf('image_id'), { name: 'input.name' })],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'image/retrieve',
    summary: 'Download the file of an image',
    notes: [
      'Only the old form of the API is known to do it: a GET with the whole API key in the URL.',
      'Perilune does not send keys that way, so a step that uses this action is rejected.',
    ],
    class: 'read',
    parameters: oneImage,
    response: answer.unrecorded,
    evidence: 'vendor',
  }),
];

function listedImage(): JsonSchema {
  return answer.record({
    image_id: answer.id('Digits.'),
    name: answer.text('Label; public images end in `(template)` or `(ISO)`.'),
    region: answer.text('Key of the region.'),
    status: answer.text('See image/details.', 'queued', 'saving', 'active', 'killed'),
  });
}

/** From captured answers of 2015 and 2016, and the vendor's page. */
function imageDetails(): JsonSchema {
  return answer.record(
    {
      name: answer.text('Label.'),
      region: answer.text('Key of the region.'),
      status: answer.text(
        'State: queued, saving, active; killed or error when it failed. Others may exist.',
        'queued',
        'saving',
        'active',
        'killed',
        'error',
      ),
      metadata: answer.open('What else is known of it.'),
    },
    {
      size: answer.integer('Bytes; 0 while the image is queued.'),
      checksum: answer.text('MD5 of the data, in hex; comes with the data.'),
      time_created: answer.text(
        'When it was made, without a time zone.',
        '2016-05-01T10:20:30.000000',
      ),
      disk_format: answer.text('Format of the file.', 'iso', 'qcow2'),
      hw_disk_bus: answer.text('Disk driver.', 'virtio', 'ide'),
      hw_vif_model: answer.text('Network driver.', 'virtio', 'e1000'),
      hw_video_model: answer.text('Video driver.'),
      libvirt_cpu_mode: answer.text('Processor mode.'),
      cache_mode: answer.text('Disk cache mode.'),
      is_read_only: answer.flag('It cannot be changed.'),
    },
  );
}
