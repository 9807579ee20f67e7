import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Plugin } from 'rolldown';
import type { Catalogue } from '../core/workflow/catalogue.ts';

/**
 * Puts catalogues in the place of those that a module exports, in which each action is spelled out, and
 * made when it is asked for: to make them all takes as long as reading a workflow.
 */
export async function spelledOut(root: string, module: string): Promise<Plugin> {
  const path = join(root, module);
  const catalogues = (await import(pathToFileURL(path).href)) as Record<string, Catalogue>;
  const code = Object.entries(catalogues).map(
    ([name, catalogue]) => `export const ${name} = ${codeOf(catalogue)};`,
  );
  return {
    name: 'spelled-out',
    load: (id) => (id === path ? { code: code.join('\n'), moduleType: 'js' } : null),
  };
}

function codeOf(catalogue: Catalogue): string {
  const actions = catalogue
    .names()
    .map((name) => `[${JSON.stringify(name)}, () => (${json(catalogue.get(name))})]`);
  return `(() => {
    const makers = new Map([${actions.join(',\n')}]);
    const made = new Map();
    return {
      get(name) {
        if (!made.has(name)) made.set(name, makers.get(name)?.());
        return made.get(name);
      },
      names: () => [...makers.keys()],
    };
  })()`;
}

function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (!isDeepStrictEqual(JSON.parse(text), value)) throw new Error('JSON cannot hold this');
  return text;
}
