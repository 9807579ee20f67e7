import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Texts of source files, by path from `src`. */
export type SourceTree = ReadonlyMap<string, string>;

export interface Import {
  /** As written: `./event.ts`, `yaml`, `node:fs`. */
  readonly specifier: string;
  /** The imported file by its path from `src`; `null` for a package. */
  readonly file: string | null;
  /** Types vanish when a program runs. */
  readonly isType: boolean;
}

export function readSourceTree(folder: string): SourceTree {
  const files = globSync('**/*.{ts,js}', { cwd: folder });
  return new Map(
    files
      .toSorted()
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]),
  );
}

const statements = /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Everything that a file imports, exports from elsewhere, or loads while it runs. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found = [...text.matchAll(statements)].map(([, type, specifier = '']) => ({
    specifier,
    isType: type !== undefined,
  }));
  const loaded = [...text.matchAll(dynamic)].map(([, specifier = '']) => ({
    specifier,
    isType: false,
  }));
  return [...found, ...loaded].map((each) => ({
    ...each,
    file: each.specifier.startsWith('.') ? posix.join(posix.dirname(path), each.specifier) : null,
  }));
}

/** The code of a file without what is said about it. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '').replaceAll(/(?<=^|\s)\/\/[^\n]*/g, '');
}
