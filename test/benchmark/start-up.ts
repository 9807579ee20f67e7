/**
 * Time of a whole process: the built program validating a small file, against a Node that does
 * nothing, in turn. Prints medians in milliseconds and their ratios.
 *
 *   npm run build && npm run benchmark:start
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { median } from './median.ts';

const rounds = 15;
const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/cli/bin.cjs');
const commands: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  '--version': [program, '--version'],
  'validate provision.yaml': [program, 'validate', join(root, 'workflows/provision.yaml')],
};

const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, words] of Object.entries(commands)) {
    const took = milliseconds(words);
    // The first round warms the disk's cache.
    if (round > 0) times.get(name)?.push(took);
  }
}
const base = median(times.get('node -e 0') ?? []);
for (const [name, values] of times) {
  const time = median(values);
  process.stdout.write(
    `${name.padEnd(26)} ${time.toFixed(1).padStart(7)} ms  ratio ${(time / base).toFixed(2)}\n`,
  );
}

function milliseconds(words: readonly string[]): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - startedAt;
}
