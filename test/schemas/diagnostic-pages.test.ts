import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rightExample, wrongExample } from '../../schemas/diagnostic-examples.ts';
import { diagnosticExplanations } from '../../schemas/diagnostic-explanations.ts';
import { diagnosticPages } from '../../schemas/generate-diagnostics.ts';
import { root } from '../../schemas/language-files.ts';
import { renderDiagnostic } from '../../src/core/diagnostic/code-frame.ts';
import { diagnosticTitles, type DiagnosticCode } from '../../src/core/diagnostic/diagnostic.ts';

const codes = Object.keys(diagnosticTitles) as DiagnosticCode[];
/** Those that a workflow shows by itself. */
const shown = codes.filter((code) => diagnosticExplanations[code].commandLine === undefined);
const pages = await diagnosticPages();

test('every diagnostic has a page, and no other page is there', () => {
  const expected = ['diagnostics.md', ...codes.map((code) => `diagnostics/${code}.md`)];
  expect(Object.keys(pages).toSorted()).toEqual(expected.toSorted());
});

test('the list leads to every page', () => {
  for (const code of codes) expect(pages['diagnostics.md']).toContain(`](diagnostics/${code}.md)`);
});

describe('the wrong example gives this diagnostic and no other', () => {
  test.each(shown)('%s', (code) => {
    expect(wrongExample(code).diagnostics.map((each) => each.code)).toEqual([code]);
  });
});

describe('the right example gives none', () => {
  test.each(shown)('%s', (code) => {
    expect(rightExample(code).diagnostics.map((each) => renderDiagnostic(each))).toEqual([]);
  });
});

describe('the page shows both, and what is said', () => {
  test.each(shown)('%s', (code) => {
    const wrong = wrongExample(code);
    const said = wrong.diagnostics.map((each) => renderDiagnostic(each)).join('\n');
    for (const part of [wrong.text, said, rightExample(code).text]) {
      expect(pages[`diagnostics/${code}.md`]).toContain(part.trimEnd());
    }
  });
});

test('every right example belongs to a diagnostic', () => {
  const folder = join(root, 'test/fixtures/check/right');
  const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  expect(names.map((file) => file.replace('.yaml', '')).toSorted()).toEqual(shown.toSorted());
});

test('what is about a command line shows one that fails and one that does not', () => {
  expect(codes.filter((code) => !shown.includes(code))).toEqual([
    'unreadable-file',
    'invalid-input',
  ]);
  expect(pages['diagnostics/unreadable-file.md']).toMatch(
    /## Wrong\n[^]*there is no such file[^]*## Right\n[^]*the workflow is valid/,
  );
  expect(pages['diagnostics/invalid-input.md']).toMatch(
    /## Wrong\n[^]*the input "count"[^]*## Right\n[^]*count = 2/,
  );
});
