import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startJournalProcess } from './journal-process.ts';
import { definition, entry, runInfo } from './journal-rig-data.ts';
import { collect, openJournal, temporaryFolder } from './journal-rig.ts';

/** A clock that is ahead: whoever was heard just now was not heard for long. */
const later = { now: () => Date.now() + 60_000 };

async function sequences(folder: string, run: string): Promise<number[]> {
  const events = await collect(openJournal(folder).read(run));
  return events.map(({ sequence }) => sequence);
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1);
}

describe('a run of another process', () => {
  test('is not taken over while that process is alive: it is named', async () => {
    const folder = temporaryFolder();
    const owner = await startJournalProcess(folder);
    expect(await owner.tell('create r1')).toBe('ok');
    const journal = openJournal(folder);
    expect((await journal.find('r1'))?.owner).toMatchObject({
      pid: owner.pid,
      host: hostname(),
      isAlive: true,
    });
    await expect(journal.takeOver('r1')).rejects.toMatchObject({
      problem: 'run-is-owned',
      message: expect.stringMatching(`process ${owner.pid} on ${hostname()} .*perilune cancel r1`),
    });
    expect(await owner.tell('append 1')).toBe('ok 1');
  });

  test('is free as soon as that process closes it', async () => {
    const folder = temporaryFolder();
    const owner = await startJournalProcess(folder);
    await owner.tell('create r1');
    await owner.tell('close');
    await expect(openJournal(folder).takeOver('r1')).resolves.toMatchObject({ run: 'r1' });
  });

  test('is free at once when that process was killed, and all that it was told is durable is there', async () => {
    const folder = temporaryFolder();
    const owner = await startJournalProcess(folder);
    await owner.tell('create r1');
    owner.send('pour');
    let last = 0;
    while (last < 50) last = Number(await owner.answer());
    for (const said of await owner.kill()) last = Number(said);
    expect(statSync(join(folder, 'journal.db-wal')).size).toBeGreaterThan(0);

    const journal = openJournal(folder);
    const found = (await collect(journal.read('r1'))).map(({ sequence }) => sequence);
    expect(found.length).toBeGreaterThanOrEqual(last);
    expect(found).toEqual(upTo(found.length));
    expect((await journal.find('r1'))?.owner).toMatchObject({ pid: owner.pid, isAlive: false });
    const writer = await journal.takeOver('r1');
    const [recorded] = await writer.append([entry(1)]);
    expect(recorded?.sequence).toBe(found.length + 1);
  });

  test('can be taken from a process that stands still, which notices when it wakes', async () => {
    const folder = temporaryFolder();
    const owner = await startJournalProcess(folder);
    await owner.tell('create r1');
    await owner.tell('append 2');
    owner.signal('SIGSTOP');
    await expect(openJournal(folder).takeOver('r1')).rejects.toThrow(/run r1 is at work/);
    const writer = await openJournal(folder, { clock: later }).takeOver('r1');
    await writer.append([entry(3)]);
    owner.signal('SIGCONT');
    expect(await owner.tell('assert')).toMatch(/^WriterReplaced .*r1/);
    expect(await owner.tell('append 1')).toMatch(/^WriterReplaced /);
    expect(await owner.tell('close')).toBe('ok');
    await writer.append([entry(4)]);
    expect(await sequences(folder, 'r1')).toEqual([1, 2, 3, 4]);
  });

  test('is asked to stop by leaving a request', async () => {
    const folder = temporaryFolder();
    const other = await startJournalProcess(folder);
    await other.tell('create r1');
    await openJournal(folder).request('r1', { kind: 'cancel' });
    expect(await other.tell('requested')).toBe('ok cancel');
  });
});

describe('of two processes that take a run over at once', () => {
  test('one succeeds, and the other is told so', async () => {
    const folder = temporaryFolder();
    const journal = openJournal(folder);
    const [one, two] = await Promise.all([
      startJournalProcess(folder),
      startJournalProcess(folder),
    ]);
    for (const round of upTo(10)) {
      const run = `r${round}`;
      const writer = await journal.create(runInfo(run), definition);
      await writer.append([entry(1)]);
      await writer.close();
      const answers = await Promise.all([one.tell(`takeOver ${run}`), two.tell(`takeOver ${run}`)]);
      const [won, lost] = answers[0] === 'ok' ? answers : answers.toReversed();
      expect(won).toBe('ok');
      expect(lost).toMatch(new RegExp(`^run-is-owned the run ${run} is at work in process`));
      const winner = answers[0] === 'ok' ? one : two;
      expect(await winner.tell('append 1')).toMatch(/^ok/);
      expect(await sequences(folder, run)).toEqual([1, 2]);
      await winner.tell('close');
    }
  });
});

describe('many processes', () => {
  test('begin a journal in the same moment', async () => {
    const folder = temporaryFolder();
    const all = await Promise.all(upTo(4).map(() => startJournalProcess(folder)));
    const created = await Promise.all(all.map((each, at) => each.tell(`create r${at}`)));
    expect(created).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await openJournal(folder).runs()).toHaveLength(4);
  });

  test('use one key, even if all need it in the same moment', async () => {
    const folder = temporaryFolder();
    const all = await Promise.all(upTo(3).map(() => startJournalProcess(folder)));
    await Promise.all(all.map((each, at) => each.tell(`create r${at}`)));
    await Promise.all(all.map((each, at) => each.tell(`secret s${at}`)));
    const journal = openJournal(folder);
    for (const at of [0, 1, 2]) {
      const [event] = await collect(journal.readClear(`r${at}`));
      expect(event).toMatchObject({ outputs: { secret: `s${at}` } });
    }
  });
});

describe('a database that another process keeps locked', () => {
  test('is waited for, then nothing is written, and later it goes on', async () => {
    const folder = temporaryFolder();
    const journal = openJournal(folder, { busyTimeoutMs: 50 });
    const writer = await journal.create(runInfo('r1'), definition);
    const other = await startJournalProcess(folder);
    await other.tell('lock');
    await expect(writer.append([entry(1)])).rejects.toMatchObject({
      problem: 'not-written',
      message: expect.stringMatching(/journal\.db: another program keeps it locked/),
    });
    writer.assertCurrent();
    expect(await collect(journal.read('r1'))).toEqual([]);
    await other.tell('unlock');
    await writer.append([entry(2)]);
    expect((await collect(journal.read('r1'))).map(({ event }) => event.at)).toEqual([2]);
  });
});
