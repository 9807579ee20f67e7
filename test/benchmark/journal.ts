/**
 * Appends per second to the journal on disk: by one writer that waits for each, and by a hundred
 * that append in the same turn of the event loop and so share a sync of the disk. Prints medians
 * and their ratio.
 *
 *   npm run benchmark:journal [FOLDER]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunInfo } from '../../src/core/run/event.ts';
import type { Entry, JournalWriter } from '../../src/engine/journal.ts';
import { journalOnDisk } from './journal-on-disk.ts';
import { median } from './median.ts';

const rounds = 7;
const writers = 100;
const appendsOfOne = 200;
const appendsOfEach = 20;

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'perilune-benchmark-'));
const journal = journalOnDisk(folder);

try {
  const all: JournalWriter[] = [];
  for (let number = 0; number < writers; number += 1) all.push(await begin(`run-${number}`));
  await together(all, appendsOfEach); // warms the code up
  const single: number[] = [];
  const grouped: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    single.push(await perSecond(all.slice(0, 1), appendsOfOne));
    grouped.push(await perSecond(all, appendsOfEach));
  }
  const [one, many] = [median(single), median(grouped)];
  process.stdout.write(`     1 writer:  ${one.toFixed(0).padStart(7)} appends/s\n`);
  process.stdout.write(`   ${writers} writers: ${many.toFixed(0).padStart(7)} appends/s\n`);
  process.stdout.write(`        ratio: ${(many / one).toFixed(1).padStart(8)}\n`);
} finally {
  await journal.close();
  rmSync(folder, { recursive: true });
}

function begin(id: string): Promise<JournalWriter> {
  const run: RunInfo = {
    id,
    workflow: 'benchmark',
    file: 'benchmark.yaml',
    planHash: '',
    inputs: {},
    startedAt: 0,
    scheduledAt: null,
    parent: null,
  };
  return journal.create(run, { file: 'benchmark.yaml', cwd: '/', files: [], settings: {} });
}

async function perSecond(of: readonly JournalWriter[], appends: number): Promise<number> {
  const startedAt = performance.now();
  await together(of, appends);
  return (of.length * appends * 1000) / (performance.now() - startedAt);
}

async function together(of: readonly JournalWriter[], appends: number): Promise<void> {
  await Promise.all(
    of.map(async (writer) => {
      for (let number = 0; number < appends; number += 1) await writer.append([entry(number)]);
    }),
  );
}

/** About as large as what a step of a real run writes. */
function entry(at: number): Entry {
  const outputs = { vm_id: `8a1f0b6c-${at}`, status: 'active', notes: 'x'.repeat(200) };
  const event = { type: 'step-succeeded', at, step: 'create', outputs } as const;
  return { shown: event, clear: event };
}
