import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { JournalError } from '../../engine/journal.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Makes sure that there is a folder to keep state in, for its owner alone if it has to be made.
 *
 * @throws {JournalError} `not-opened`
 */
export function prepareFolder(path: string): void {
  try {
    if (!existsSync(path)) makeFolder(path);
    refuseFile(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw new JournalError('not-opened', `state cannot be kept in ${path}: ${explain(error)}`, {
      cause: error,
    });
  }
}

function makeFolder(path: string): void {
  // Making a folder with all that leads to it says no more than "not found" about a read-only disk.
  const above = nearestThatExists(path);
  refuseFile(above);
  accessSync(above, constants.W_OK | constants.X_OK);
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first !== undefined) syncFolder(dirname(first));
}

function refuseFile(path: string): void {
  if (statSync(path).isDirectory()) return;
  throw new JournalError(
    'not-opened',
    `state cannot be kept in ${path}: it is a file and not a folder; move it away, or set PERILUNE_HOME to another folder`,
  );
}

function nearestThatExists(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearestThatExists(above);
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'this user may not read and write there; change that, or set PERILUNE_HOME to another folder';
    case 'EROFS':
      return 'its disk is read-only; set PERILUNE_HOME to a folder that can be written';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full; make some room on it';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
