import { expect, test } from 'vitest';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { editFile } from '../../../src/editor/document/edited-file.ts';

const text = `name: a
steps:
  - id: one
    uses: vm/list
  - id: two
    needs: [one]
    uses: vm/info
`;

function file(given: string) {
  return editFile(createSourceFile('a.yaml', given));
}

function names(given: string) {
  return file(given)
    .outline()
    .steps.map(({ id, uses }) => [id?.name, uses?.name]);
}

test('reads only what was changed of a new version', () => {
  const before = file(text);
  const old = before.parts();
  const now = editFile(
    createSourceFile('a.yaml', `\n${text.replace('two', 'three')}`),
    before,
  ).parts();
  const isKept = now.map(({ parsed }) => old.some((part) => part.parsed === parsed));
  expect(now.map(({ path }) => path.join('.'))).toEqual(['', '', '', 'steps.0', 'steps.1']);
  expect(isKept).toEqual([false, true, true, true, false]);
});

test('places of a new version are those of the new version', () => {
  const before = file(text);
  before.parts();
  const shifted = `# remark\n${text}`;
  const { steps } = editFile(createSourceFile('a.yaml', shifted), before).outline();
  expect(steps.map(({ id }) => id && shifted.slice(id.range.start, id.range.end))).toEqual([
    'one',
    'two',
  ]);
});

test.each([
  [
    'an open bracket',
    'needs: [one',
    [
      ['one', 'vm/list'],
      ['two', 'vm/info'],
    ],
  ],
  [
    'an open brace',
    'with: { vm_id: 1',
    [
      ['one', 'vm/list'],
      ['two', 'vm/info'],
    ],
  ],
  [
    'an expression without quotes',
    'with: { a: ${{ b }}, c: ${{ d. }',
    [
      ['one', 'vm/list'],
      ['two', 'vm/info'],
    ],
  ],
  [
    'half a key',
    'nee',
    [
      ['one', 'vm/list'],
      ['two', 'vm/info'],
    ],
  ],
  [
    'an open quote',
    'description: "and',
    [
      ['one', 'vm/list'],
      ['two', undefined],
    ],
  ],
])('still knows the steps of a file with %s', (_, broken, expected) => {
  expect(names(text.replace('needs: [one]', broken))).toEqual(expected);
});

test('a mistake in one step leaves the others alone', () => {
  expect(names(text.replace('uses: vm/list', 'uses: "vm/list'))).toEqual([
    ['one', 'vm/list'],
    ['two', 'vm/info'],
  ]);
});

test('knows steps in brackets, in a file of one line, and those of `finally` last', () => {
  expect(
    names('{name: a, finally: [{id: z}], steps: [{id: one, uses: vm/list}, {id: two}]}'),
  ).toEqual([
    ['one', 'vm/list'],
    ['two', undefined],
    ['z', undefined],
  ]);
});

test.each(['', 'name', '- a', '"', '${{', 'steps:\n  -\n', '%', '&a [*a]', 'inputs: *b'])(
  'understands nothing of %j, and does not fail',
  (given) => {
    expect(names(given).every(([id]) => id === undefined)).toBe(true);
  },
);
