/**
 * Writes everything that is derived from the schemas and catalogues; with `--check` it writes
 * nothing and fails when something is out of date. Run by `npm run generate`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languageFiles, root } from './language-files.ts';

const isCheck = process.argv.includes('--check');

if (!isCheck) for (const [path, text] of await languageFiles()) write(path, text);
const { generatedFiles, staleFiles } = await import('./generated-files.ts');
const files = await generatedFiles();
const stale = staleFiles(files);

if (!isCheck) {
  for (const path of stale) write(path, files.get(path));
} else if (stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(', ')}\nrun \`npm run generate\`\n`);
  process.exitCode = 1;
}

/** Nothing to write means that the file is not generated any more. */
function write(path: string, text: string | undefined): void {
  const target = join(root, path);
  if (text === undefined) {
    rmSync(target);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
