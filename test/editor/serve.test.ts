import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type Diagnostic,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { serve } from '../../src/editor/serve.ts';
import { surroundings } from './edited.ts';

const uri = 'file:///w/workflows/a.yaml';
const child = 'file:///w/workflows/child.yaml';
const valid = 'name: a\nsteps: [{ id: a, uses: vm/list }]\n';
const invalid = valid.replace('list', 'lst');
const parent = 'name: p\nsteps: [{ id: a, uses: workflow/run, with: { file: child.yaml } }]\n';

interface Planned {
  readonly ms: number;
  readonly call: () => void;
  isStopped: boolean;
}

let server: Connection;
let editor: ProtocolConnection;
let planned: Planned[];
let published: { uri: string; version?: number; diagnostics: Diagnostic[] }[];
let stored: Record<string, string>;

beforeEach(async () => {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  planned = [];
  published = [];
  stored = {};
  server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor));
  const { library, wording } = surroundings();
  serve(server, {
    version: '1.2.3',
    catalogue: library.catalogue,
    wording,
    readText: (wanted) => stored[wanted] ?? null,
    after: (ms, call) => {
      const plan = { ms, call, isStopped: false };
      planned.push(plan);
      return () => void (plan.isStopped = true);
    },
  });
  editor = createProtocolConnection(
    new StreamMessageReader(toEditor),
    new StreamMessageWriter(toServer),
  );
  editor.onNotification('textDocument/publishDiagnostics', (given: (typeof published)[number]) => {
    published.push(given);
  });
  editor.listen();
  await editor.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await editor.sendNotification('initialized', {});
});

afterEach(() => {
  editor.dispose();
  server.dispose();
});

async function open(file: string, text: string): Promise<void> {
  const textDocument = { uri: file, languageId: 'yaml', version: 1, text };
  await editor.sendNotification('textDocument/didOpen', { textDocument });
}

async function change(file: string, version: number, text: string): Promise<void> {
  const textDocument = { uri: file, version };
  await editor.sendNotification('textDocument/didChange', {
    textDocument,
    contentChanges: [{ text }],
  });
}

/** Waits until the server has taken note of all that was sent; it answers in order. */
async function settle(): Promise<void> {
  await editor.sendRequest('textDocument/documentSymbol', { textDocument: { uri } });
}

/** What is waiting for a pause, in milliseconds. */
async function waiting(): Promise<number[]> {
  await settle();
  return planned.filter(({ isStopped }) => !isStopped).map(({ ms }) => ms);
}

/** Lets the time pass until all that is planned was done. */
async function pause(): Promise<void> {
  await settle();
  for (const plan of planned.splice(0)) if (!plan.isStopped) plan.call();
  await settle();
}

/** File, version and codes of what was published since the last time. */
function news(): [string, number | undefined, (Diagnostic['code'] | undefined)[]][] {
  return published
    .splice(0)
    .toSorted((a, b) => a.uri.localeCompare(b.uri))
    .map((each) => [each.uri, each.version, each.diagnostics.map(({ code }) => code)]);
}

test('a file is checked at once when it is opened, and then when the typing pauses', async () => {
  await open(uri, valid);
  expect(await waiting()).toEqual([0]);
  await pause();
  expect(news()).toEqual([[uri, 1, []]]);
  await change(uri, 2, invalid);
  await change(uri, 3, `${invalid} `);
  expect(await waiting()).toEqual([250]);
  expect(news()).toEqual([]);
  await pause();
  expect(news()).toEqual([[uri, 3, ['unknown-action']]]);
});

test('a long file is given more time', async () => {
  await open(uri, valid);
  await pause();
  await change(uri, 2, `${valid}# ${'x'.repeat(500_000)}\n`);
  expect(await waiting()).toEqual([expect.closeTo(500, -1)]);
});

test('a file is checked again when one that it runs is typed in, closed or stored', async () => {
  stored[child] = valid;
  await open(uri, parent);
  await pause();
  expect(news()).toEqual([[uri, 1, []]]);
  await open(child, invalid);
  await pause();
  expect(news()).toEqual([
    [uri, 1, ['sub-workflow']],
    [child, 1, ['unknown-action']],
  ]);
  await editor.sendNotification('textDocument/didClose', { textDocument: { uri: child } });
  await pause();
  expect(news()).toEqual([
    [uri, 1, []],
    [child, undefined, []],
  ]);
  stored[child] = invalid;
  await editor.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
  await pause();
  expect(news()).toEqual([[uri, 1, ['sub-workflow']]]);
});

test('a file that is closed has no diagnostics any more, and is not checked', async () => {
  await open(uri, invalid);
  await editor.sendNotification('textDocument/didClose', { textDocument: { uri } });
  await pause();
  expect(news()).toEqual([[uri, undefined, []]]);
});

test('a mistake in the server itself leaves it running', async () => {
  await open(uri, valid);
  await pause();
  news();
  const messages: unknown[] = [];
  editor.onNotification('window/logMessage', (given: unknown) => void messages.push(given));
  Object.defineProperty(stored, child, {
    get: () => {
      throw new Error('out of paper');
    },
  });
  await change(uri, 2, parent);
  await pause();
  expect(messages).toEqual([{ type: 1, message: `${uri} was not checked: Error: out of paper` }]);
  await change(uri, 3, valid);
  await pause();
  expect(news()).toEqual([[uri, 3, []]]);
});

test('answers are about the text as it is now, and only about workflows', async () => {
  const asked = (file: string, line: number, character: number) => ({
    textDocument: { uri: file },
    position: { line, character },
  });
  const other = 'file:///w/compose.yaml';
  await open(uri, valid);
  await open(other, 'services: {}\n');
  await change(uri, 2, '\nname: a\nsteps: [{ id: a, uses: vm/info }]\n');
  expect(await editor.sendRequest('textDocument/hover', asked(uri, 2, 26))).toMatchObject({
    contents: { value: expect.stringContaining('**vm/info**') },
  });
  expect(await editor.sendRequest('textDocument/hover', asked(other, 0, 2))).toBeNull();
  expect(await editor.sendRequest('textDocument/completion', asked(other, 1, 0))).toEqual([]);
  expect(await editor.sendRequest('textDocument/definition', asked(other, 0, 2))).toEqual([]);
  expect(await editor.sendRequest('textDocument/prepareRename', asked(uri, 2, 14))).toMatchObject({
    placeholder: 'a',
  });
  const refused = editor.sendRequest('textDocument/rename', { ...asked(uri, 2, 14), newName: 'A' });
  await expect(refused).rejects.toThrow('an id has small letters');
});
