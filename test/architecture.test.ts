import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  importsOf,
  readSourceTree,
  withoutComments,
  type SourceTree,
} from './support/source-tree.ts';

/** What each folder may import besides itself: folders, and packages. */
interface Rule {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const language = ['yaml', 'ajv', 'ajv-formats', '@marcbachmann/cel-js'];

const rules: Readonly<Record<string, Rule>> = {
  core: { folders: [], packages: language },
  engine: { folders: ['core'], packages: ['p-queue', 'node'] },
  actions: { folders: ['core', 'engine'], packages: ['undici', 'execa', 'node'] },
  'providers/lunanode': { folders: ['core', 'engine'], packages: ['undici', 'p-queue', 'node'] },
  store: { folders: ['core', 'engine'], packages: ['node'] },
  editor: {
    folders: ['core'],
    packages: [...language, 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  cli: {
    folders: ['core', 'engine', 'actions', 'providers/lunanode', 'store', 'editor'],
    packages: ['yaml', 'listr2', 'sarif', 'vscode-languageserver', 'node'],
  },
  build: { folders: ['core'], packages: ['rolldown', 'node'] },
};

/** `providers/lunanode` of `providers/lunanode/sign.ts`. */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'providers' ? `${first}/${second}` : first;
}

/** `ajv` of `ajv/dist/2020.js`, `node` of `node:fs`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Imports that go against the arrows. */
function reversedImports(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) => {
    const folder = folderOf(path);
    const rule = rules[folder];
    if (rule === undefined) return [`${path}: nobody says what ${folder} may import`];
    return importsOf(path, text)
      .filter(({ file, specifier }) =>
        file === null
          ? !rule.packages.includes(packageOf(specifier))
          : folderOf(file) !== folder && !rule.folders.includes(folderOf(file)),
      )
      .map(({ specifier }) => `${path} imports ${specifier}`);
  });
}

/** Circles of files that import one another; types do not count, for they are not there when it runs. */
function importCircles(tree: SourceTree): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  function visit(path: string, trail: readonly string[]): void {
    const at = trail.indexOf(path);
    if (at !== -1) circles.push([...trail.slice(at), path].join(' → '));
    if (at !== -1 || done.has(path)) return;
    for (const { file, isType } of importsOf(path, tree.get(path) ?? '')) {
      if (file !== null && !isType) visit(file, [...trail, path]);
    }
    done.add(path);
  }
  for (const path of tree.keys()) visit(path, []);
  return circles;
}

/** Lines of code, remarks left out, that match. */
function uses(tree: SourceTree, pattern: RegExp, isConcerned: (path: string) => boolean): string[] {
  return [...tree].flatMap(([path, text]) => {
    if (!isConcerned(path)) return [];
    const lines = withoutComments(text).split('\n');
    return lines.filter((line) => pattern.test(line)).map((line) => `${path}: ${line.trim()}`);
  });
}

const isCore = (path: string) => path.startsWith('core/');
const isOutsideCli = (path: string) => !path.startsWith('cli/');
const theProcess = /(?<![\w.'"`/-])process(?=[.;,)\]]|\s*$)/;
const impure =
  /\bDate\.now\b|\bnew (?:globalThis\.)?Date\(\s*\)|\bMath\.random\b|\bset(?:Timeout|Interval|Immediate)\b|(?<![\w.])(?:fetch|performance|crypto)\b[.(]/;

const tree = readSourceTree(join(import.meta.dirname, '../src'));

describe('the program', () => {
  test('has no import against the arrows', () => {
    expect(reversedImports(tree)).toEqual([]);
  });

  test('has no files that import one another in a circle', () => {
    expect(importCircles(tree)).toEqual([]);
  });

  test('imports only files that exist', () => {
    const missing = [...tree].flatMap(([path, text]) =>
      importsOf(path, text)
        .filter(({ file }) => file !== null && !tree.has(file))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(missing).toEqual([]);
  });

  test('touches the process in `cli` only', () => {
    expect(uses(tree, theProcess, isOutsideCli)).toEqual([]);
    expect(uses(tree, theProcess, (path) => !isOutsideCli(path))).not.toEqual([]);
  });

  test('has a core without clock, chance, timers and network', () => {
    expect(uses(tree, impure, isCore)).toEqual([]);
  });
});

/** The program with one more file, or with another text of one. */
function withFile(path: string, text: string): SourceTree {
  return new Map([...tree, [path, text]]);
}

describe('a change for the worse is noticed', () => {
  test.each([
    ['core/run/decide.ts', "import type { Clock } from '../../engine/clock.ts';"],
    ['core/run/decide.ts', "export * from '../../engine/clock.ts';"],
    ['core/run/decide.ts', "import { readFileSync } from 'node:fs';"],
    ['core/run/decide.ts', "import { request } from 'undici';"],
    ['core/run/decide.ts', "const yes = await import('../../cli/main.ts');"],
    ['core/run/decide.ts', "import '../../cli/main.ts';"],
    ['engine/host.ts', "import { valueSet } from '../actions/value-set.ts';"],
    [
      'actions/value-set.ts',
      "import {\n  lunaNodeSpecs,\n} from '../providers/lunanode/provider.ts';",
    ],
    ['store/memory-journal.ts', "import { main } from '../cli/main.ts';"],
    ['providers/lunanode/sign.ts', "import { send } from '../other/client.ts';"],
    ['editor/position.ts', "import { runWorkflow } from '../engine/run-workflow.ts';"],
    ['elsewhere/new.ts', 'export const nothing = null;'],
  ])('in %s: %s', (path, text) => {
    expect(reversedImports(withFile(path, text))).toHaveLength(1);
  });

  test('files that import one another', () => {
    const circle = withFile('core/run/state.ts', "import { apply } from './apply.ts';");
    expect(importCircles(circle)).toContain(
      'core/run/state.ts → core/run/apply.ts → core/run/state.ts',
    );
    const types = withFile('core/run/state.ts', "import type { Transition } from './apply.ts';");
    expect(importCircles(types)).toEqual([]);
  });

  test.each(['const env = process.env;', 'start(process);', 'const { env } = process;'])(
    'the process in the engine: %s',
    (text) => {
      expect(uses(withFile('engine/host.ts', text), theProcess, isOutsideCli)).toHaveLength(1);
    },
  );

  test.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const chance = Math.random();',
    'setTimeout(() => undefined, 1);',
    'await fetch(url);',
    'const id = crypto.randomUUID();',
  ])('something impure in the core: %s', (text) => {
    expect(uses(withFile('core/json.ts', text), impure, isCore)).toHaveLength(1);
  });

  test('but not what a remark says', () => {
    const remark = '/** If the process dies. */\n// process.env, Date.now()\nexport const a = 1;';
    expect(uses(withFile('engine/host.ts', remark), theProcess, isOutsideCli)).toEqual([]);
    expect(uses(withFile('core/json.ts', remark), impure, isCore)).toEqual([]);
  });
});
