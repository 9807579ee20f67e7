import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A disk of 2 MiB of its own, mounted in a folder until the test ends. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left, but for so many bytes. */
  fill(left: number): void;
  /** Gives it back. */
  makeRoom(): void;
  makeReadOnly(): void;
}

/** `null` when this user may not mount one. */
export function mountSmallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const mount = (options: string) =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
  if (!mount('size=2m')) return null;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  const ballast = join(folder, 'ballast');
  const makeRoom = (): void => rmSync(ballast, { force: true });
  return {
    folder,
    fill: (left) => {
      makeRoom();
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
    makeRoom,
    makeReadOnly: () => {
      if (!mount('remount,ro')) throw new Error('the disk cannot be made read-only');
    },
  };
}
