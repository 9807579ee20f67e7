import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { JournalError, type Journal, type JournalWriter } from '../../../src/engine/journal.ts';
import { startJournalProcess } from './journal-process.ts';
import { definition, entry, runInfo } from './journal-rig-data.ts';
import { collect, openJournal, temporaryFolder } from './journal-rig.ts';

/** A folder on a disk of its own, of 1 MiB; `null` when this user may not mount one. */
function smallDisk(): string | null {
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}

/** Writes a file that leaves only so many bytes of the disk. */
function fill(path: string, left: number): void {
  const { bavail, bsize } = statfsSync(join(path, '..'));
  writeFileSync(path, Buffer.alloc(bavail * bsize - left));
}

async function appendUntilRefused(
  writer: JournalWriter,
): Promise<{ error: unknown; last: number }> {
  for (let last = 0; ; last += 10) {
    try {
      await writer.append(Array.from({ length: 10 }, (_, at) => entry(last + at + 1)));
    } catch (error) {
      return { error, last };
    }
  }
}

async function moments(journal: Journal): Promise<number[]> {
  return (await collect(journal.read('r1'))).map(({ event }) => event.at);
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1);
}

test('a full disk refuses what does not fit, keeps the rest, and goes on once there is room', async ({
  skip,
}) => {
  const folder = smallDisk();
  if (folder === null) return skip('this user may not mount a small disk');
  const journal = openJournal(folder);
  const writer = await journal.create(runInfo('r1'), definition);
  fill(join(folder, 'ballast'), 65_536);
  const { error, last } = await appendUntilRefused(writer);
  expect(error).toBeInstanceOf(JournalError);
  expect(error).toMatchObject({
    problem: 'not-written',
    message: expect.stringMatching(
      /nothing was written to .*journal\.db: the disk is full .*make some room/,
    ),
  });
  expect(last).toBeGreaterThan(0);
  expect(await moments(journal)).toEqual(upTo(last));
  expect((await journal.find('r1'))?.lastSequence).toBe(last);

  rmSync(join(folder, 'ballast'));
  writer.assertCurrent();
  const recorded = await writer.append([entry(last + 1)]);
  expect(recorded[0]?.sequence).toBe(last + 1);
  await journal.close();
  expect(await moments(openJournal(folder))).toEqual(upTo(last + 1));
});

test('no journal is begun on a disk that is full', ({ skip }) => {
  const folder = smallDisk();
  if (folder === null) return skip('this user may not mount a small disk');
  fill(join(folder, 'ballast'), 0);
  expect(() => openJournal(folder)).toThrow(/journal\.db.*(?:disk is full)/);
  expect(() => openJournal(join(folder, 'new'))).toThrow(/disk is full/);
  rmSync(join(folder, 'ballast'));
  expect(readFileSync(join(folder, 'journal.db'))).toHaveLength(0);
  openJournal(folder);
});

test('who may write no larger files is refused, and what was written is there', async () => {
  const folder = temporaryFolder();
  const limited = await startJournalProcess(folder, { blocks: 200 });
  expect(await limited.tell('create r1')).toBe('ok');
  let [answer, last] = ['', 0];
  while (!answer.startsWith('not-written')) {
    answer = await limited.tell('append 1');
    if (answer.startsWith('ok')) last = Number(answer.slice(3));
  }
  expect(answer).toMatch(
    /journal\.db: (?:the disk is full|the disk does not do its part.*limits of file sizes)/,
  );
  expect(last).toBeGreaterThan(0);
  await limited.kill();
  expect(await moments(openJournal(folder))).toEqual(upTo(last));
});
