/**
 * Tries every mutant of the workflows and prints what came of them; with `--faults` also each one
 * that did not go as it should. Run by `node test/mutation/mutants.ts`.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { tryAll } from './all-mutations.ts';
import { describeFault, summary } from './summary.ts';

const root = join(import.meta.dirname, '../..');
const tried = tryAll(root, globSync('workflows/*.yaml', { cwd: root }).toSorted());
process.stdout.write(`${summary(tried)}\n`);
if (process.argv.includes('--faults')) {
  for (const trial of tried.trials) {
    if (trial.fault !== null) process.stdout.write(`${describeFault(trial)}\n`);
  }
}
