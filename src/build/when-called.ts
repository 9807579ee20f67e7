import { basename } from 'node:path';
import type { OutputChunk, Plugin } from 'rolldown';

/**
 * Puts functions in the place of a module: each loads what the module was built into, when it is
 * called. The module exports functions only.
 */
export function whenCalled(module: string, built: OutputChunk): Plugin {
  const mark = `\0when-called:${module}`;
  const file = JSON.stringify(`./${built.fileName}`);
  return {
    name: 'when-called',
    resolveId(id) {
      if (id === `./${built.fileName}`) return { id, external: true };
      return basename(id) === basename(module) ? mark : null;
    },
    load(id) {
      if (id !== mark) return null;
      return built.exports
        .map((name) => `export const ${name} = (...args) => require(${file}).${name}(...args);`)
        .join('\n');
    },
  };
}
