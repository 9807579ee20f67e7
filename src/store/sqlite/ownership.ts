import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../core/duration.ts';
import type { RunStatus } from '../../core/run/state.ts';
import { numberIn } from './row.ts';
import { runFormat } from './run-table.ts';

/** The writing of a run, by one writer after another. All of it is done in a transaction, or in one statement. */
export interface Ownership {
  /** Begins a run, with its first writer. @throws What SQLite throws when there is a run of this id. */
  begin(run: { readonly id: string; readonly startedAt: Instant }, within: Tenure | null): Tenure;
  /** The next writer of a run: that of `epoch` is so no more. */
  claim(run: { readonly number: number; readonly epoch: number }, within: Tenure | null): Tenure;
  isCurrent(tenure: Tenure): boolean;
  /** From now on nothing more is begun in a tenure, or in those within it; not in the database, but here. */
  end(tenure: Tenure): void;
  hasEnded(tenure: Tenure): boolean;
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
  /** That of the run that this one is inside of: it is over when that is. */
  readonly within: Tenure | null;
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
  const remove = database.prepare('DELETE FROM runs WHERE number = ?');

  return {
    begin: ({ id, startedAt }, within) => {
      const { host, pid, mark, program } = self;
      const added = begin.run(id, startedAt, program, host, pid, mark, self.now());
      return { run: Number(added.lastInsertRowid), epoch: 1, within };
    },
    claim: ({ number: run, epoch }, within) => {
      claim.run(epoch + 1, self.host, self.pid, self.mark, self.now(), run);
      return { run, epoch: epoch + 1, within };
    },
    remove: (run) => {
      remove.run(run);
    },
    ...duringTenure(database, self.now),
    ...endOfTenure(),
  };
}

/** Each changes nothing when the epoch is past. */
function duringTenure(
  database: DatabaseSync,
  now: () => Instant,
): Pick<Ownership, 'isCurrent' | 'advance' | 'beat' | 'release'> {
  const find = database.prepare('SELECT 1 FROM runs WHERE number = ? AND epoch = ?');
  const advance = database.prepare(`
    UPDATE runs SET last_sequence = last_sequence + ?, last_at = ?, status = coalesce(?, status), heard_at = ?
    WHERE number = ? AND epoch = ? RETURNING last_sequence`);
  const beat = database.prepare('UPDATE runs SET heard_at = ? WHERE number = ? AND epoch = ?');
  const release = database.prepare(`
    UPDATE runs SET epoch = epoch + 1, owner_host = NULL, owner_pid = NULL, owner_mark = NULL, heard_at = NULL
    WHERE number = ? AND epoch = ?`);

  function isCurrent({ run, epoch, within }: Tenure): boolean {
    return find.get(run, epoch) !== undefined && (within === null || isCurrent(within));
  }

  return {
    isCurrent,
    advance: ({ run, epoch, within }, { events, lastAt, status }) => {
      if (within !== null && !isCurrent(within)) return null;
      const row = advance.get(events, lastAt, status, now(), run, epoch);
      return row === undefined ? null : numberIn(row, 'last_sequence');
    },
    beat: ({ run, epoch, within }) =>
      (within === null || isCurrent(within)) && beat.run(now(), run, epoch).changes === 1,
    release: ({ run, epoch }) => {
      release.run(run, epoch);
    },
  };
}

/** A process that stops writing a run knows so before the database does. */
function endOfTenure(): Pick<Ownership, 'end' | 'hasEnded'> {
  const ended = new WeakSet<Tenure>();

  function hasEnded(tenure: Tenure): boolean {
    return ended.has(tenure) || (tenure.within !== null && hasEnded(tenure.within));
  }

  return { end: (tenure) => void ended.add(tenure), hasEnded };
}
