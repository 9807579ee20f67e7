import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/cli/catalogue.ts';
import { renderDiagnosticsSarif } from '../../../src/cli/render-diagnostics/sarif.ts';
import type { Diagnostic } from '../../../src/core/diagnostic/diagnostic.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';

/** The official schema, as its authors package it; it is of draft 4, but all of it means the same now. */
const { $schema, id, ...schema } = createRequire(import.meta.url)(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
) as { readonly $schema: string; readonly id: string };

const formats = {
  uri: /^[a-z][a-z0-9+.-]*:[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]*$/i,
  'uri-reference': /^(?:%[0-9a-f]{2}|[!#$&'()*+,\-./0-9:;=?@A-Z[\]_a-z~])*$/i,
  'date-time': true as const,
};
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats });
const isSarif = ajv.compile(schema);

function misfits(diagnostics: readonly Diagnostic[]): unknown {
  isSarif(JSON.parse(renderDiagnosticsSarif(diagnostics, '1.2.3')));
  return isSarif.errors ?? [];
}

const fixtures = join(import.meta.dirname, '../../fixtures/check/err');
const files = readdirSync(fixtures).filter((name) => name.endsWith('.yaml'));

describe('SARIF is what its official schema asks for', () => {
  test('without a diagnostic', () => {
    expect(misfits([])).toEqual([]);
  });

  test('with every diagnostic of the wrong fixtures', () => {
    const found = files.flatMap((name) => {
      const source = createSourceFile(name, readFileSync(join(fixtures, name), 'utf8'));
      const library = { catalogue: catalogue(), readFile: () => null };
      return readWorkflow(source, library).diagnostics;
    });
    expect(found.length).toBeGreaterThan(files.length);
    expect(misfits(found)).toEqual([]);
  });

  test.each(['/abs/dir/a b.yaml', 'C:\\flows\\x.yaml', '../ü, 100%#?.yaml', "it's [one].yaml"])(
    'with a file called %s',
    (path) => {
      const file = createSourceFile(path, 'name: x\n');
      const range = { start: 0, end: 0 };
      const message = 'text with `code`, [brackets] and {0}';
      expect(misfits([{ code: 'not-yet', severity: 'warning', file, range, message }])).toEqual([]);
    },
  );

  test('and the schema refuses what is none', () => {
    expect([$schema, id]).toEqual([
      expect.stringContaining('draft-04'),
      expect.stringContaining('sarif-2.1.0'),
    ]);
    expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });
});
