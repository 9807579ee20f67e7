import type { Outcome } from './operation.ts';
import type { Volume, VolumeState } from './records.ts';
import type { World } from './world.ts';

export type NewVolume = Pick<Volume, 'owner' | 'name' | 'region' | 'sizeGb'>;

/** Adds a volume that is `available` at once. */
export function addVolume(world: World, draft: NewVolume & { readonly id?: string }): Volume {
  const volume: Volume = {
    ...draft,
    id: draft.id ?? world.nextId('volume'),
    identification: world.random.uuid(),
    createdAt: world.now,
    state: { status: 'available' },
  };
  world.state.volumes.set(volume.id, volume);
  return volume;
}

/** Puts a volume in a state that passes into another by itself, unless something else comes between. */
export function passThrough(
  world: World,
  volume: Volume,
  { through, to, afterMs }: { through: VolumeState; to: VolumeState; afterMs: number },
  outcome: Outcome = 'normal',
): void {
  volume.state = through;
  if (outcome === 'stuck') return;
  world.after(afterMs, () => {
    if (volume.state === through) volume.state = outcome === 'error' ? { status: 'error' } : to;
  });
}
