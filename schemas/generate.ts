/**
 * Writes everything that is derived from the schemas and catalogues; with `--check` it writes
 * nothing and fails when something is out of date. Run by `npm run generate`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles, root, staleFiles } from './generated-files.ts';

const files = await generatedFiles();
const stale = staleFiles(files);

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    process.stderr.write(`out of date: ${stale.join(', ')}\nrun \`npm run generate\`\n`);
    process.exitCode = 1;
  }
} else {
  for (const path of stale) {
    const target = join(root, path);
    const text = files.get(path);
    if (text === undefined) {
      rmSync(target);
    } else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
}
