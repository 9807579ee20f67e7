import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../../src/cli/compiled-code.ts');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perilune-compiled-'));
  mkdirSync(join(folder, 'program'));
  mkdirSync(join(folder, 'cache'));
  writeFileSync(
    join(folder, 'program/greet-1.cjs'),
    `const { join } = require('node:path');
     exports.greet = (name) =>
       [join('hello', name), this === exports, module.exports === exports, __filename, __dirname];`,
  );
  writeFileSync(
    join(folder, 'bin.ts'),
    `import { createRequire } from 'node:module';
     import { keepCompiledCode } from ${JSON.stringify(source)};
     keepCompiledCode(${JSON.stringify(join(folder, 'program'))}, process);
     const { greet } = createRequire(import.meta.url)('./program/greet-1.cjs');
     process.stdout.write(JSON.stringify(greet('you')));`,
  );
});

afterEach(() => {
  chmodSync(join(folder, 'cache'), 0o755);
  rmSync(folder, { recursive: true });
});

/** What a small program says that is started with kept code, if there is any. */
function start(env: Readonly<Record<string, string>> = {}): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin.ts')], {
    encoding: 'utf8',
    timeout: 10_000,
    env: { XDG_CACHE_HOME: join(folder, 'cache'), ...env },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

function greeting(): unknown[] {
  const program = join(folder, 'program');
  return [join('hello', 'you'), true, true, join(program, 'greet-1.cjs'), program];
}

/** Paths of what is kept. */
function kept(): string[] {
  return readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('keeps the code of a required file for its user only, and starts with it', () => {
  expect(start()).toEqual(greeting());
  const [file = '', ...others] = kept();
  expect(others).toEqual([]);
  expect(statSync(file).mode & 0o077).toBe(0);
  const { mtimeMs } = statSync(file);
  expect(start()).toEqual(greeting());
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('makes anew what cannot be used', () => {
  start();
  const [file = ''] = kept();
  writeFileSync(file, 'nothing that Node could have compiled');
  expect(start()).toEqual(greeting());
  expect(readFileSync(file, 'latin1')).not.toContain('nothing');
  expect(kept()).toEqual([file]);
});

test('makes anew what is more than an hour old, and throws away what is months old', () => {
  start();
  const [file = ''] = kept();
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  utimesSync(file, longAgo, longAgo);
  const left = join(file, '../greet-0.cjs');
  writeFileSync(left, 'of a program that is gone');
  utimesSync(left, new Date(2020, 1), new Date(2020, 1));
  expect(start()).toEqual(greeting());
  expect(kept()).toEqual([file]);
  expect(statSync(file).mtimeMs).toBeGreaterThan(longAgo.getTime());
});

test('does without where nothing can be written', () => {
  writeFileSync(join(folder, 'cache/perilune'), 'a file where the folder would be');
  expect(start()).toEqual(greeting());
  expect(kept()).toEqual([join(folder, 'cache/perilune')]);
});

test.runIf(process.platform === 'linux')('does without where no folder can be made', () => {
  expect(start({ XDG_CACHE_HOME: '/proc/nothing' })).toEqual(greeting());
});

test.each([
  { XDG_CACHE_HOME: '' },
  { XDG_CACHE_HOME: '', HOME: '/there/is/none' },
  { NODE_DISABLE_COMPILE_CACHE: '1' },
])('keeps nothing for whoever has no home, or wants no kept code: %j', (env) => {
  expect(start(env)).toEqual(greeting());
  expect(kept()).toEqual([]);
});
