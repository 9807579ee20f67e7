import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createGroupCommit, type GroupCommit } from '../../../src/store/sqlite/group-commit.ts';
import { temporaryFolder } from './journal-rig.ts';

interface Rig {
  readonly commits: GroupCommit;
  readonly add: (number: number) => () => number;
  readonly numbers: () => unknown[];
  /** Transactions that were written since the rig was made. */
  readonly transactions: () => number;
  readonly database: DatabaseSync;
}

function rig(): Rig {
  const path = join(temporaryFolder(), 'test.db');
  const database = new DatabaseSync(path);
  onTestFinished(() => database.close());
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER UNIQUE) STRICT');
  const before = commitsIn(`${path}-wal`);
  const insert = database.prepare('INSERT INTO numbers VALUES (?)');
  return {
    database,
    commits: createGroupCommit(database, path),
    add: (number) => () => {
      insert.run(number);
      return number;
    },
    numbers: () =>
      database
        .prepare('SELECT n FROM numbers ORDER BY rowid')
        .all()
        .map(({ n }) => n),
    transactions: () => commitsIn(`${path}-wal`) - before,
  };
}

/** Frames of a write-ahead log that end a transaction: https://www.sqlite.org/fileformat2.html#walformat */
function commitsIn(path: string): number {
  const log = readFileSync(path);
  const pageSize = log.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame < log.length; frame += 24 + pageSize) {
    if (log.readUInt32BE(frame + 4) !== 0) commits += 1;
  }
  return commits;
}

test('what is submitted in one turn is one transaction', async () => {
  const { commits, add, numbers, transactions } = rig();
  const results = await Promise.all([1, 2, 3, 4].map((number) => commits.submit(add(number))));
  expect(results).toEqual([1, 2, 3, 4]);
  expect(numbers()).toEqual([1, 2, 3, 4]);
  expect(transactions()).toBe(1);
});

test('what is submitted later is another', async () => {
  const { commits, add, transactions } = rig();
  await commits.submit(add(1));
  await commits.submit(add(2));
  expect(transactions()).toBe(2);
});

test('nothing is written before the turn is over, and nobody is told of it before it is written', async () => {
  const { commits, add, numbers, transactions } = rig();
  let isDone = false;
  const done = commits.submit(add(1)).then(() => {
    isDone = true;
  });
  await Promise.resolve();
  expect([numbers(), isDone]).toEqual([[], false]);
  await done;
  expect(transactions()).toBe(1);
});

test('work that throws leaves no trace, and that of others is done', async () => {
  const { commits, add, numbers, transactions } = rig();
  const results = await Promise.allSettled([
    commits.submit(add(1)),
    commits.submit(() => {
      add(2)();
      throw new RangeError('no');
    }),
    commits.submit(add(3)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: expect.any(RangeError) });
  expect(numbers()).toEqual([1, 3]);
  expect(transactions()).toBe(1);
});

test('what SQLite refuses is put into words, and that of others is done', async () => {
  const { commits, add, numbers } = rig();
  const results = await Promise.allSettled([1, 1, 2].map((number) => commits.submit(add(number))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: { problem: 'not-written' } });
  expect(numbers()).toEqual([1, 2]);
});

test('when the transaction itself fails, all are told and nothing is written', async () => {
  const { commits, add, numbers, database } = rig();
  const results = await Promise.allSettled([
    commits.submit(add(1)),
    commits.submit(() => database.exec('ROLLBACK')),
    commits.submit(add(2)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(numbers()).toEqual([]);
  await commits.submit(add(3));
  expect(numbers()).toEqual([3]);
});

test('all are told why the transaction failed', async () => {
  const { commits, add, database } = rig();
  const results = await Promise.allSettled([
    commits.submit(add(1)),
    commits.submit(() => {
      database.exec('ROLLBACK'); // as SQLite does when the disk is full
      throw new RangeError('full');
    }),
  ]);
  for (const result of results) expect(result).toMatchObject({ reason: { message: 'full' } });
});

test('closing writes what waits, and takes no more', async () => {
  const { commits, add, numbers } = rig();
  const waiting = commits.submit(add(1));
  commits.close();
  expect(numbers()).toEqual([1]);
  await waiting;
  await expect(commits.submit(add(2))).rejects.toThrow(/it is closed/);
});
