import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompletionItem, Diagnostic } from 'vscode-languageserver/node';
import { LanguageClient } from './language-client.ts';

const root = join(import.meta.dirname, '../..');
const schema = join(root, 'schemas/workflow.schema.json');
const modeline = '# yaml-language-server: $schema=../schemas/workflow.schema.json\n';

let client: LanguageClient;

/** The server that VS Code's YAML extension and most other editors use, with nothing to fetch. */
beforeAll(async () => {
  const bin = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');
  client = await LanguageClient.start({
    command: [process.execPath, bin, '--stdio'],
    cwd: root,
    rootUri: pathToFileURL(root).href,
    configuration: {
      yaml: {
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
        schemas: { [schema]: 'elsewhere/*.yaml' },
      },
      http: { proxy: 'http://127.0.0.1:9' },
    },
  });
});

afterAll(async () => {
  expect(await client.leave()).toBe(0);
  await client[Symbol.asyncDispose]();
});

const uri = pathToFileURL(join(root, 'workflows/typed-in-a-test.yaml')).href;
let isOpen = false;

/** Shows a text to the server; gives the place that is marked with `|`. */
async function show(marked: string): Promise<{ line: number; character: number }> {
  const before = marked.slice(0, marked.indexOf('|'));
  const text = before + marked.slice(before.length + 1);
  await (isOpen ? client.change(uri, text) : client.open(uri, text));
  isOpen = true;
  const lines = before.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function inStep(step: string): string {
  return `${modeline}name: example\nsteps:\n  - id: x\n    ${step}\n`;
}

async function complete(marked: string): Promise<readonly CompletionItem[]> {
  const { line, character } = await show(marked);
  return client.complete(uri, line, character);
}

async function hover(marked: string): Promise<string> {
  const { line, character } = await show(marked);
  const found = await client.hover(uri, line, character);
  return (found?.contents as { value: string } | undefined)?.value ?? '';
}

describe('says nothing about', () => {
  test.each(globSync('workflows/*.yaml', { cwd: root }).toSorted())('%s', async (path) => {
    const file = pathToFileURL(join(root, path)).href;
    await client.open(file, readFileSync(join(root, path), 'utf8'));
    expect(await client.diagnostics(file)).toEqual([]);
  });
});

describe('proposes', () => {
  test('the actions, with what they do', async () => {
    const found = await complete(inStep('uses: vm/|'));
    const create = found.find(({ label }) => label === 'vm/create');
    expect(found.length).toBeGreaterThan(100);
    expect(create?.documentation).toMatch(/^Create a VM\. Host names are not unique/);
  });

  test('the parameters of the action, and only those, with what they are for', async () => {
    const found = await complete(inStep('uses: vm/create\n    with:\n      |'));
    const plan = found.find(({ label }) => label === 'plan_id');
    expect(plan?.documentation).toBe('The plan: its number, or its name (see plan/list).');
    expect(found.map(({ label }) => label)).toContain('affinity_group');
    expect(found.map(({ label }) => label)).not.toContain('vm_id');
  });

  test('the parameters that are still missing', async () => {
    const found = await complete(inStep('uses: vm/create\n    with:\n      hostname: a\n      p|'));
    expect(found.map(({ label }) => label)).toContain('plan_id');
    expect(found.map(({ label }) => label)).not.toContain('hostname');
  });

  test('the values of a choice', async () => {
    const found = await complete(inStep('uses: http/request\n    with:\n      method: |'));
    expect(found.map(({ label }) => label)).toContain('OPTIONS');
  });

  test('the waits of the action', async () => {
    const found = await complete(inStep('uses: vm/stop\n    await: |'));
    expect(found.map(({ label }) => label)).toEqual(['stopped']);
  });

  test('the keys of a workflow', async () => {
    const found = await complete(`${modeline}name: a\n|\n`);
    expect(found.map(({ label }) => label)).toEqual(expect.arrayContaining(['inputs', 'steps']));
  });
});

describe('explains', () => {
  test.each([
    [
      'a parameter',
      'uses: vm/create\n    with:\n      host|name: a',
      'vm/create',
      'Label of the VM, and its host name.',
    ],
    [
      'a parameter of a certain form',
      'uses: vm/create\n    with:\n      i|p: 192.0.2.7',
      'vm/create',
      'A floating IP of the account',
    ],
    ['an action', 'uses: vm/cre|ate', 'Actions', 'Create a VM. Host names are not unique'],
    [
      'a wait',
      'uses: vm/create\n    await: act|ive',
      'vm/create',
      'until the VM runs and has its address',
    ],
    ['a key', 'uses: vm/list\n    nee|ds: [a]', 'Step', 'Steps that must be done before.'],
  ])('%s', async (_, step, title, expected) => {
    const found = await hover(inStep(step));
    expect(found.split('\n')[0]).toContain(`#### ${title}`);
    expect(found).toContain(expected);
    expect(found).not.toContain('Any value');
  });
});

describe('underlines', () => {
  const covers = (diagnostic: Diagnostic | undefined, step: string, word: string) => {
    const lines = inStep(step).split('\n');
    const { start, end } = diagnostic?.range ?? {
      start: { line: 0, character: 0 },
      end: { character: 0 },
    };
    expect(lines[start.line]?.slice(start.character, end.character)).toBe(word);
  };

  test.each([
    [
      'an action that does not exist',
      'uses: vm/creat',
      'vm/creat',
      /^Value must be .*"vm\/create"/,
    ],
    [
      'a key that a step does not have',
      'uses: vm/list\n    whith: {}',
      'whith',
      /^Property whith is not allowed/,
    ],
    [
      'a parameter that the action does not have',
      'uses: vm/list\n    with: { name: a }',
      'name',
      /^Property name is not allowed/,
    ],
    [
      'a parameter that is missing',
      'uses: vm/delete\n    with: {}',
      'with',
      /^Missing property "vm_id"/,
    ],
    [
      'a wait that the action does not have',
      'uses: vm/stop\n    with: { vm_id: a }\n    await: active',
      'active',
      /"stopped"/,
    ],
    [
      'a wait where there is none',
      'uses: vm/list\n    await: active',
      'await',
      /^Property await is not allowed/,
    ],
    [
      'a value of the wrong type',
      'uses: vm/create\n    with: { hostname: a, plan_id: b, image_id: 1, volume_virtio: "yes" }',
      '"yes"',
      /^Incorrect type/,
    ],
  ])('%s', async (_, step, word, message) => {
    await show(`${inStep(step)}|`);
    const found = await client.diagnostics(uri, (diagnostics) => diagnostics.length > 0);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(message);
    covers(found[0], step, word);
  });
});

test('a schema that the settings name does the same', async () => {
  const other = pathToFileURL(join(root, 'elsewhere/deploy.yaml')).href;
  await client.open(other, 'name: a\nsteps:\n  - { id: x, uses: vm/creat }\n');
  expect(await client.diagnostics(other)).toMatchObject([
    { range: { start: { line: 2, character: 19 }, end: { line: 2, character: 27 } } },
  ]);
});
