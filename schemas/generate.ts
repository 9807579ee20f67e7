/**
 * Writes everything that is derived from the schemas and catalogues; with `--check` it writes
 * nothing and fails when something is out of date. Run by `npm run generate`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workflowDocumentTypes, workflowSchemaModule } from './generate-language.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const schema = JSON.parse(
  readFileSync(join(root, 'schemas/workflow.schema.json'), 'utf8'),
) as Record<string, unknown>;

const outputs: Record<string, string> = {
  'src/core/language/workflow-document.ts': await workflowDocumentTypes(schema),
  'src/core/language/workflow-schema.ts': workflowSchemaModule(schema),
};

const stale: string[] = [];
for (const [path, text] of Object.entries(outputs)) {
  const formatted = format(path, text);
  const target = join(root, path);
  if (readOrEmpty(target) === formatted) continue;
  stale.push(path);
  if (!process.argv.includes('--check')) writeFileSync(target, formatted);
}
if (stale.length > 0 && process.argv.includes('--check')) {
  process.stderr.write(`out of date: ${stale.join(', ')}\nrun \`npm run generate\`\n`);
  process.exitCode = 1;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function format(path: string, text: string): string {
  if (path.endsWith('.md')) return text;
  const folder = mkdtempSync(join(tmpdir(), 'perilune-'));
  const copy = join(folder, basename(path));
  try {
    writeFileSync(copy, text);
    execFileSync(join(root, 'node_modules/.bin/oxfmt'), ['-c', join(root, '.oxfmtrc.json'), copy]);
    return readFileSync(copy, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
