import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes it durable that a file is in a folder. Where folders cannot be synced (Windows), they need not be. */
export function syncFolder(path: string): void {
  let folder;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch {
    // The system has no such thing, or does it by itself.
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
