import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { editFile } from '../../src/editor/document/edited-file.ts';
import { isWorkflow } from '../../src/editor/language/is-workflow.ts';

const path = join(import.meta.dirname, '../../schemas/editors.md');
const page = readFileSync(path, 'utf8');

function blocks(language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

test('the first line that it tells to write names a schema that is there', () => {
  const [modeline = ''] = blocks('yaml');
  const [, target = ''] = /\$schema=(\S+)/.exec(modeline) ?? [];
  expect(existsSync(join(dirname(path), '../workflows', target))).toBe(true);
  expect(parseDocument(modeline).errors).toEqual([]);
  expect(isWorkflow(editFile(createSourceFile('file:///any/where.yaml', modeline)))).toBe(true);
});

test('the settings that it shows are JSON, and name a file of the package', () => {
  const settings = blocks('json').map((text): unknown => JSON.parse(text));
  expect(settings).toEqual([
    {
      'yaml.schemas': {
        './node_modules/perilune/schemas/workflow.schema.json': 'workflows/*.yaml',
      },
    },
  ]);
  const files = readFileSync(join(dirname(path), '../package.json'), 'utf8');
  expect(JSON.parse(files)).toMatchObject({
    name: 'perilune',
    files: expect.arrayContaining(['schemas/*.schema.json']),
  });
});

test('every editor is told to start a command that there is', () => {
  const command = commands.find(({ name }) => name === 'lsp');
  expect(command?.operands).toBe('');
  expect(command?.flags.map(({ name }) => name)).toContain('stdio');
  for (const text of [...blocks('lua'), ...blocks('toml')]) {
    expect(text.replaceAll(/['"]/g, '')).toMatch(/npx[^]*perilune, lsp/);
  }
  expect(page).toContain('`npx perilune lsp`');
});
