import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { diagnosticsOf } from '../../../src/editor/answers/diagnostics.ts';
import { quickFixes } from '../../../src/editor/answers/quick-fixes.ts';
import { editFile } from '../../../src/editor/document/edited-file.ts';
import { offsetIn } from '../../../src/editor/position.ts';
import { surroundings, uri } from '../edited.ts';

const folder = 'file:///project/workflows';

function check(text: string, files: Readonly<Record<string, string>> = {}) {
  return diagnosticsOf(editFile(createSourceFile(uri, text)), surroundings(files).library);
}

test('says what `perilune validate` says, with the hint on a line of its own', () => {
  const text = 'name: a\nsteps:\n  - id: one\n    uses: vm/creat\n';
  expect(check(text).diagnostics).toEqual([
    {
      range: { start: { line: 3, character: 10 }, end: { line: 3, character: 18 } },
      severity: 1,
      code: 'unknown-action',
      source: 'perilune',
      message: 'there is no action "vm/creat"\ndid you mean "vm/create"?',
      data: { replacement: 'vm/create' },
    },
  ]);
});

test('columns count in UTF-16 units, as editors count', () => {
  const text = 'name: a\nsteps: [{ id: x, description: "😀", uses: nothing/here }]\n';
  expect(check(text).diagnostics[0]?.range.start).toEqual({ line: 1, character: 42 });
  expect(text.split('\n')[1]?.slice(42, 49)).toBe('nothing');
});

test('other places that have to do with it are linked', () => {
  const text = `name: a
steps:
  - { id: one, uses: vm/list }
  - { id: one, uses: vm/list }
`;
  const [found] = check(text).diagnostics;
  expect(found).toMatchObject({ code: 'duplicate-id', range: { start: { line: 3 } } });
  expect(found?.relatedInformation).toMatchObject([
    { location: { uri, range: { start: { line: 2, character: 10 } } } },
  ]);
});

const fixtures = join(import.meta.dirname, '../../fixtures/check/err');
const invalid = readdirSync(fixtures).filter((name) => name.endsWith('.yaml'));

describe('places are the same whether lines end with CR LF or with LF', () => {
  test.each(invalid)('%s', (name) => {
    const text = readFileSync(join(fixtures, name), 'utf8');
    const places = (given: string) =>
      check(given).diagnostics.map(({ code, range }) => [code, range]);
    expect(places(text.replaceAll('\n', '\r\n'))).toEqual(places(text));
  });
});

describe('mistakes in a file that a step runs', () => {
  const parent = `name: parent
steps:
  - { id: child, uses: workflow/run, with: { file: child.yaml } }
`;
  const broken =
    'name: child\nsteps:\n  - { id: a, uses: vm/creat }\n  - { id: b, uses: vm/creat }\n';
  const place = { start: { line: 2, character: 51 }, end: { line: 2, character: 61 } };

  test('are shown at the step, with links to where they are', () => {
    const found = check(parent, { [`${folder}/child.yaml`]: broken });
    expect(found.diagnostics).toEqual([
      {
        range: place,
        severity: 1,
        code: 'sub-workflow',
        source: 'perilune',
        message: '"child.yaml" has 2 mistakes: there is no action "vm/creat"',
        relatedInformation: [2, 3].map((line) => ({
          location: {
            uri: `${folder}/child.yaml`,
            range: { start: { line, character: 19 }, end: { line, character: 27 } },
          },
          message: 'there is no action "vm/creat"',
        })),
      },
    ]);
    expect([...found.reads]).toEqual([`${folder}/child.yaml`]);
  });

  test('are shown at the step that leads to the file, however deep it is', () => {
    const files = {
      [`${folder}/child.yaml`]:
        'name: child\nsteps: [{ id: a, uses: workflow/run, with: { file: deep/er.yaml } }]\n',
      [`${folder}/deep/er.yaml`]: 'name: deeper\nsteps: [{ id: a, uses: vm/creat }]\n',
    };
    expect(check(parent, files).diagnostics).toMatchObject([
      {
        range: place,
        relatedInformation: [{ location: { uri: `${folder}/deep/er.yaml` } }],
      },
    ]);
  });

  test('a file that is not there is a mistake of the step', () => {
    expect(check(parent).diagnostics).toMatchObject([{ range: place, code: 'sub-workflow' }]);
  });
});

describe('quick fixes', () => {
  /** The file after all that is offered was taken. */
  function fixed(text: string): string {
    const file = editFile(createSourceFile(uri, text));
    const found = diagnosticsOf(file, surroundings().library).diagnostics;
    const edits = quickFixes(file, found).flatMap(({ edit }) => edit?.changes?.[uri] ?? []);
    return edits.toReversed().reduce((before, { range, newText }) => {
      const [start, end] = [offsetIn(file.source, range.start), offsetIn(file.source, range.end)];
      return before.slice(0, start) + newText + before.slice(end);
    }, text);
  }

  test.each([
    ['an action', 'uses: vm/lst', 'uses: vm/list'],
    ['an action in quotes', "uses: 'vm/lst'", "uses: 'vm/list'"],
    ['a key', 'use: vm/list', 'uses: vm/list'],
    [
      'a name in an expression',
      'uses: vm/list\n    if: steps.oe.status == "a"',
      'uses: vm/list\n    if: steps.one.status == "a"',
    ],
    ['a list', 'uses: vm/list\n    needs: one', 'uses: vm/list\n    needs: [one]'],
  ])('write what was meant for %s', (_, wrong, right) => {
    const text = (step: string) =>
      `name: a\nsteps:\n  - id: one\n    uses: vm/list\n  - id: two\n    ${step}\n`;
    expect(fixed(text(wrong))).toBe(text(right));
  });

  test('put quotes around what has to be a text', () => {
    const text = 'name: 12\nsteps: [{ id: a, uses: vm/list }]\n';
    expect(fixed(text)).toBe(text.replace('12', "'12'"));
  });

  test('offer nothing where nothing is known to be right', () => {
    const text = 'name: a\nsteps: [{ id: a, uses: nothing/of-the-kind }]\n';
    expect(fixed(text)).toBe(text);
  });
});
