/**
 * Tries every mutant of the workflows and prints what came of them; with `--fixtures` those of the
 * valid fixtures instead; with `--faults` also each one that did not go as it should.
 */
import { tryFixtures, tryWorkflows } from './corpora.ts';
import { describeFault, summary } from './summary.ts';

const tried = process.argv.includes('--fixtures') ? tryFixtures(1) : tryWorkflows();
process.stdout.write(`${summary(tried)}\n`);
if (process.argv.includes('--faults')) {
  for (const trial of tried.trials) {
    if (trial.fault !== null) process.stdout.write(`${describeFault(trial)}\n`);
  }
}
