/**
 * Runs every workflow in `workflows` with every fault at every call, one at a time, in virtual time;
 * where a run asks for a person, the commands that it prints are executed. Nothing may be made twice,
 * be missing from the journal, or be lost.
 *
 *   npm run prove:faults [-- NAME…]
 */
import { subjects } from '../crash/subjects.ts';
import { prepare, tryFault, type Prepared } from './harness.ts';

const atOnce = 4;
const wanted = process.argv.slice(2);
let tried = 0;
let bad = 0;

for (const subject of subjects()) {
  if (wanted.length > 0 && !wanted.includes(subject.name)) continue;
  await tryAll(await prepare(subject));
}
print(`${tried} faults tried, something wrong in: ${bad === 0 ? 'none' : bad}`);
process.exitCode = bad === 0 ? 0 : 1;

async function tryAll(prepared: Prepared): Promise<void> {
  const { subject, trials } = prepared;
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
