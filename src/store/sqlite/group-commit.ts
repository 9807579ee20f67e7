import type { DatabaseSync } from 'node:sqlite';
import { JournalError } from '../../engine/journal.ts';
import { notWritten } from './database-error.ts';

/** Puts what is to be written within one turn of the event loop into one transaction. */
export interface GroupCommit {
  /**
   * Does `work` in a transaction, after all that was submitted before; resolves with its result when
   * that is durable. Work that throws leaves no trace, and does not disturb that of others.
   *
   * @throws {JournalError} `not-written`, or whatever `work` throws.
   */
  submit<T>(work: () => T): Promise<T>;
  /** Writes what waits, now. */
  flush(): void;
  /** Writes what waits, and takes no more. */
  close(): void;
}

/** Something that waits to be written. */
interface Job {
  /** To be called in a transaction; the result, once that is durable. */
  readonly perform: () => () => void;
  readonly reject: (reason: unknown) => void;
}

/** @param path Names the database in errors. */
export function createGroupCommit(database: DatabaseSync, path: string): GroupCommit {
  const commit = committing(database);
  let waiting: Job[] = [];
  let isClosed = false;

  function flush(): void {
    const jobs = waiting;
    waiting = [];
    if (jobs.length > 0) settle(jobs, commit, path);
  }

  return {
    submit: (work) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(new JournalError('not-written', `nothing was written to ${path}: it is closed`));
          return;
        }
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({
          perform: () => {
            const value = work();
            return () => resolve(value);
          },
          reject,
        });
      }),
    flush,
    close: () => {
      isClosed = true;
      flush();
    },
  };
}

type Commit = (jobs: readonly Job[], refuse: Refuse) => readonly (() => void)[];
type Refuse = (job: Job, error: unknown) => void;

/** Nobody is told of success before the commit, and everybody of failure when there is none. */
function settle(jobs: readonly Job[], commit: Commit, path: string): void {
  const refused = new Set<Job>();
  function refuse(job: Job, error: unknown): void {
    refused.add(job);
    job.reject(notWritten(error, path));
  }
  try {
    for (const resolve of commit(jobs, refuse)) resolve();
  } catch (error) {
    for (const job of jobs) if (!refused.has(job)) refuse(job, error);
  }
}

function committing(database: DatabaseSync): Commit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const mark = database.prepare('SAVEPOINT job');
  const keep = database.prepare('RELEASE job');
  const forget = database.prepare('ROLLBACK TO job');
  const commit = database.prepare('COMMIT');

  return (jobs, refuse) => {
    begin.run();
    try {
      const done: (() => void)[] = [];
      for (const job of jobs) {
        mark.run();
        try {
          done.push(job.perform());
        } catch (error) {
          // A full disk, for one, ends the whole transaction.
          if (!database.isTransaction) throw error;
          forget.run();
          refuse(job, error);
        }
        keep.run();
      }
      commit.run();
      return done;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}
