import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bug, Edit } from './bugs.ts';

const root = resolve(import.meta.dirname, '../..');

/** What a test file says of a copy of the program in which there is a bug. */
export interface Findings {
  /** Titles of the tests of which an assertion failed. */
  readonly failed: readonly string[];
  readonly passed: readonly string[];
}

/** Runs the tests of a file, or the one that is called so, on a copy of the program with a bug in it. */
export function findingsWith(
  { edits, noticedBy }: Pick<Bug, 'edits'> & Partial<Bug>,
  testFile: string,
): Findings {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-planted-'));
  try {
    for (const part of [
      'src',
      'test/engine',
      'test/support',
      'test/vitest.config.ts',
      'package.json',
    ]) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const edit of edits) plant(folder, edit);
    const only = noticedBy === undefined ? [] : ['-t', noticedBy];
    return runTests(folder, [testFile, ...only]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function plant(folder: string, { file, from, to }: Edit): void {
  const path = join(folder, file);
  const parts = readFileSync(path, 'utf8').split(from);
  const [before, after] = parts;
  if (parts.length !== 2 || before === undefined || after === undefined) {
    throw new Error(`${file} holds this ${parts.length - 1} times: ${from}`);
  }
  writeFileSync(path, before + to + after);
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function runTests(folder: string, chosen: readonly string[]): Findings {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const report = join(folder, 'report.json');
  const words = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=json',
    '--outputFile',
    report,
  ];
  // What the tests around this one have set is not for those in there.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('VITE')),
  );
  const { stderr } = spawnSync(process.execPath, [vitest, ...words, ...chosen], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  const { testResults } = read(report, stderr);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ failureMessages }) =>
    failureMessages.some((message) => message.includes('AssertionError')),
  );
  const passed = tests.filter(({ status }) => status === 'passed');
  return { failed: failed.map(({ title }) => title), passed: passed.map(({ title }) => title) };
}

function read(report: string, stderr: string): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch (error) {
    throw new Error(`the tests did not run: ${stderr}`, { cause: error });
  }
}
