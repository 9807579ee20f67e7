import { expect, test } from 'vitest';
import { WriterReplaced, type Journal, type RunOwner } from '../../../src/engine/journal.ts';
import { heartbeatMs } from '../../../src/store/sqlite/liveness.ts';
import { definition, entry, runInfo } from './journal-rig-data.ts';
import { manualTicker, openJournal, temporaryFolder } from './journal-rig.ts';

/** A machine whose clock and timers the test moves, with a journal in which `r1` is being written. */
async function machine() {
  const folder = temporaryFolder();
  const ticker = manualTicker();
  const clock = { time: 1000, now: () => clock.time };
  const journal = openJournal(folder, { ticker, clock });
  const writer = await journal.create(runInfo('r1'), definition);
  return {
    journal,
    other: openJournal(folder, { ticker: manualTicker(), clock }),
    writer,
    ticker,
    clock,
  };
}

async function owner(journal: Journal, run = 'r1'): Promise<RunOwner | null | undefined> {
  return (await journal.find(run))?.owner;
}

test('a writer is heard again and again, although it writes nothing', async () => {
  const { journal, other, ticker, clock } = await machine();
  expect(await owner(other)).toMatchObject({ lastHeardAt: 1000, isAlive: true });
  clock.time += 9000;
  ticker.tick(heartbeatMs);
  await journal.request('r1', { kind: 'cancel' }); // written after the heartbeat
  expect(await owner(other)).toMatchObject({ lastHeardAt: 10_000, isAlive: true });
});

test('a writer is heard when it appends', async () => {
  const { other, writer, clock } = await machine();
  clock.time += 5000;
  await writer.append([entry(1)]);
  expect(await owner(other)).toMatchObject({ lastHeardAt: 6000 });
});

test('a writer that is not heard for ten seconds is replaced without insisting', async () => {
  const { other, clock } = await machine();
  clock.time += 9999;
  await expect(other.takeOver('r1')).rejects.toThrow(/heard of 10s ago/);
  clock.time += 1;
  expect(await owner(other)).toMatchObject({ isAlive: false });
  await expect(other.takeOver('r1')).resolves.toMatchObject({ run: 'r1' });
});

test('the heartbeat of who was replaced changes nothing, and ends', async () => {
  const { journal, other, ticker, clock } = await machine();
  await other.takeOver('r1', { evenIfAlive: true });
  clock.time += 5000;
  ticker.tick(heartbeatMs);
  await journal.request('r1', { kind: 'cancel' });
  expect(await owner(other)).toMatchObject({ lastHeardAt: 1000 });
  expect(ticker.count).toBe(0);
});

test('a writer that was not heard cannot write to another run of the same name', async () => {
  const { other, writer, clock } = await machine();
  clock.time += 10_000;
  await other.remove('r1');
  await other.create(runInfo('r1'), definition);
  expect(() => writer.assertCurrent()).toThrow(WriterReplaced);
  await expect(writer.append([entry(1)])).rejects.toThrow(WriterReplaced);
  expect(await other.find('r1')).toMatchObject({ lastSequence: 0 });
});

test('what was asked before is heard without waiting for a tick', async () => {
  const { journal, writer } = await machine();
  await journal.request('r1', { kind: 'cancel' });
  const request = await new Promise((resolve) => {
    writer.onRequest(resolve);
  });
  expect(request).toEqual({ kind: 'cancel' });
});

test('nothing ticks when nobody writes', async () => {
  const { journal, writer, ticker } = await machine();
  const second = await journal.create(runInfo('r2'), definition);
  writer.onRequest(() => {});
  expect(ticker.count).toBe(2);
  await writer.close();
  expect(ticker.count).toBe(1);
  await second.close();
  expect(ticker.count).toBe(0);
});

test('closing the journal makes its runs free', async () => {
  const { journal, other, writer } = await machine();
  const appended = writer.append([entry(1)]);
  await journal.close();
  await journal.close();
  await appended;
  expect(await owner(other)).toBeNull();
  expect(await other.find('r1')).toMatchObject({ lastSequence: 1 });
});
