/**
 * What durability costs: the same run with its journal in memory and on disk, in turn. Steps that do
 * nothing show the price of each record; steps that take as long as a quick call of an API show what
 * is left of it in a real run. Prints medians and their ratio.
 *
 *   npm run benchmark:durability [FOLDER]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../src/core/workflow/plan.ts';
import type { Journal } from '../../src/engine/journal.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { planOf, runPlan } from './generated-run.ts';
import { journalOnDisk } from './journal-on-disk.ts';
import { median } from './median.ts';

const rounds = 7;
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'perilune-benchmark-'));
const nothing = 'uses: value/set, with: { n: 1 }';
const quickCall = "uses: time/sleep, with: { for: '200ms' }";

const workflows: Readonly<Record<string, string>> = {
  'chain of 300 steps that do nothing': chain(300, nothing),
  '1,000 steps side by side that do nothing': fanOut(1000, nothing),
  'chain of 10 steps of 200 ms': chain(10, quickCall),
  '100 steps of 200 ms side by side': fanOut(100, quickCall),
};

try {
  for (const [name, text] of Object.entries(workflows)) await compare(name, planOf(text));
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(name: string, plan: Plan): Promise<void> {
  const inMemory: number[] = [];
  const onDisk: number[] = [];
  // The first round warms the code up.
  for (let round = 0; round <= rounds; round += 1) {
    const without = await timed(plan, createMemoryJournal());
    const withJournal = await timed(plan, journalOnDisk(folder));
    if (round === 0) continue;
    inMemory.push(without);
    onDisk.push(withJournal);
  }
  const [memory, disk] = [median(inMemory), median(onDisk)];
  process.stdout.write(
    `${name.padEnd(42)} in memory ${milliseconds(memory)}  on disk ${milliseconds(disk)}  ratio ${(disk / memory).toFixed(2)}\n`,
  );
}

async function timed(plan: Plan, journal: Journal): Promise<number> {
  const startedAt = performance.now();
  await runPlan({ plan, journal });
  const took = performance.now() - startedAt;
  await journal.close();
  return took;
}

function chain(steps: number, does: string): string {
  const all = Array.from({ length: steps }, (_, at) => {
    const needs = at === 0 ? '' : `, needs: [s${at - 1}]`;
    return `  - { id: s${at}${needs}, ${does} }`;
  });
  return ['name: chain', 'steps:', ...all].join('\n');
}

function fanOut(steps: number, does: string): string {
  const all = Array.from({ length: steps }, (_, at) => `  - { id: s${at}, ${does} }`);
  return ['name: fan-out', 'max-parallel: 1000', 'steps:', ...all].join('\n');
}

function milliseconds(time: number): string {
  return `${time.toFixed(1).padStart(8)} ms`;
}
