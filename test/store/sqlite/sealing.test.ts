import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSealer } from '../../../src/store/sqlite/sealing.ts';
import { definition, entry, runInfo, secretEntry } from './journal-rig-data.ts';
import { collect, openJournal, temporaryFolder } from './journal-rig.ts';

const place = { run: 'r1', sequence: 1 };

/** A folder with a journal, closed, that holds a secret. */
async function folderWithSecret(): Promise<string> {
  const folder = temporaryFolder();
  const journal = openJournal(folder);
  const writer = await journal.create(runInfo('r1'), definition);
  await writer.append([entry(1), secretEntry(2, 'moonlight')]);
  await journal.close();
  return folder;
}

test('what was sealed is read again, by any process with the key', () => {
  const folder = temporaryFolder();
  const sealed = createSealer(folder).seal('{"a":"ü🌙"}', place);
  expect(createSealer(folder).unseal(sealed, place)).toBe('{"a":"ü🌙"}');
});

test('the same text is never sealed twice in the same way, and does not shine through', () => {
  const sealer = createSealer(temporaryFolder());
  const [one, two] = [sealer.seal('moonlight', place), sealer.seal('moonlight', place)];
  expect(Buffer.from(one).equals(two)).toBe(false);
  expect(Buffer.from(one).includes('moonlight')).toBe(false);
});

test.each([
  ['another run', { run: 'r2', sequence: 1 }],
  ['another event', { run: 'r1', sequence: 2 }],
])('a sealed text cannot be put in the place of %s', (_name, other) => {
  const sealer = createSealer(temporaryFolder());
  expect(() => sealer.unseal(sealer.seal('x', place), other)).toThrow(/not the key.*damaged/);
});

test('a sealed text that was changed, or cut off, is refused', () => {
  const sealer = createSealer(temporaryFolder());
  const sealed = sealer.seal('moonlight', place);
  const changed = Uint8Array.from(sealed, (byte, at) =>
    at === sealed.length - 1 ? byte ^ 1 : byte,
  );
  expect(() => sealer.unseal(changed, place)).toThrow(/damaged/);
  expect(() => sealer.unseal(sealed.subarray(0, 5), place)).toThrow(/damaged/);
});

test('the key is for its owner alone, and is made once', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.key');
  createSealer(folder).seal('x', place);
  const key = readFileSync(path);
  expect(key).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  createSealer(folder).seal('y', place);
  expect(readFileSync(path)).toEqual(key);
  expect(readdirSync(folder)).toEqual(['journal.key']);
});

test('a journal without secrets has no key', async () => {
  const folder = temporaryFolder();
  const writer = await openJournal(folder).create(runInfo('r1'), definition);
  const { shown } = entry(1);
  await writer.append([{ shown, clear: structuredClone(shown) }]);
  expect(readdirSync(folder)).not.toContain('journal.key');
});

test('no file of a journal holds a secret in clear', async () => {
  const folder = temporaryFolder();
  const writer = await openJournal(folder).create(runInfo('r1'), definition);
  await writer.append([entry(1), secretEntry(2, 'moonlight')]);
  const files = readdirSync(folder);
  expect(files).toContain('journal.db-wal');
  for (const file of files) {
    expect([file, readFileSync(join(folder, file)).includes('moonlight')]).toEqual([file, false]);
  }
});

test('without its key a journal can be looked at, but not gone on with', async () => {
  const folder = await folderWithSecret();
  rmSync(join(folder, 'journal.key'));
  const journal = openJournal(folder);
  expect(await collect(journal.read('r1'))).toHaveLength(2);
  await expect(collect(journal.readClear('r1'))).rejects.toMatchObject({
    problem: 'no-key',
    message: expect.stringMatching(/run r1 .*there is no .*journal\.key.*put the right key back/),
  });
  expect(readdirSync(folder)).not.toContain('journal.key');
});

test.each([
  ['another key', Buffer.alloc(32, 7)],
  ['no key at all', Buffer.from('not a key')],
])('with %s in its place a journal cannot be gone on with', async (_name, key) => {
  const folder = await folderWithSecret();
  writeFileSync(join(folder, 'journal.key'), key);
  await expect(collect(openJournal(folder).readClear('r1'))).rejects.toMatchObject({
    problem: 'no-key',
    message: expect.stringMatching(/run r1 .*journal\.key is not the key.*put the right key back/),
  });
});

test('a key that was lost is not replaced by another one, and can be put back', async () => {
  const folder = await folderWithSecret();
  const path = join(folder, 'journal.key');
  const key = readFileSync(path);
  rmSync(path);
  const journal = openJournal(folder);
  const writer = await journal.create(runInfo('r2'), definition);
  await expect(writer.append([secretEntry(1, 'sunshine')])).rejects.toMatchObject({
    problem: 'not-written',
    message: expect.stringMatching(/there is no .*journal\.key.*put it back from a copy/),
  });
  expect(readdirSync(folder)).not.toContain('journal.key');
  writeFileSync(path, key);
  await writer.append([secretEntry(1, 'sunshine')]);
  expect(await collect(journal.readClear('r1'))).toHaveLength(2);
});

test('nothing is written when a secret cannot be sealed, and what has no secret is', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'journal.key'), 'not a key');
  const journal = openJournal(folder);
  const writer = await journal.create(runInfo('r1'), definition);
  const results = await Promise.allSettled([
    writer.append([entry(1), secretEntry(2, 'moonlight')]),
    writer.append([entry(3)]),
  ]);
  expect(results[0]).toMatchObject({
    reason: { problem: 'not-written', message: expect.stringMatching(/journal\.key.*9 bytes/) },
  });
  const found = (await collect(journal.read('r1'))).map(({ sequence, event }) => [
    sequence,
    event.at,
  ]);
  expect(found).toEqual([[1, 3]]);
  expect(readFileSync(join(folder, 'journal.key'), 'utf8')).toBe('not a key');
});
