import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { JournalError } from '../../engine/journal.ts';
import { isSqliteError, resultCode, resultCodeOf } from './database-error.ts';
import { findLoss, type Loss } from './find-loss.ts';
import { refuseForeign, refuseNewer } from './migrate.ts';
import { migrations } from './migrations.ts';

/** The smallest page of SQLite, in bytes: no database is smaller. */
const smallestSize = 512;

/**
 * Looks at what is in the place of the database before anything may write to it, so that what is not
 * a journal stays as it is. An empty file, or none, is all right.
 *
 * @throws {JournalError} `not-opened`; or what SQLite throws about a file that it cannot read.
 */
export function inspectDatabase(path: string, reader: Reader): void {
  // The -wal file first: who creates a database writes to it later than to the database itself.
  const walSize = sizeOf(`${path}-wal`);
  const size = sizeOf(path);
  if (size === 0 && walSize > 0) throw cutOff(path, 'empty, although its -wal file is not');
  if (size > 0 && size < smallestSize) throw cutOff(path, `only ${size} bytes long`);
  const loss = findLoss(path);
  if (loss !== null) throw lost(path, loss);
  if (size > 0) readIdentity(path, reader);
}

export interface Reader {
  /** The version of this Perilune. */
  readonly program: string;
  readonly busyTimeoutMs: number;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function cutOff(path: string, how: string): JournalError {
  return new JournalError(
    'not-opened',
    `${path} is ${how}: it was cut off or is no database; ${whatHelps}`,
  );
}

const whatHelps = 'put a copy of it back, or move it and its -wal file away to begin anew';

function lost(path: string, loss: Loss): JournalError {
  switch (loss.kind) {
    case 'database-cut':
      return new JournalError(
        'not-opened',
        `${path} was cut off: it has only ${loss.size} of ${loss.expected} bytes; ${whatHelps}`,
      );
    case 'log-damaged':
      return new JournalError(
        'not-opened',
        `${path}-wal is damaged, and may hold what was written last; put a copy of it back, or move it away to go on without that`,
      );
  }
}

function readIdentity(path: string, { program, busyTimeoutMs }: Reader): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
  try {
    refuseForeign(database, path);
    refuseNewer(database, { path, program, known: migrations.length });
  } catch (error) {
    // Whoever created it died half-way; only who may write can clear that up, and looks again.
    if (isSqliteError(error) && resultCodeOf(error) === resultCode.readOnly) return;
    throw error;
  } finally {
    database.close();
  }
}
