import { expect, test } from 'vitest';
import type { Log } from 'sarif';
import { renderDiagnosticsGithub } from '../../../src/cli/render-diagnostics/github.ts';
import { renderDiagnosticsSarif } from '../../../src/cli/render-diagnostics/sarif.ts';
import { diagnosticTitles, type Diagnostic } from '../../../src/core/diagnostic/diagnostic.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';

const file = createSourceFile('flows/a, b.yaml', 'name: x\nsteps: oh\n  dear\n');
const oneLine: Diagnostic = {
  code: 'wrong-type',
  severity: 'error',
  file,
  range: { start: 15, end: 17 },
  message: '50% of this: wrong',
  hint: 'mend it',
  related: [{ file, range: { start: 0, end: 4 }, message: 'see here' }],
};
const manyLines: Diagnostic = {
  code: 'maybe-absent',
  severity: 'warning',
  file,
  range: { start: 15, end: 24 },
  message: 'two lines',
};

test('github annotations escape what would end them', () => {
  expect(renderDiagnosticsGithub([oneLine, manyLines])).toBe(
    '::error file=flows/a%2C b.yaml,line=2,col=8,endColumn=10,title=wrong-type::50%25 of this: wrong%0Amend it\n' +
      '::warning file=flows/a%2C b.yaml,line=2,endLine=3,title=maybe-absent::two lines\n',
  );
});

/** Reads a command as the runner does: the first `::` after the properties ends them. */
function readCommand(line: string) {
  const unescaped = (text: string, escapes: readonly (readonly [string, string])[]) =>
    escapes.reduce((all, [escape, character]) => all.replaceAll(escape, character), text);
  const ofData = [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%25', '%'],
  ] as const;
  const ofProperties = [['%3A', ':'], ['%2C', ','], ...ofData] as const;
  const end = line.indexOf('::', 2);
  const [command = '', ...rest] = line.slice(2, end).split(' ');
  const properties = rest.join(' ').split(',');
  return {
    command,
    properties: Object.fromEntries(
      properties.map((each) => {
        const at = each.indexOf('=');
        return [each.slice(0, at), unescaped(each.slice(at + 1), ofProperties)] as const;
      }),
    ),
    message: unescaped(line.slice(end + 2), ofData),
  };
}

test('github annotations are read back by a runner as they were meant', () => {
  const [line = ''] = renderDiagnosticsGithub([oneLine]).split('\n');
  expect(readCommand(line)).toMatchObject({
    command: 'error',
    properties: { file: 'flows/a, b.yaml', line: '2', col: '8', title: 'wrong-type' },
    message: '50% of this: wrong\nmend it',
  });
});

test.each([
  'a::b.yaml',
  'a,line=1.yaml',
  '100%25.yaml',
  'two\nlines.yaml',
  'carriage\r.yaml',
  '::error::x.yaml',
  '%0A%3A%2C.yaml',
  ' =.yaml',
])('github annotations name the file %j as it is', (path) => {
  const strange = createSourceFile(path, 'name: x\n');
  const message = `"${path}" :: 100% wrong,\r\n::warning::no`;
  const text = renderDiagnosticsGithub([
    { code: 'wrong-type', severity: 'error', file: strange, range: { start: 0, end: 4 }, message },
  ]);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).not.toContain('\r');
  const { properties, message: read } = readCommand(text.trimEnd());
  expect(properties).toMatchObject({ file: path, line: '1', col: '1', endColumn: '5' });
  expect(read).toBe(message);
});

test('sarif names every rule, and refers to it by place', () => {
  const log = JSON.parse(renderDiagnosticsSarif([oneLine, manyLines], '1.2.3')) as Log;
  const [run] = log.runs;
  const rules = run?.tool.driver.rules ?? [];
  expect(log.version).toBe('2.1.0');
  expect(rules.map(({ id }) => id)).toEqual(Object.keys(diagnosticTitles));
  for (const result of run?.results ?? []) {
    expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
  }
});

test('sarif counts lines and columns from 1 and encodes paths', () => {
  const log = JSON.parse(renderDiagnosticsSarif([oneLine], '1.2.3')) as Log;
  expect(log.runs[0]?.results?.[0]).toEqual({
    ruleId: 'wrong-type',
    ruleIndex: Object.keys(diagnosticTitles).indexOf('wrong-type'),
    level: 'error',
    message: { text: '50% of this: wrong: mend it.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'flows/a%2C%20b.yaml' },
          region: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 10 },
        },
      },
    ],
    relatedLocations: [
      {
        id: 0,
        physicalLocation: {
          artifactLocation: { uri: 'flows/a%2C%20b.yaml' },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 5 },
        },
        message: { text: 'See here.' },
      },
    ],
  });
});
