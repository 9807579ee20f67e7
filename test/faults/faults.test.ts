import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoIds } from '../../src/providers/lunanode/simulator/demo-world.ts';
import { subjects } from '../crash/subjects.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { combinedTrials } from './combined.ts';
import { prepare, tryFault, type Prepared } from './harness.ts';

/** `npm run prove:faults` tries all of them. */
const sampleOf: Readonly<Record<string, number>> = { 'blue-green-swap': 1 };
const rare = 12;

/** What goes wrong at every nth fault of a workflow. */
async function wrongsOf(prepared: Prepared, nth: number): Promise<string[]> {
  const wrongs: string[] = [];
  for (const trial of prepared.trials.filter((_, at) => at % nth === 0)) {
    const outcome = await tryFault(prepared, trial);
    const where = `${trial.action} #${trial.nth} ${trial.fault}`;
    wrongs.push(...outcome.wrongs.map((wrong) => `${where}: ${wrong}`));
  }
  return wrongs;
}

describe('whatever goes wrong at a call', { timeout: 60_000 }, () => {
  test.each(subjects())(
    '$name makes nothing twice, forgets nothing and loses nothing',
    async (subject) => {
      const prepared = await prepare(subject);
      expect(prepared.faultless.state.status).toBe('succeeded');
      expect(prepared.trials.length).toBeGreaterThan(90);
      expect(await wrongsOf(prepared, sampleOf[subject.name] ?? rare)).toEqual([]);
    },
  );
});

test(
  'whatever goes wrong at two or three calls of a swap, it is put right',
  { timeout: 60_000 },
  async () => {
    const [swap] = subjects().filter(({ name }) => name === 'blue-green-swap');
    if (swap === undefined) throw new Error('there is no swap');
    const prepared = await prepare(swap);
    const trials = combinedTrials(prepared.trials, 40, seededRandom(11));
    expect(await wrongsOf({ ...prepared, trials }, 1)).toEqual([]);
  },
);

test('an address that is on nothing at the end is seen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-careless-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'careless.yaml');
  writeFileSync(file, careless);
  const prepared = await prepare({ name: 'careless', file, inputs: {} });
  expect(await wrongsOf(prepared, 1)).toEqual([
    `vm/floatingip-add #1 reject: ${demoIds.blueIp} is on nothing`,
    `vm/floatingip-delete #each cut-after: ${demoIds.blueIp} is on nothing`,
    `vm/floatingip-delete #each status-500: ${demoIds.blueIp} is on nothing`,
    `vm/floatingip-add #each refuse: ${demoIds.blueIp} is on nothing`,
    `vm/floatingip-add #each reject: ${demoIds.blueIp} is on nothing`,
  ]);
});

/** It moves an address, and has no way back. */
const careless = `name: careless
steps:
  - id: detach
    uses: vm/floatingip-delete
    with: { vm_id: ${demoIds.blueVm}, ip: ${demoIds.blueIp}, keep: true }
  - id: attach
    needs: [detach]
    uses: vm/floatingip-add
    with: { vm_id: ${demoIds.databaseVm}, ip: ${demoIds.blueIp} }
`;
