import { expect, test } from 'vitest';
import { tryFixtures, tryWorkflows } from './corpora.ts';
import type { Trials } from './all-mutations.ts';
import { describeFault, summary } from './summary.ts';

function faultsOf({ trials }: Trials): string[] {
  return trials.filter(({ fault }) => fault !== null).map((trial) => describeFault(trial));
}

test('every slip in a workflow that comes with the program is noticed, where it is, with what was meant', () => {
  const tried = tryWorkflows();
  process.stdout.write(`\n${summary(tried)}\n`);
  expect(faultsOf(tried)).toEqual([]);
  expect(tried.trials.length).toBeGreaterThan(9000);
}, 300_000);

test('so is every tenth slip in the fixtures, which use all of the format', () => {
  const tried = tryFixtures(10);
  expect(faultsOf(tried)).toEqual([]);
  expect(tried.trials.length).toBeGreaterThan(3000);
}, 300_000);
