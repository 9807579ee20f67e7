import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../core/duration.ts';
import type { RunStatus } from '../../core/run/state.ts';
import { numberIn } from './row.ts';
import { runFormat } from './run-table.ts';

/** The writing of a run, by one writer after another. All of it is done in a transaction, or in one statement. */
export interface Ownership {
  /** Begins a run, with its first writer. @throws What SQLite throws when there is a run of this id. */
  begin(run: { readonly id: string; readonly startedAt: Instant }): Tenure;
  /** The next writer of a run: that of `epoch` is so no more. */
  claim(run: number, epoch: number): Tenure;
  isCurrent(tenure: Tenure): boolean;
  /** Counts further events; the number of the last one, or `null` when the writer was replaced. */
  advance(tenure: Tenure, advance: Advance): number | null;
  /** Says that the writer is there; `false` when it was replaced. */
  beat(tenure: Tenure): boolean;
  /** Makes the run free; who was replaced has nothing to free. */
  release(tenure: Tenure): void;
  remove(run: number): void;
}

/** The time in which somebody is the writer of a run. */
export interface Tenure {
  /** Number of the run. */
  readonly run: number;
  readonly epoch: number;
}

export interface Advance {
  readonly events: number;
  readonly lastAt: Instant;
  /** `null`: as before. */
  readonly status: RunStatus | null;
}

/** Who is asking. */
export interface Self {
  readonly host: string;
  readonly pid: number;
  /** See `Processes`. */
  readonly mark: string;
  /** The version of this Perilune. */
  readonly program: string;
  readonly now: () => Instant;
}

export function createOwnership(database: DatabaseSync, self: Self): Ownership {
  const begin = database.prepare(`
    INSERT INTO runs (id, last_at, format, program, status, last_sequence,
                      epoch, owner_host, owner_pid, owner_mark, heard_at)
    VALUES (?, ?, ${runFormat}, ?, 'pending', 0, 1, ?, ?, ?, ?)`);
  const claim = database.prepare(
    'UPDATE runs SET epoch = ?, owner_host = ?, owner_pid = ?, owner_mark = ?, heard_at = ? WHERE number = ?',
  );
  const find = database.prepare('SELECT 1 FROM runs WHERE number = ? AND epoch = ?');
  const remove = database.prepare('DELETE FROM runs WHERE number = ?');

  return {
    begin: ({ id, startedAt }) => {
      const { host, pid, mark, program } = self;
      const added = begin.run(id, startedAt, program, host, pid, mark, self.now());
      return { run: Number(added.lastInsertRowid), epoch: 1 };
    },
    claim: (run, epoch) => {
      claim.run(epoch + 1, self.host, self.pid, self.mark, self.now(), run);
      return { run, epoch: epoch + 1 };
    },
    isCurrent: ({ run, epoch }) => find.get(run, epoch) !== undefined,
    remove: (run) => {
      remove.run(run);
    },
    ...duringTenure(database, self.now),
  };
}

/** Each changes nothing when the epoch is past. */
function duringTenure(
  database: DatabaseSync,
  now: () => Instant,
): Pick<Ownership, 'advance' | 'beat' | 'release'> {
  const advance = database.prepare(`
    UPDATE runs SET last_sequence = last_sequence + ?, last_at = ?, status = coalesce(?, status), heard_at = ?
    WHERE number = ? AND epoch = ? RETURNING last_sequence`);
  const beat = database.prepare('UPDATE runs SET heard_at = ? WHERE number = ? AND epoch = ?');
  const release = database.prepare(`
    UPDATE runs SET epoch = epoch + 1, owner_host = NULL, owner_pid = NULL, owner_mark = NULL, heard_at = NULL
    WHERE number = ? AND epoch = ?`);

  return {
    advance: ({ run, epoch }, { events, lastAt, status }) => {
      const row = advance.get(events, lastAt, status, now(), run, epoch);
      return row === undefined ? null : numberIn(row, 'last_sequence');
    },
    beat: ({ run, epoch }) => beat.run(now(), run, epoch).changes === 1,
    release: ({ run, epoch }) => {
      release.run(run, epoch);
    },
  };
}
