import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type {
  DocumentSymbol,
  InitializeResult,
  Location,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { LanguageClient } from './language-client.ts';

const root = join(import.meta.dirname, '../..');
const command = [process.execPath, join(root, 'src/cli/bin.ts'), 'lsp', '--stdio'];
const uri = pathToFileURL(join(root, 'workflows/provision.yaml')).href;
const text = readFileSync(join(root, 'workflows/provision.yaml'), 'utf8');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perilune-editor-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Line and column, from 0, of a place in a text: after `before`, at the first `word`. */
function placeOf(given: string, word: string, before = ''): { line: number; character: number } {
  const offset = given.indexOf(word, given.indexOf(before));
  const lines = given.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

test('an editor opens a workflow, works on it, and leaves', async () => {
  await using client = await LanguageClient.start({ command, cwd: folder });
  await client.open(uri, text);
  expect(await client.diagnostics(uri)).toEqual([]);

  const typed = text.replace('steps.create.outputs.vm_id }}', 'steps.create.outputs. }}');
  await client.change(uri, typed);
  const { line, character } = placeOf(typed, ' }}', 'vm/securitygroup-add');
  const fields = await client.complete(uri, line, character);
  expect(fields.map(({ label }) => label).slice(0, 5)).toEqual([
    'info',
    'extra',
    'vm_id',
    'ip',
    'privateip',
  ]);
  const [mistake] = await client.diagnostics(uri);
  expect(mistake).toMatchObject({ severity: 1, code: 'invalid-expression', source: 'perilune' });

  await client.change(uri, text.replace('vm/snapshot', 'vm/snapshut'));
  const wrong = await client.diagnostics(uri);
  expect(wrong).toMatchObject([
    { range: { start: placeOf(text, 'vm/snapshot') }, code: 'unknown-action' },
  ]);
  const fixes: unknown = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: wrong[0]?.range,
    context: { diagnostics: wrong },
  });
  expect(fixes).toMatchObject([{ title: 'write vm/snapshot', kind: 'quickfix' }]);

  await client.change(uri, text);
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(await client.leave()).toBe(0);
  expect(client.stderr).toBe('');
});

test('the server says who it is and what it can do', async () => {
  await using client = new LanguageClient({ command, cwd: folder });
  const result: InitializeResult = await client.connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  expect(result.serverInfo?.name).toBe('perilune');
  expect(result.capabilities).toMatchObject({
    textDocumentSync: 2,
    completionProvider: { triggerCharacters: expect.arrayContaining(['.', '/']) },
    renameProvider: { prepareProvider: true },
  });
  await client.connection.sendNotification('initialized', {});
  expect(await client.leave()).toBe(0);
});

test('it explains, finds and renames what stands at a place', async () => {
  await using client = await LanguageClient.start({ command, cwd: folder });
  await client.open(uri, text);
  const textDocument = { uri };
  const action = placeOf(text, 'vm/snapshot');
  expect(await client.hover(uri, action.line, action.character + 3)).toMatchObject({
    contents: { value: expect.stringMatching(/^\*\*vm\/snapshot\*\*\n/) },
    range: { start: action },
  });
  const reference = placeOf(text, 'create.outputs.vm_id');
  const definition: Location[] = await client.connection.sendRequest('textDocument/definition', {
    textDocument,
    position: reference,
  });
  expect(definition).toMatchObject([{ uri, range: { start: placeOf(text, 'create', '- id: ') } }]);
  const prepared: unknown = await client.connection.sendRequest('textDocument/prepareRename', {
    textDocument,
    position: reference,
  });
  expect(prepared).toMatchObject({ placeholder: 'create', range: { start: reference } });
  const renamed: WorkspaceEdit = await client.connection.sendRequest('textDocument/rename', {
    textDocument,
    position: reference,
    newName: 'machine',
  });
  const edits = renamed.changes?.[uri] ?? [];
  expect(edits).toHaveLength(1 + text.split('steps.create').length - 1);
  expect(new Set(edits.map(({ newText }) => newText))).toEqual(new Set(['machine']));
  const taken = client.connection.sendRequest('textDocument/rename', {
    textDocument,
    position: reference,
    newName: 'second_ip',
  });
  await expect(taken).rejects.toThrow('there is a step "second_ip" already');
  const found: Location[] = await client.connection.sendRequest('textDocument/references', {
    textDocument,
    position: reference,
    context: { includeDeclaration: false },
  });
  expect(found).toHaveLength(edits.length - 1);
  const symbols: DocumentSymbol[] = await client.connection.sendRequest(
    'textDocument/documentSymbol',
    { textDocument },
  );
  const steps = symbols.find(({ name }) => name === 'steps')?.children ?? [];
  expect(steps.map(({ name }) => name)).toEqual([
    'create',
    'join_group',
    'second_ip',
    'first_state',
  ]);
  expect(await client.leave()).toBe(0);
});

const parent =
  'name: parent\nsteps:\n  - { id: a, uses: workflow/run, with: { file: child.yaml } }\n';
const child = 'name: child\nsteps:\n  - { id: a, uses: vm/list }\n';

test('a file that a step runs is read from where it is, or as the editor has it', async () => {
  writeFileSync(join(folder, 'child.yaml'), child.replace('list', 'lost'));
  const uris = ['parent', 'child'].map((name) => pathToFileURL(join(folder, `${name}.yaml`)).href);
  const [parentUri = '', childUri = ''] = uris;
  await using client = await LanguageClient.start({ command, cwd: folder });
  await client.open(parentUri, parent);
  expect(await client.diagnostics(parentUri)).toMatchObject([
    { code: 'sub-workflow', relatedInformation: [{ location: { uri: childUri } }] },
  ]);
  await client.open(childUri, child);
  expect(await client.diagnostics(childUri)).toEqual([]);
  expect(await client.diagnostics(parentUri, (found) => found.length === 0)).toEqual([]);
  await client.change(childUri, child.replace('list', 'lost'));
  await client.diagnostics(parentUri, (found) => found.length === 1);
  writeFileSync(join(folder, 'child.yaml'), child);
  await client.connection.sendNotification('textDocument/didClose', {
    textDocument: { uri: childUri },
  });
  expect(await client.diagnostics(parentUri, (found) => found.length === 0)).toEqual([]);
  writeFileSync(join(folder, 'child.yaml'), child.replace('list', 'lost'));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: childUri, type: 2 }],
  });
  await client.diagnostics(parentUri, (found) => found.length === 1);
  expect(await client.leave()).toBe(0);
});

test('it says nothing about other kinds of YAML files', async () => {
  const other = pathToFileURL(join(folder, 'compose.yaml')).href;
  await using client = await LanguageClient.start({ command, cwd: folder });
  await client.open(other, 'services: {}\n');
  expect(await client.diagnostics(other)).toEqual([]);
  expect(await client.complete(other, 1, 0)).toEqual([]);
  expect(await client.hover(other, 0, 2)).toBeNull();
});

test('it ends when the editor is gone', async () => {
  await using client = await LanguageClient.start({ command, cwd: folder });
  client.hangUp();
  expect(await client.ended).toBe(1);
});
