import type { Image, ImageStatus } from './records.ts';
import type { Outcome } from './operation.ts';
import type { World } from './world.ts';

/** How long an image is `queued`, and how long `saving` after that, in milliseconds. */
export interface ImagePace {
  readonly queuedMs: number;
  readonly savingMs: number;
}

export const imagePaces = {
  snapshot: { queuedMs: 5000, savingMs: 15_000 },
  fetch: { queuedMs: 4000, savingMs: 16_000 },
  replicate: { queuedMs: 5000, savingMs: 20_000 },
} as const satisfies Record<string, ImagePace>;

export type NewImage = Pick<
  Image,
  'owner' | 'name' | 'region' | 'diskFormat' | 'virtio' | 'snapshotOf'
>;

/** Adds an image that comes to be over time: `queued`, `saving`, then `active`, unless it fails. */
export function startImage(
  world: World,
  draft: NewImage,
  pace: ImagePace,
  outcome: Outcome,
): Image {
  const image: Image = {
    ...draft,
    id: world.nextId('image'),
    createdAt: world.now,
    status: 'queued',
    sizeBytes: 0,
    checksum: '',
  };
  world.state.images.set(image.id, image);
  if (outcome !== 'stuck') {
    world.after(pace.queuedMs, () => {
      if (image.status !== 'queued') return;
      image.status = 'saving';
      world.after(pace.savingMs, () => finish(world, image, outcome));
    });
  }
  return image;
}

/** Gives an image its data: from now on it can be used. */
export function completeImage(world: World, image: Image): void {
  image.status = 'active';
  image.sizeBytes = 1_200_000_000 + world.random.below(2_000_000_000);
  image.checksum = world.random.hex(32);
}

function finish(world: World, image: Image, outcome: Outcome): void {
  if (image.status !== 'saving') return;
  const failed: Partial<Record<Outcome, ImageStatus>> = { killed: 'killed', error: 'error' };
  const status = failed[outcome];
  if (status === undefined) completeImage(world, image);
  else image.status = status;
}
