import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { applicationId, migrations } from '../../../src/store/sqlite/migrations.ts';
import { identityOf, migrate } from '../../../src/store/sqlite/migrate.ts';
import { openJournal, temporaryFolder } from './journal-rig.ts';

const first = 'CREATE TABLE about (program TEXT NOT NULL); CREATE TABLE a (x)';
const second = 'CREATE TABLE b (y); INSERT INTO b SELECT x * 2 FROM a';

function emptyDatabase(path = ':memory:'): DatabaseSync {
  const database = new DatabaseSync(path);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

function up(database: DatabaseSync, steps: readonly string[], program = '2.0.0'): void {
  migrate(database, 'journal.db', program, steps);
}

test('an empty database goes through all steps', () => {
  const database = emptyDatabase();
  up(database, [first, second]);
  expect(identityOf(database)).toEqual({ application: applicationId, version: 2 });
  expect(database.prepare('SELECT program FROM about').all()).toEqual([{ program: '2.0.0' }]);
});

test('a database of an earlier version keeps what it holds, and takes the missing steps', () => {
  const database = emptyDatabase();
  up(database, [first], '1.0.0');
  database.exec('INSERT INTO a VALUES (21)');
  up(database, [first, second]);
  expect(database.prepare('SELECT y FROM b').get()).toEqual({ y: 42 });
  expect(database.prepare('SELECT program FROM about').all()).toEqual([{ program: '2.0.0' }]);
});

test('a step that fails leaves the version before it', () => {
  const database = emptyDatabase();
  expect(() => up(database, [first, 'CREATE TABLE b (y); SELECT nonsense'])).toThrow('nonsense');
  expect(identityOf(database).version).toBe(1);
  expect(() => database.exec('SELECT * FROM b')).toThrow('no such table');
  up(database, [first, second]);
  expect(identityOf(database).version).toBe(2);
});

test('a newer database is refused, with the version that can read it, and stays as it is', () => {
  const database = emptyDatabase();
  up(database, [first, second], '9.1.0');
  expect(() => up(database, [first])).toThrow(
    /journal\.db was written by Perilune 9\.1\.0 in a newer form \(2\).*this is Perilune 2\.0\.0.*use Perilune 9\.1\.0/,
  );
  expect(identityOf(database).version).toBe(2);
  expect(database.isTransaction).toBe(false);
});

test('a database of another program is refused', () => {
  const database = emptyDatabase();
  database.exec('PRAGMA application_id = 77');
  expect(() => up(database, [first])).toThrow(/database of another program/);
});

test('a journal that was opened has the newest version, syncs every commit and logs ahead', () => {
  const folder = temporaryFolder();
  openJournal(folder);
  const database = emptyDatabase(join(folder, 'journal.db'));
  expect(identityOf(database)).toEqual({ application: applicationId, version: migrations.length });
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
});
