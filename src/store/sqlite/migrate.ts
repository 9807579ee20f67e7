import type { DatabaseSync } from 'node:sqlite';
import { JournalError } from '../../engine/journal.ts';
import { applicationId, migrations } from './migrations.ts';
import { numberIn, textIn } from './row.ts';

/** What a database says of itself. */
export interface Identity {
  readonly application: number;
  /** 0 before the first migration. */
  readonly version: number;
}

export function identityOf(database: DatabaseSync): Identity {
  return {
    application: pragma(database, 'application_id'),
    version: pragma(database, 'user_version'),
  };
}

/**
 * Brings a database to the newest version, each step in a transaction of its own: whatever happens
 * in between, it is of one version or of the next.
 *
 * @param program The version of this Perilune.
 * @throws {JournalError} `not-opened` when the database is of another program, or newer.
 */
export function migrate(
  database: DatabaseSync,
  path: string,
  program: string,
  steps: readonly string[] = migrations,
): void {
  while (identityOf(database).version !== steps.length) {
    database.exec('BEGIN IMMEDIATE');
    try {
      // Asked once more: another process may have taken the step while this one waited.
      refuseForeign(database, path);
      refuseNewer(database, { path, program, known: steps.length });
      const { version } = identityOf(database);
      const step = steps[version];
      if (step !== undefined) take(database, step, { version: version + 1, program });
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}

function take(
  database: DatabaseSync,
  step: string,
  { version, program }: { version: number; program: string },
): void {
  database.exec(step);
  database.exec('DELETE FROM about');
  database.prepare('INSERT INTO about (program) VALUES (?)').run(program);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}`);
}

/** An empty database without a mark is one that was only just created. */
export function refuseForeign(database: DatabaseSync, path: string): void {
  const { application, version } = identityOf(database);
  if (application === applicationId) return;
  const content = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
  if (application === 0 && version === 0 && content === undefined) return;
  throw new JournalError(
    'not-opened',
    `${path} is a database of another program; move it away, or set PERILUNE_HOME to another folder`,
  );
}

export function refuseNewer(
  database: DatabaseSync,
  { path, program, known }: { path: string; program: string; known: number },
): void {
  const { version } = identityOf(database);
  if (version <= known) return;
  const row = database.prepare('SELECT program FROM about').get();
  const writer = row === undefined ? 'a newer Perilune' : `Perilune ${textIn(row, 'program')}`;
  throw new JournalError(
    'not-opened',
    `${path} was written by ${writer} in a newer form (${version}); this is Perilune ${program}, which knows forms up to ${known}: use ${writer}, or one that is newer still`,
  );
}

function pragma(database: DatabaseSync, name: string): number {
  return numberIn(database.prepare(`PRAGMA ${name}`).get() ?? {}, name);
}
