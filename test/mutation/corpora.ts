import { globSync } from 'node:fs';
import { join } from 'node:path';
import { tryAll, type Trials } from './all-mutations.ts';

const root = join(import.meta.dirname, '../..');

/** The mutants of the workflows that come with the program. */
export function tryWorkflows(): Trials {
  return tryAll(root, globSync('workflows/*.yaml', { cwd: root }).toSorted());
}

/** The mutants of the valid fixtures, each of which uses something else; only each n-th of them. */
export function tryFixtures(every: number): Trials {
  const folder = join(root, 'test/fixtures/check/ok');
  return tryAll(folder, globSync('*.yaml', { cwd: folder }).toSorted(), every);
}
