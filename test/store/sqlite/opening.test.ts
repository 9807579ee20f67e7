import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { JournalError } from '../../../src/engine/journal.ts';
import { openDatabase } from '../../../src/store/sqlite/open-database.ts';
import { collect, openJournal, temporaryFolder } from './journal-rig.ts';
import { definition, entry, runInfo } from './journal-rig-data.ts';

/** What opening the journal of a folder ends with. */
function refusal(folder: string): JournalError {
  try {
    openJournal(folder);
  } catch (error) {
    if (error instanceof JournalError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

/** A folder with a journal of one run with events, closed. */
async function usedFolder(events = 1): Promise<string> {
  const folder = temporaryFolder();
  const journal = openJournal(folder);
  const writer = await journal.create(runInfo('r1'), definition);
  await writer.append(Array.from({ length: events }, (_, at) => entry(at + 1)));
  await journal.close();
  return folder;
}

function change(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'journal.db'));
  database.exec(sql);
  database.close();
}

describe('opening a journal', () => {
  test('makes the folder and the files for their owner alone', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    const journal = openJournal(folder);
    const writer = await journal.create(runInfo('r1'), definition);
    await writer.append([entry(1)]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['journal.db', 'journal.db-wal', 'journal.db-shm']) {
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  test('finds what was written before', async () => {
    const folder = await usedFolder(3);
    const journal = openJournal(folder);
    expect(await collect(journal.read('r1'))).toHaveLength(3);
    expect((await journal.find('r1'))?.owner).toBeNull();
  });

  test('takes a file that is there and empty for a new one', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'journal.db'), '');
    expect(await openJournal(folder).runs()).toEqual([]);
  });

  test('makes every commit wait for the disk', () => {
    const place = { folder: temporaryFolder(), program: '1.2.3', busyTimeoutMs: 0 };
    const { database } = openDatabase(place);
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    database.close();
  });

  test('begins anew where the first process died while it made the database', async () => {
    const folder = temporaryFolder();
    const half = new DatabaseSync(join(folder, 'half.db'));
    half.exec('PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (x)');
    half.exec(`INSERT INTO half VALUES (zeroblob(1000000))`);
    copyFileSync(join(folder, 'half.db'), join(folder, 'journal.db'));
    copyFileSync(join(folder, 'half.db-journal'), join(folder, 'journal.db-journal'));
    half.close();
    expect(statSync(join(folder, 'journal.db')).size).toBeGreaterThan(500_000);
    const journal = openJournal(folder);
    await journal.create(runInfo('r1'), definition);
    expect(await journal.runs()).toHaveLength(1);
  });

  test('works in two processes at once', async () => {
    const folder = temporaryFolder();
    const [one, two] = [openJournal(folder), openJournal(folder)];
    const writer = await one.create(runInfo('r1'), definition);
    await writer.append([entry(1)]);
    expect(await collect(two.read('r1'))).toHaveLength(1);
  });
});

describe('what is no journal is refused and stays as it is', () => {
  const garbage: readonly [string, Buffer | string, RegExp][] = [
    ['text', 'this is my shopping list\n'.repeat(100), /is not a database.*move it away/],
    ['a short text', 'hello', /only 5 bytes long.*no database/],
    ['zeros', Buffer.alloc(8192), /is not a database/],
  ];

  test.each(garbage)('%s', (_name, content, message) => {
    const folder = temporaryFolder();
    const path = join(folder, 'journal.db');
    writeFileSync(path, content);
    const { problem, message: said } = refusal(folder);
    expect(problem).toBe('not-opened');
    expect(said).toContain(path);
    expect(said).toMatch(message);
    expect(readFileSync(path)).toEqual(Buffer.from(content));
  });

  test.each([
    ['marked', 'PRAGMA application_id = 77; CREATE TABLE mine (x)'],
    ['without a mark', 'CREATE TABLE mine (x)'],
    ['with a version', 'PRAGMA user_version = 1; CREATE TABLE mine (x)'],
    ['with write-ahead log', 'PRAGMA journal_mode = WAL; CREATE TABLE mine (x)'],
  ])('a database of another program, %s', (_name, sql) => {
    const folder = temporaryFolder();
    change(folder, sql);
    const before = readFileSync(join(folder, 'journal.db'));
    expect(refusal(folder).message).toMatch(/journal\.db is a database of another program; move/);
    expect(readFileSync(join(folder, 'journal.db'))).toEqual(before);
  });

  test('a journal of a newer Perilune', async () => {
    const folder = await usedFolder();
    change(folder, `PRAGMA user_version = 99; UPDATE about SET program = '9.1.0'`);
    const before = readFileSync(join(folder, 'journal.db'));
    expect(refusal(folder).message).toMatch(
      /written by Perilune 9\.1\.0 in a newer form \(99\).*use Perilune 9\.1\.0/,
    );
    expect(readFileSync(join(folder, 'journal.db'))).toEqual(before);
  });

  test.each([1 / 2, 1 / 3])('a journal of which only %f is left', async (part) => {
    const folder = await usedFolder(500);
    const path = join(folder, 'journal.db');
    truncateSync(path, Math.floor(statSync(path).size * part));
    const before = readFileSync(path);
    expect(refusal(folder).message).toMatch(
      /journal\.db was cut off: it has only \d+ of \d+ bytes; put a copy of it back/,
    );
    expect(readFileSync(path)).toEqual(before);
  });

  test('a journal of which only the beginning of its head is left', async () => {
    const folder = await usedFolder();
    truncateSync(join(folder, 'journal.db'), 50);
    expect(refusal(folder).message).toMatch(/only 50 bytes long: it was cut off/);
  });

  test('a journal that was emptied while its log is still there', async () => {
    const folder = temporaryFolder();
    const writer = await openJournal(folder).create(runInfo('r1'), definition);
    await writer.append([entry(1)]);
    const copy = temporaryFolder();
    copyFileSync(join(folder, 'journal.db-wal'), join(copy, 'journal.db-wal'));
    const before = readFileSync(join(copy, 'journal.db-wal'));
    expect(before.length).toBeGreaterThan(0);
    expect(refusal(copy).message).toMatch(/journal\.db is empty, although its -wal file is not/);
    expect(readFileSync(join(copy, 'journal.db-wal'))).toEqual(before);
  });
});

describe('a place where no journal can be is named, with what helps', () => {
  test('a file instead of a folder', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'mine');
    expect(refusal(path).message).toMatch(
      /state cannot be kept in .*file: it is a file and not a folder/,
    );
    expect(refusal(join(path, 'deeper')).message).toMatch(/a file and not a folder/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('a folder instead of the database', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'journal.db'));
    expect(refusal(folder)).toMatchObject({ problem: 'not-opened' });
    expect(refusal(folder).message).toContain('journal.db');
  });

  test('a read-only disk', ({ skip }) => {
    const folder = temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=64k', 'tmpfs', folder]);
    skip(mounted.status !== 0, 'this user may not mount anything');
    onTestFinished(() => void spawnSync('umount', [folder]));
    expect(refusal(folder).message).toMatch(/its disk is read-only; set PERILUNE_HOME/);
    expect(refusal(join(folder, 'new')).message).toMatch(/its disk is read-only/);
  });

  test('a folder that this user may not write to', ({ skip }) => {
    skip(process.getuid?.() === 0, 'nothing is forbidden to root; see the next one');
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    expect(refusal(folder).message).toMatch(/may not read and write there/);
  });

  test('a folder of another user', ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can become somebody else');
    const folder = temporaryFolder();
    chownSync(folder, 0, 0);
    chmodSync(folder, 0o755);
    const script = join(import.meta.dirname, 'open-and-say.ts');
    const child = spawnSync(process.execPath, [script, folder], { uid: 65534, encoding: 'utf8' });
    expect(child.stdout).toMatch(/^not-opened: .*may not read and write there.*PERILUNE_HOME/);
    rmSync(folder, { recursive: true });
  });
});

describe('a run in a newer form', () => {
  test('is refused with the version that can read it, and the others are there', async () => {
    const folder = await usedFolder();
    change(folder, `UPDATE runs SET format = 2, program = '9.1.0'`);
    const journal = openJournal(folder);
    await journal.create(runInfo('r2'), definition);
    const message = /run r1 was written by Perilune 9\.1\.0 in a newer form.*use Perilune 9\.1\.0/;
    await expect(journal.find('r1')).rejects.toThrow(message);
    await expect(journal.takeOver('r1')).rejects.toThrow(message);
    await expect(collect(journal.read('r1'))).rejects.toThrow(message);
    expect((await journal.runs()).map(({ info }) => info.id)).toEqual(['r2']);
  });

  test('is not among those that can be read, but it is known that there is one', async () => {
    const folder = temporaryFolder();
    const journal = openJournal(folder);
    await journal.create(runInfo('r1'), definition);
    await journal.create(runInfo('r2'), definition);
    change(folder, `UPDATE runs SET format = 2, program = '9.1.0' WHERE id = 'r1'`);
    expect((await journal.runs()).map(({ info }) => info.id)).toEqual(['r2']);
    const newer = { id: 'r1', program: '9.1.0' };
    expect(await journal.newerRuns()).toEqual([{ ...newer, isNewest: false }]);
    change(folder, `UPDATE runs SET format = 2, program = '9.2.0' WHERE id = 'r2'`);
    expect(await journal.newerRuns()).toEqual([
      { id: 'r2', program: '9.2.0', isNewest: true },
      { ...newer, isNewest: false },
    ]);
  });
});

describe('damage that shows only later', () => {
  test('is left as it is', async () => {
    const folder = await usedFolder(500);
    const path = join(folder, 'journal.db');
    const before = readFileSync(path).fill('nonsense', 4096);
    writeFileSync(path, before);
    const journal = openJournal(folder);
    await expect(journal.runs()).rejects.toThrow(/journal\.db cannot be read: it is damaged.*copy/);
    await journal.close();
    expect(readFileSync(path)).toEqual(before);
  });

  test('is reported by whatever runs into it', async () => {
    const folder = await usedFolder();
    change(folder, `UPDATE events SET event = '{'`);
    const journal = openJournal(folder);
    await expect(collect(journal.read('r1'))).rejects.toThrow(/damaged.*"event"/);
    await expect(collect(journal.read('r1'))).rejects.toThrow(JournalError);
  });
});
