import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { builtinSpecs } from '../src/actions/builtin-actions.ts';
import { lunaNodeSpecs } from '../src/providers/lunanode/provider.ts';
import { faultPlanSchema } from '../src/providers/lunanode/simulator/fault-plan-schema.ts';
import { formatFiles } from './format-files.ts';
import { actionsSchema } from './generate-actions-schema.ts';
import { referencePages } from './generate-reference.ts';
import { languageFiles, readLanguage, root } from './language-files.ts';

const pagesFolder = 'schemas/reference';

/** Every generated file: its path from the root, and what has to be in it. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const schema = readLanguage();
  const specs = [...builtinSpecs, ...lunaNodeSpecs];
  const sources = new Map([
    ['schemas/actions.schema.json', JSON.stringify(actionsSchema(specs))],
    ['schemas/fault-plan.schema.json', JSON.stringify(faultPlanSchema)],
  ]);
  const pages = Object.entries(await referencePages(schema, specs)).map(
    ([path, text]) => [`${pagesFolder}/${path}`, text] as const,
  );
  return new Map([...(await languageFiles()), ...formatFiles(root, sources), ...pages]);
}

/** Paths of the files that are not as generated, those that nothing generates any more included. */
export function staleFiles(files: ReadonlyMap<string, string>): string[] {
  const changed = [...files].filter(([path, text]) => readOrNull(path) !== text);
  const orphans = pagesOnDisk().filter((path) => !files.has(path));
  return [...changed.map(([path]) => path), ...orphans].toSorted();
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}

function pagesOnDisk(): string[] {
  try {
    return readdirSync(join(root, pagesFolder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  } catch {
    return [];
  }
}
