import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

/** The files as the repository's formatter would leave them; their keys are kept. */
export function formatFiles(
  root: string,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-'));
  try {
    const copies = [...files].map(([path, text], at) => {
      const copy = join(folder, `${at}${extname(path)}`);
      writeFileSync(copy, text);
      return [path, copy] as const;
    });
    const oxfmt = join(root, 'node_modules/.bin/oxfmt');
    execFileSync(oxfmt, ['-c', join(root, '.oxfmtrc.json'), folder], { stdio: 'pipe' });
    return new Map(copies.map(([path, copy]) => [path, readFileSync(copy, 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
