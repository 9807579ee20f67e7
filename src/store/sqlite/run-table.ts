import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../core/duration.ts';
import type { RunStatus } from '../../core/run/state.ts';
import { JournalError, type NewerRun } from '../../engine/journal.ts';
import type { StoredOwner } from './liveness.ts';
import { numberIn, textIn, type Row } from './row.ts';

/** The form that events and descriptions of a run are written in. Runs of a newer one are refused. */
export const runFormat = 1;

/** What is known of a run besides its events. */
export interface RunRow {
  /** Tells it from all other runs that there were, or will be, also of the same id. */
  readonly number: number;
  readonly id: string;
  readonly status: RunStatus;
  readonly lastSequence: number;
  readonly lastAt: Instant;
  /** Counts the writers: only the one of the current epoch writes. */
  readonly epoch: number;
  readonly owner: StoredOwner | null;
}

/** Finds runs. All throw {@link JournalError}: `not-opened` for a run in a newer form. */
export interface RunTable {
  find(id: string): RunRow | null;
  /** @throws {JournalError} `no-such-run` */
  get(id: string): RunRow;
  /** Those in a form that is known, the newest first. */
  all(): readonly RunRow[];
  /** Those in a form that is not. */
  newer(): readonly NewerRun[];
}

/** @param program The version of this Perilune. */
export function createRunTable(database: DatabaseSync, program: string): RunTable {
  const one = database.prepare('SELECT * FROM runs WHERE id = ?');
  const newer = database.prepare(
    `SELECT id, program, number = (SELECT max(number) FROM runs) AS is_newest
     FROM runs WHERE format > ? ORDER BY number DESC`,
  );
  const every = database.prepare('SELECT * FROM runs WHERE format <= ? ORDER BY number DESC');

  function find(id: string): RunRow | null {
    const row = one.get(id);
    if (row === undefined) return null;
    refuseNewer(row, program);
    return runRow(row);
  }

  return {
    find,
    get: (id) => {
      const found = find(id);
      if (found === null) throw new JournalError('no-such-run', `there is no run ${id}`);
      return found;
    },
    all: () => every.all(runFormat).map(runRow),
    newer: () =>
      newer.all(runFormat).map((row) => ({
        id: textIn(row, 'id'),
        program: textIn(row, 'program'),
        isNewest: numberIn(row, 'is_newest') === 1,
      })),
  };
}

function refuseNewer(row: Row, program: string): void {
  if (numberIn(row, 'format') <= runFormat) return;
  const writer = textIn(row, 'program');
  throw new JournalError(
    'not-opened',
    `the run ${textIn(row, 'id')} was written by Perilune ${writer} in a newer form; this is Perilune ${program}: use Perilune ${writer}, or one that is newer still`,
  );
}

function runRow(row: Row): RunRow {
  return {
    number: numberIn(row, 'number'),
    id: textIn(row, 'id'),
    status: statusIn(row),
    lastSequence: numberIn(row, 'last_sequence'),
    lastAt: numberIn(row, 'last_at'),
    epoch: numberIn(row, 'epoch'),
    owner: row['owner_host'] === null ? null : ownerIn(row),
  };
}

function ownerIn(row: Row): StoredOwner {
  return {
    host: textIn(row, 'owner_host'),
    pid: numberIn(row, 'owner_pid'),
    mark: textIn(row, 'owner_mark'),
    heardAt: numberIn(row, 'heard_at'),
  };
}

const statuses: Readonly<Record<RunStatus, true>> = {
  pending: true,
  running: true,
  succeeded: true,
  failed: true,
  cancelled: true,
  undone: true,
  'needs-operator': true,
};

function statusIn(row: Row): RunStatus {
  const status = textIn(row, 'status');
  if (isStatus(status)) return status;
  throw new JournalError('not-opened', `the journal is damaged: "${status}" is no status of a run`);
}

function isStatus(text: string): text is RunStatus {
  return Object.hasOwn(statuses, text);
}
