import { describe, expect, test } from 'vitest';
import { builtinSpecs } from '../../src/actions/builtin-actions.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../../src/core/workflow/read-workflow.ts';

const catalogue = createCatalogue(builtinSpecs);

function diagnosticsOf(text: string) {
  const library = { catalogue, readFile: () => null };
  return readWorkflow(createSourceFile('hostile.yaml', text), library).diagnostics;
}

const step = (rest: string) => `name: x\nsteps: [{ id: a, uses: value/set, ${rest} }]\n`;

/** Ten lists, each of nine times the one before: three and a half thousand million items. */
const bomb = Array.from({ length: 10 }, (_, at) =>
  at === 0
    ? 'l0: &l0 [x]'
    : `l${at}: &l${at} [${Array.from({ length: 9 }, () => `*l${at - 1}`).join(', ')}]`,
).join('\n');

describe('a hostile file ends with a diagnostic', () => {
  const files: readonly [string, string, string, string][] = [
    ['aliases that unfold without end', bomb, 'invalid-yaml', 'unfold into too much'],
    [
      'lists in lists',
      `name: x\nsteps: ${'['.repeat(100_000)}`,
      'invalid-yaml',
      'nested too deeply',
    ],
    [
      'values in values',
      step(`with: { x: ${'['.repeat(5000)}${']'.repeat(5000)} }`),
      'invalid-yaml',
      'nested too deeply',
    ],
    [
      'parentheses in parentheses',
      step(`if: "${'('.repeat(100_000)}true${')'.repeat(100_000)}"`),
      'invalid-expression',
      'nested too deeply',
    ],
    [
      'lists in lists that end',
      `name: x\nsteps: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      'invalid-yaml',
      'nested too deeply',
    ],
    [
      'mappings in mappings',
      `name: x\nsteps: ${'{a: '.repeat(50_000)}${'}'.repeat(50_000)}`,
      'invalid-yaml',
      'nested too deeply',
    ],
    ['items in items', `name: x\nsteps:\n${'- '.repeat(50_000)}x\n`, 'invalid-yaml', 'too deeply'],
    [
      'negations of negations',
      step(`if: "${'!'.repeat(100_000)}true"`),
      'invalid-expression',
      'nested too deeply',
    ],
    [
      'words that are no operators',
      step(`if: "${'not '.repeat(100_000)}true"`),
      'invalid-expression',
      'not an operator',
    ],
    [
      'aliases of one value, a hundred thousand times',
      `name: x\ninputs: { b: &b { type: boolean } }\nsteps: [${'*b, '.repeat(100_000)}]\n`,
      'invalid-yaml',
      'unfold into too much',
    ],
    [
      'a key of a megabyte',
      `name: x\n${'k'.repeat(1_000_000)}: 1\nsteps: []\n`,
      'invalid-yaml',
      'at most 1024',
    ],
    [
      'an expression without end',
      step(`if: "${'true || '.repeat(100_000)}true"`),
      'invalid-expression',
      'too long',
    ],
  ];

  test.each(files)('%s', (_, text, code, says) => {
    const [first, ...others] = diagnosticsOf(text);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code, message: expect.stringContaining(says) });
  });

  test('a hundred thousand keys, of which the first hundred are said', () => {
    const keys = Array.from({ length: 100_000 }, (_, at) => `key${at}: 1`).join('\n');
    const found = diagnosticsOf(`name: x\nsteps: [{ id: a, uses: value/set }]\n${keys}\n`);
    expect(found).toHaveLength(100);
    expect(found.every(({ code }) => code === 'unknown-key')).toBe(true);
  });
});

test('a text of ten megabytes is read like any other', () => {
  expect(diagnosticsOf(step(`with: { x: "${'a'.repeat(10_000_000)}" }`))).toEqual([]);
});

describe('what is large and right is read in time', () => {
  test.each([
    [
      'a text with twenty thousand expressions',
      step(`with: { x: "${'${{ run.id }}'.repeat(20_000)}" }`),
    ],
    [
      'twenty thousand parameters',
      step(`with: { ${Array.from({ length: 20_000 }, (_, at) => `k${at}: ${at}`).join(', ')} }`),
    ],
    ['a text of a megabyte in an expression', step(`if: "run.id == '${'x'.repeat(1_000_000)}'"`)],
    [
      'five thousand steps',
      `name: x\nsteps:\n${Array.from(
        { length: 5000 },
        (_, at) => `  - { id: s${at}, uses: value/set, with: { n: ${at} } }\n`,
      ).join('')}`,
    ],
  ])('%s', (_, text) => {
    expect(diagnosticsOf(text)).toEqual([]);
  });
});

test('a text full of braces is read once, and not once more for each of them', () => {
  const startedAt = performance.now();
  expect(diagnosticsOf(step(`with: { x: "${'${ x { '.repeat(40_000)}" }`))).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
