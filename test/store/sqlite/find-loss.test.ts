import {
  copyFileSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findLoss } from '../../../src/store/sqlite/find-loss.ts';
import { collect, openJournal, temporaryFolder } from './journal-rig.ts';
import { definition, entry, runInfo } from './journal-rig-data.ts';

const events = 300;
const page = 4096;

/** A folder as a process leaves it that dies while its log is carried over into the database. */
async function halfCarriedOver(): Promise<string> {
  const folder = temporaryFolder();
  const copy = temporaryFolder();
  const journal = openJournal(folder);
  const writer = await journal.create(runInfo('r1'), definition);
  await writer.append(Array.from({ length: events }, (_, at) => entry(at + 1)));
  const begun = statSync(join(folder, 'journal.db')).size;
  copyFileSync(join(folder, 'journal.db-wal'), join(copy, 'journal.db-wal'));
  await journal.close();
  copyFileSync(join(folder, 'journal.db'), join(copy, 'journal.db'));
  expect(statSync(join(copy, 'journal.db')).size).toBeGreaterThan(begun + page);
  truncateSync(join(copy, 'journal.db'), begun + page);
  return copy;
}

function contents(folder: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]);
}

test('a database is whole whose end is still in its log', async () => {
  const folder = await halfCarriedOver();
  expect(findLoss(join(folder, 'journal.db'))).toBeNull();
  expect(await collect(openJournal(folder).read('r1'))).toHaveLength(events);
});

test('one whose log does not hold all of its end is left as it is, and so is the log', async () => {
  const folder = await halfCarriedOver();
  const log = join(folder, 'journal.db-wal');
  truncateSync(log, statSync(log).size / 2);
  const before = contents(folder);
  expect(() => openJournal(folder)).toThrow(
    /journal\.db was cut off: it has only \d+ of \d+ bytes/,
  );
  expect(contents(folder)).toEqual(before);
});

test('a single byte that is missing is noticed', async () => {
  const folder = await halfCarriedOver();
  await openJournal(folder).close();
  const path = join(folder, 'journal.db');
  const size = statSync(path).size;
  truncateSync(path, size - 1);
  expect(findLoss(path)).toEqual({ kind: 'database-cut', size: size - 1, expected: size });
});

test.each([
  ['nonsense', Buffer.from('this is my shopping list\n'.repeat(100))],
  ['a few bytes', Buffer.from('377f0682002de218', 'hex')],
])('a log of %s is not thrown away', async (_name, content) => {
  const folder = await halfCarriedOver();
  await openJournal(folder).close();
  writeFileSync(join(folder, 'journal.db-wal'), content);
  const before = contents(folder);
  expect(() => openJournal(folder)).toThrow(/journal\.db-wal is damaged.*go on without that/);
  expect(contents(folder)).toEqual(before);
});

test('a log of zeros is one that was only just begun', async () => {
  const folder = await halfCarriedOver();
  await openJournal(folder).close();
  writeFileSync(join(folder, 'journal.db-wal'), Buffer.alloc(page));
  expect(await collect(openJournal(folder).read('r1'))).toHaveLength(events);
});

test('a head that promises far too much is no reason to count that far', () => {
  const path = join(temporaryFolder(), 'journal.db');
  const head = Buffer.alloc(page);
  head.write('SQLite format 3\0', 'latin1');
  head.writeUInt16BE(page, 16);
  head.writeUInt32BE(0xffff_ffff, 28);
  writeFileSync(path, head);
  expect(findLoss(path)).toMatchObject({ kind: 'database-cut', size: page });
});
