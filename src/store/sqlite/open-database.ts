import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../core/duration.ts';
import { JournalError } from '../../engine/journal.ts';
import { isSqliteError, notOpened, resultCode, resultCodeOf } from './database-error.ts';
import { inspectDatabase } from './inspect-database.ts';
import { migrate } from './migrate.ts';
import { prepareFolder } from './prepare-folder.ts';
import { textIn } from './row.ts';

export interface DatabasePlace {
  readonly folder: string;
  /** The version of this Perilune. */
  readonly program: string;
  /** How long to wait for another process that is writing. */
  readonly busyTimeoutMs: number;
}

export interface OpenDatabase {
  readonly database: DatabaseSync;
  readonly path: string;
}

/**
 * Opens the database of a folder; both are made if need be, for their owner alone. What is there
 * and is not a journal stays as it is.
 *
 * @throws {JournalError} `not-opened`
 */
export function openDatabase({ folder, program, busyTimeoutMs }: DatabasePlace): OpenDatabase {
  prepareFolder(folder);
  const path = join(folder, 'journal.db');
  let database: DatabaseSync | null = null;
  try {
    inspectDatabase(path, { program, busyTimeoutMs });
    createFile(path);
    database = new DatabaseSync(path, {
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    database.exec(settings);
    migrate(database, path, program);
    useWriteAheadLog(database, path, Date.now() + busyTimeoutMs);
    return { database, path };
  } catch (error) {
    database?.close();
    throw notOpened(error, path);
  }
}

/**
 * Whatever is committed is on the disk: `FULL` syncs the write-ahead log with every commit, and
 * `fullfsync` makes macOS mean it.
 */
const settings = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA journal_size_limit = 16777216;
`;

/** SQLite gives its -wal and -shm files the permissions of the database, but does not choose these. */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new JournalError(
      'not-opened',
      `${path} cannot be opened (${why}); make it a file that this user may read and write, or set PERILUNE_HOME to another folder`,
      { cause: error },
    );
  }
}

/** Processes that switch a new database over at the same moment are in one another's way, and SQLite does not wait here. */
function useWriteAheadLog(database: DatabaseSync, path: string, until: Instant): void {
  for (;;) {
    try {
      const mode = textIn(
        database.prepare('PRAGMA journal_mode = WAL').get() ?? {},
        'journal_mode',
      );
      if (mode === 'wal') return;
      throw new JournalError(
        'not-opened',
        `${path} is on a file system that several processes cannot share; set PERILUNE_HOME to a folder on a local disk`,
      );
    } catch (error) {
      const isBusy = isSqliteError(error) && resultCodeOf(error) === resultCode.busy;
      if (!isBusy || Date.now() >= until) throw error;
      pause(20);
    }
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
