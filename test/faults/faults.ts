/**
 * Runs every workflow in `workflows` with every fault at every call, one at a time, in virtual time;
 * where a run asks for a person, the commands that it prints are executed. Nothing may be made twice,
 * be missing from the journal, or be lost.
 *
 *   npm run prove:faults [-- NAME…]
 *   npm run prove:faults -- --combined 500 [--seed 7] [NAME…]   # two or three faults at a time, by chance
 */
import { parseArgs } from 'node:util';
import type { Trial } from '../../src/cli/rehearsal/each-fault.ts';
import { subjects } from '../crash/subjects.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { combinedTrials } from './combined.ts';
import { prepare, tryFault, type Prepared } from './harness.ts';

const atOnce = 4;
const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { combined: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const random = seededRandom(Number(values.seed));
let tried = 0;
let bad = 0;

for (const subject of subjects()) {
  if (wanted.length > 0 && !wanted.includes(subject.name)) continue;
  const prepared = await prepare(subject);
  const { combined } = values;
  await tryAll(
    prepared,
    combined === undefined
      ? prepared.trials
      : combinedTrials(prepared.trials, Number(combined), random),
  );
}
print(`${tried} faults tried, something wrong in: ${bad === 0 ? 'none' : bad}`);
process.exitCode = bad === 0 ? 0 : 1;

async function tryAll(prepared: Prepared, trials: readonly Trial[]): Promise<void> {
  const { subject } = prepared;
  const ends = new Map<string, number>();
  const queue = trials.values();
  const work = async () => {
    for (const trial of queue) {
      const { status, finalStatus, wrongs } = await tryFault(prepared, trial);
      tried += 1;
      const end = status === finalStatus ? status : `${status}, then ${finalStatus}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (wrongs.length === 0) continue;
      bad += 1;
      const { action, nth, fault } = trial;
      print(`${subject.name}: ${action} #${nth} ${fault}: ${end}: ${wrongs.join('; ')}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const counts = [...ends].map(([end, count]) => `${count} ${end}`).join(', ');
  print(`${subject.name}: ${trials.length} faults: ${counts}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
