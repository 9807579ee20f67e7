import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtinSpecs, internalSpecs } from '../../../src/actions/builtin-actions.ts';
import { renderDiagnostic } from '../../../src/core/diagnostic/code-frame.ts';
import { diagnosticTitles, type Diagnostic } from '../../../src/core/diagnostic/diagnostic.ts';
import { createSourceFile, type SourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';
import { lunaNodeSpecs } from '../../../src/providers/lunanode/provider.ts';

const catalogue = createCatalogue([...builtinSpecs, ...internalSpecs, ...lunaNodeSpecs]);
const fixtures = join(import.meta.dirname, '../../fixtures/check');

/** A file of a folder of fixtures, under a path that is relative to that folder. */
function readFixture(folder: string, path: string): SourceFile | null {
  const absolute = join(fixtures, folder, path);
  return existsSync(absolute) ? createSourceFile(path, readFileSync(absolute, 'utf8')) : null;
}

function check(folder: string, name: string): readonly Diagnostic[] {
  const source = readFixture(folder, name);
  if (source === null) throw new Error(`there is no fixture ${name}`);
  return readWorkflow(source, {
    catalogue,
    readFile: (from, path) => readFixture(folder, join(dirname(from.path), path)),
  }).diagnostics;
}

function fixtureNames(folder: string): readonly string[] {
  const files = readdirSync(join(fixtures, folder));
  return files.filter((file) => file.endsWith('.yaml')).map((file) => file.replace('.yaml', ''));
}

/** The code that a fixture is named for: `unknown-step` of `unknown-step-in-needs`. */
function codeOf(name: string): string | undefined {
  const codes = Object.keys(diagnosticTitles).filter(
    (code) => name === code || name.startsWith(`${code}-`),
  );
  return codes.toSorted((a, b) => b.length - a.length)[0];
}

const wrong = fixtureNames('err');

describe('says nothing about a workflow without mistakes', () => {
  test.each(fixtureNames('ok'))('%s', (name) => {
    const found = check('ok', `${name}.yaml`).map((each) => renderDiagnostic(each));
    expect(found).toEqual([]);
  });
});

describe('says what is wrong, where, and what to do', () => {
  test.each(wrong)('%s', (name) => {
    const found = check('err', `${name}.yaml`).map((each) => renderDiagnostic(each));
    const text = `${found.join('\n')}\n`;
    const expected = join(fixtures, 'err', `${name}.out`);
    if (process.env['UPDATE'] === '1') writeFileSync(expected, text);
    expect(text).toBe(readFileSync(expected, 'utf8'));
  });
});

describe('says it once', () => {
  test.each(wrong.filter((name) => !name.startsWith('several')))('%s', (name) => {
    expect(check('err', `${name}.yaml`).map(({ code }) => code)).toEqual([codeOf(name)]);
  });
});

test('every diagnostic that reading can give has a fixture', () => {
  /** Given by who loads a file, and by who binds inputs; tested there. */
  const elsewhere = ['unreadable-file', 'invalid-input'];
  const covered = new Set([...wrong.map(codeOf), ...elsewhere]);
  expect(Object.keys(diagnosticTitles).filter((code) => !covered.has(code))).toEqual([]);
});
