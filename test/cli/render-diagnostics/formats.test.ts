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

test('github annotations are read back by a runner as they were meant', () => {
  const decode = (text: string) =>
    text
      .replaceAll('%2C', ',')
      .replaceAll('%3A', ':')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%');
  const [line = ''] = renderDiagnosticsGithub([oneLine]).split('\n');
  const [, command, properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const read = Object.fromEntries(
    properties.split(',').map((each) => each.split('=').map(decode) as [string, string]),
  );
  expect(command).toBe('error');
  expect(read).toMatchObject({ file: 'flows/a, b.yaml', line: '2', col: '8', title: 'wrong-type' });
  expect(decode(message)).toBe('50% of this: wrong\nmend it');
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
