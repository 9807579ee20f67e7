/**
 * What durability costs: the same run with its journal in memory and on disk, in turn. Steps that do
 * nothing show the price of each record; steps that take as long as a quick call of an API show what
 * is left of it in a real run. Prints medians and their ratio.
 *
 *   npm run benchmark:durability [FOLDER]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinSpecs, createBuiltinActions } from '../../src/actions/builtin-actions.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { createPlan, type Plan } from '../../src/core/workflow/plan.ts';
import { readWorkflow } from '../../src/core/workflow/read-workflow.ts';
import type { Journal } from '../../src/engine/journal.ts';
import { createRedactor } from '../../src/engine/redactor.ts';
import { runWorkflow } from '../../src/engine/run-workflow.ts';
import { systemClock } from '../../src/engine/system-clock.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { openSqliteJournal } from '../../src/store/sqlite-journal.ts';
import { systemProcesses } from '../../src/store/sqlite/processes.ts';

const rounds = 7;
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'perilune-benchmark-'));
const catalogue = createCatalogue(builtinSpecs);
const actions = new Map(
  createBuiltinActions({ baseEnvironment: {} }).map((action) => [action.spec.name, action]),
);

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
    const withJournal = await timed(plan, journalOnDisk());
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
  const state = await runWorkflow(
    { plan, id: crypto.randomUUID(), cancelled: new AbortController().signal },
    {
      actions: { get: (name) => actions.get(name) },
      clock: systemClock,
      random: Math.random,
      journal,
      redactor: createRedactor(),
      digest: (each) => each,
      secret: () => undefined,
      place: { cwd: '/', settings: {} },
      folderOf: () => '.',
      observe: () => undefined,
    },
  );
  const took = performance.now() - startedAt;
  await journal.close();
  if (state.status !== 'succeeded') throw new Error(`the run ${state.status}`);
  return took;
}

function journalOnDisk(): Journal {
  return openSqliteJournal({
    folder,
    program: 'benchmark',
    clock: { now: () => Date.now() },
    host: hostname(),
    pid: process.pid,
    processes: systemProcesses((pid, signal) => process.kill(pid, signal)),
  });
}

function planOf(text: string): Plan {
  const library = { catalogue, readFile: () => null };
  const { workflow } = readWorkflow(createSourceFile('generated.yaml', text), library);
  if (workflow === null) throw new Error('the generated workflow is wrong');
  const result = createPlan(workflow, {}, (each) => String(each.length));
  if (!result.ok) throw new Error('the generated workflow wants inputs');
  return result.plan;
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
