/**
 * Time per step by the size of the graph: reading and checking the file, and running it, each for a
 * wide fan-out and for a chain, small and large in turn. Prints medians and their ratio; a ratio near
 * 1 means that the time per step does not depend on how many others there are.
 *
 *   npm run benchmark
 */
import type { Plan } from '../../src/core/workflow/plan.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { planOf, runPlan } from './generated-run.ts';
import { median } from './median.ts';

const rounds = 7;
type Shape = (steps: number) => string;

const shapes: Readonly<Record<string, { shape: Shape; small: number; large: number }>> = {
  'fan-out': { shape: fanOut, small: 1000, large: 10_000 },
  chain: { shape: chain, small: 200, large: 2000 },
};

for (const [name, { shape, small, large }] of Object.entries(shapes)) {
  const times = { small: emptyTimes(), large: emptyTimes() };
  await measure(shape(small), small); // warms the code up
  for (let round = 0; round < rounds; round += 1) {
    add(times.small, await measure(shape(small), small));
    add(times.large, await measure(shape(large), large));
  }
  for (const phase of ['check', 'run'] as const) {
    const [a, b] = [median(times.small[phase]), median(times.large[phase])];
    process.stdout.write(
      `${name.padEnd(8)} ${phase.padEnd(6)} ${perStep(small, a)}  ${perStep(large, b)}  ratio ${(b / a).toFixed(2)}\n`,
    );
  }
}

interface Times {
  readonly check: number[];
  readonly run: number[];
}

function emptyTimes(): Times {
  return { check: [], run: [] };
}

function add(times: Times, { check, run }: { check: number; run: number }): void {
  times.check.push(check);
  times.run.push(run);
}

function perStep(steps: number, microseconds: number): string {
  return `${String(steps).padStart(6)} steps: ${microseconds.toFixed(1).padStart(7)} µs/step`;
}

/** Microseconds per step. */
async function measure(text: string, steps: number): Promise<{ check: number; run: number }> {
  const startedAt = performance.now();
  const plan = planOf(text);
  const checkedAt = performance.now();
  await run(plan, steps);
  const endedAt = performance.now();
  return {
    check: ((checkedAt - startedAt) * 1000) / steps,
    run: ((endedAt - checkedAt) * 1000) / steps,
  };
}

async function run(plan: Plan, steps: number): Promise<void> {
  let succeeded = 0;
  await runPlan({
    plan,
    journal: createMemoryJournal(),
    observe: ({ event }) => {
      if (event.type === 'step-succeeded') succeeded += 1;
    },
  });
  if (succeeded !== steps) throw new Error(`only ${succeeded} steps succeeded`);
}

/** One step that all others read, side by side. */
function fanOut(steps: number): string {
  const rest = Array.from({ length: steps - 1 }, (_, at) => step(`s${at}`, 'root'));
  return [
    'name: fan-out',
    'steps:',
    '  - { id: root, uses: value/set, with: { n: 1 } }',
    ...rest,
  ].join('\n');
}

/** Each step reads the one before. */
function chain(steps: number): string {
  const rest = Array.from({ length: steps - 1 }, (_, at) => step(`s${at + 1}`, `s${at}`));
  return ['name: chain', 'steps:', '  - { id: s0, uses: value/set, with: { n: 1 } }', ...rest].join(
    '\n',
  );
}

function step(id: string, need: string): string {
  return `  - { id: ${id}, uses: value/set, with: { n: '\${{ steps.${need}.outputs.n }}' } }`;
}
