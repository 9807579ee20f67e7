import type { EditedFile } from '../document/edited-file.ts';

/**
 * Whether a file is meant to be a workflow. Editors send every YAML file, and there are many kinds:
 * what its first lines say counts most, then what it holds, then its folder.
 */
export function isWorkflow(file: EditedFile): boolean {
  const { path, text } = file.source;
  const schema = modeline.exec(text)?.groups?.['schema'];
  if (schema !== undefined) return schema.endsWith('workflow.schema.json');
  const { keys, steps } = file.outline();
  if (keys.some(({ name }) => foreign.has(name))) return false;
  if (steps.some(({ uses }) => uses !== null && actionName.test(uses.name))) return true;
  return /(?:^|\/)workflows\/[^/]+$/.test(path) && !/\/\.[^/]+\/workflows\//.test(path);
}

/** As editors know it: `# yaml-language-server: $schema=…`, or `# $schema: …`. */
const modeline = /^#\s*(?:yaml-language-server:\s*\$schema=|\$schema:\s*)(?<schema>\S+)/m;

/** Keys by which other kinds of YAML files are known. */
const foreign = new Set(['jobs', 'runs', 'apiVersion', 'kind', 'services', 'pool', 'stages']);

const actionName = /^[a-z][\w-]*\/[a-z][\w-]*$/;
