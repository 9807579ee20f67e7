import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles, staleFiles } from '../../schemas/generated-files.ts';
import { root } from '../../schemas/language-files.ts';
import { anchorOf } from '../../src/cli/reference/action-markdown.ts';

const files = await generatedFiles();

test('every generated file is up to date: else run `npm run generate`', () => {
  expect(staleFiles(files)).toEqual([]);
});

test('a file that nothing generates any more is stale', () => {
  const fewer = new Map([...files].filter(([path]) => !path.endsWith('/diagnostics.md')));
  expect(staleFiles(fewer)).toEqual(['schemas/reference/diagnostics.md']);
});

test('a file with another text is stale', () => {
  const path = 'schemas/actions.schema.json';
  expect(staleFiles(new Map([...files, [path, '{}']]))).toEqual([path]);
});

const pages = [...files].filter(([path]) => path.endsWith('.md'));

test.each(pages)('every link of %s leads somewhere', (path, text) => {
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (target.startsWith('https:')) continue;
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : normalize(join(dirname(path), file));
    expect(existsSync(join(root, linked)), target).toBe(true);
    if (anchor === undefined) continue;
    const headings = readFileSync(join(root, linked), 'utf8').match(/^#+ .*$/gm) ?? [];
    const anchors = headings.map((heading) => anchorOf(heading.replace(/^#+ /, '')));
    expect(anchors, target).toContain(anchor);
    expect(new Set(anchors).size, linked).toBe(anchors.length);
  }
});

test.each(pages)('every row of every table of %s has as many cells as its head', (_, text) => {
  const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
  for (const table of tables) {
    const [head = '', ...rows] = table.trimEnd().split('\n');
    for (const row of rows) expect(cells(row), row).toBe(cells(head));
  }
});

function cells(row: string): number {
  return row.replaceAll(String.raw`\|`, '').split('|').length;
}

test('the format page knows every key of a step', () => {
  const page = files.get('schemas/reference/format.md') ?? '';
  for (const key of ['id', 'uses', 'with', 'needs', 'foreach', 'until', 'fail-if', 'await']) {
    expect(page).toMatch(new RegExp(`^\\| \`${key}\` \\|`, 'm'));
  }
});
