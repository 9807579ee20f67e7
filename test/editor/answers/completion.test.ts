import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { completionsAt } from '../../../src/editor/answers/completion.ts';
import { edited, surroundings } from '../edited.ts';

const head = `name: example
inputs:
  size: { type: string, description: how much it holds }
  names: { type: array, items: { type: string } }
secrets: [TOKEN]
env: { REGION: toronto }
steps:
  - id: create
    description: the VM
    uses: vm/create
    with: { hostname: a, plan_id: m.1, image_id: 1 }
    await: active
  - id: all
    uses: vm/list
`;
const tail = `finally:
  - id: last
    uses: vm/list
outputs:
  vm: 1
`;

function items(marked: string, files?: Readonly<Record<string, string>>) {
  const { file, offset } = edited(marked);
  return completionsAt(file, offset, surroundings(files));
}

function labels(marked: string, files?: Readonly<Record<string, string>>): string[] {
  return items(marked, files).map(({ label }) => label);
}

/** Labels of what is proposed in a step that is written after the others. */
function inStep(step: string): string[] {
  return labels(head + step + tail);
}

/** What is written when a proposal is taken, as the file is then. */
function taken(marked: string, label: string): string {
  const { file, offset, text } = edited(marked);
  const item = completionsAt(file, offset, surroundings()).find((each) => each.label === label);
  const edit = item?.textEdit;
  if (edit === undefined || !('range' in edit)) throw new Error(`${label} is not proposed`);
  const { lineStarts } = createSourceFile('', text);
  const at = ({ line, character }: { line: number; character: number }) =>
    (lineStarts[line] ?? 0) + character;
  return text.slice(0, at(edit.range.start)) + edit.newText + text.slice(at(edit.range.end));
}

describe('the action of a step', () => {
  test('all of them are proposed, with what they do', () => {
    const found = items(`${head}  - id: x\n    uses: vm/cr|\n`);
    expect(found).toHaveLength(surroundings().library.catalogue.names().length);
    expect(found.find(({ label }) => label === 'vm/snapshot')).toEqual({
      label: 'vm/snapshot',
      kind: 9,
      detail: 'create, billed',
      sortText: expect.stringMatching(/^1\d{5}$/),
      textEdit: {
        range: { start: { line: 15, character: 10 }, end: { line: 15, character: 15 } },
        newText: 'vm/snapshot',
      },
      documentation: { kind: 'markdown', value: expect.stringContaining('**vm/snapshot**') },
    });
  });

  test.each([
    ['nothing', '|', ''],
    ['half of it', 'vm/cr|', ''],
    ['the middle of another one', 'vm/|list', ''],
    ['something in quotes', "'vm/cr|'", "'"],
  ])('the one that is taken replaces %s', (_, typed, quote) => {
    const marked = `steps:\n  - id: x\n    uses: ${typed}\n    with: {}\n`;
    expect(taken(marked, 'vm/create')).toBe(
      `steps:\n  - id: x\n    uses: ${quote}vm/create${quote}\n    with: {}\n`,
    );
  });

  test('is proposed for taking a step back as well', () => {
    expect(inStep('  - id: x\n    undo:\n      uses: |\n')).toContain('vm/delete');
  });
});

describe('parameters', () => {
  const parameters = ['hostname', 'plan_id', 'image_id', 'volume_id', 'volume_virtio', 'region'];

  test.each([
    ['on a line of their own', 'with:\n      |\n', parameters],
    ['when one is half typed', 'with:\n      ho|\n', parameters],
    ['when there are others', 'with:\n      hostname: a\n      |\n', parameters.slice(1)],
    ['before others', 'with:\n      |\n      hostname: a\n', parameters.slice(1)],
    ['between braces', 'with: { hostname: a, | }\n', parameters.slice(1)],
    ['in braces that are open', 'with: { hostname: a, plan_id: b, i|\n', parameters.slice(2)],
    [
      'after an expression without quotes',
      'with: { hostname: ${{ run.id }}, |\n',
      parameters.slice(1),
    ],
  ])('are proposed %s', (_, typed, expected) => {
    const found = inStep(`  - id: x\n    uses: vm/create\n    ${typed}`);
    expect(found.slice(0, expected.length)).toEqual(expected);
  });

  test('those that are needed say so and come first', () => {
    const found = items(`${head}  - id: x\n    uses: vm/floatingip-delete\n    with:\n      |\n`);
    expect(found.map(({ label, detail, sortText }) => [label, detail, sortText?.[0]])).toEqual([
      ['vm_id', 'required', '0'],
      ['ip', 'required', '0'],
      ['keep', 'required', '0'],
    ]);
  });

  test('come with their type and description', () => {
    const [hostname] = items(`${head}  - id: x\n    uses: vm/create\n    with: { h|`);
    expect(hostname?.documentation).toEqual({
      kind: 'markdown',
      value: '`hostname`: string, required\n\nLabel of the VM, and its host name.',
    });
  });

  test('are those of the action that takes a step back, in its `undo`', () => {
    expect(inStep('  - id: x\n    undo:\n      uses: vm/delete\n      with:\n        |\n')).toEqual(
      ['vm_id'],
    );
  });

  test('are proposed nowhere when the action does not exist', () => {
    expect(inStep('  - id: x\n    uses: vm/creat\n    with:\n      |\n')).toEqual([]);
  });

  test('are not proposed on the line of `with`, where they could not stand', () => {
    expect(inStep('  - id: x\n    uses: vm/create\n    with: |\n')).toEqual([]);
  });

  test('of a sub-workflow are its inputs', () => {
    const files = {
      'file:///project/workflows/parts/child.yaml':
        'name: child\ninputs: { size: { type: integer }, more: { type: string, default: a } }\nsteps: [{ id: a, uses: value/set }]\n',
    };
    const marked = `steps:
  - id: run
    uses: workflow/run
    with:
      file: parts/child.yaml
      inputs:
        |
`;
    expect(labels(marked, files)).toEqual(['size', 'more']);
    expect(labels(marked)).toEqual([]);
  });
});

describe('values of parameters', () => {
  test.each([
    [
      'those of a choice',
      'http/request',
      'method',
      ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
    ],
    ['true and false', 'vm/create', 'volume_virtio', ['true', 'false']],
    ['examples', 'vm/create', 'region', ['toronto', 'montreal', 'roubaix']],
    ['an example of a text', 'vm/rename', 'hostname', ['myvm2']],
    ['nothing for any other text', 'shell/run', 'stdin', []],
  ])('are %s', (_, action, parameter, expected) => {
    expect(inStep(`  - id: x\n    uses: ${action}\n    with:\n      ${parameter}: |\n`)).toEqual(
      expected,
    );
    expect(inStep(`  - id: x\n    uses: ${action}\n    with: { ${parameter}: | }\n`)).toEqual(
      expected,
    );
  });
});

describe('keys', () => {
  const step = ['description', 'with', 'needs', 'if', 'foreach', 'max-parallel', 'key', 'until'];

  test.each([
    ['of a step', '  - id: x\n    uses: vm/list\n    |\n', step],
    ['of a step, above others', '  - |\n    id: x\n    uses: vm/list\n', step],
    ['of a new step', '  - |\n', ['id', 'description', 'uses', ...step.slice(1)]],
    ['of a step in `finally`', '', []],
    [
      'of a retry',
      '  - id: x\n    retry:\n      |\n',
      ['attempts', 'delay', 'backoff', 'max-delay', 'jitter', 'if'],
    ],
    [
      'of a retry in braces',
      '  - id: x\n    retry: { delay: 1s, |',
      ['attempts', 'backoff', 'max-delay', 'jitter', 'if'],
    ],
  ])('%s', (_, typed, expected) => {
    const found =
      typed === ''
        ? labels(`${head}finally:\n  - id: x\n    uses: vm/list\n    |\n`)
        : inStep(typed);
    expect(found.slice(0, (typed === '' ? step : expected).length)).toEqual(
      typed === '' ? step : expected,
    );
  });

  test('of the workflow are those that are not there yet', () => {
    const found = labels(`${head}${tail}|`);
    expect(found).toEqual([
      'description',
      'concurrency',
      'on',
      'on-failure',
      'timeout',
      'max-parallel',
      'defaults',
    ]);
  });

  test('of an empty file are those of a workflow, first those that are needed', () => {
    const found = items('|');
    const important = found.filter(({ sortText }) => sortText?.startsWith('0'));
    expect(important.map(({ label }) => label)).toEqual(['name', 'steps']);
  });

  test.each([
    [
      'a value on its line',
      'steps:\n  - id: x\n    att|\n',
      'attempt-timeout',
      'attempt-timeout: ',
    ],
    ['its values below', 'steps:\n  - id: x\n    wi|\n', 'with', 'with:'],
    ['its values below, as a list', 'na|\n', 'steps', 'steps:'],
    ['its `:` already', 'steps:\n  - id: x\n    att|: 5\n', 'attempt-timeout', 'attempt-timeout'],
  ])('are written as is fit for a key that has %s', (_, marked, label, expected) => {
    const item = items(marked).find((each) => each.label === label);
    expect(item?.textEdit?.newText).toBe(expected);
  });

  test.each([
    ['description: |', []],
    ['name: |', ['blue-green-swap']],
    ['on-failure: |', ['stop', 'continue', 'undo']],
    ['max-parallel: |', ['16']],
    ['inputs:\n  a: { | }', ['type', 'description', 'default', 'enum', 'format', 'writeOnly']],
    ['inputs:\n  a: { format: | }', ['ipv4', 'uuid', 'uri', 'hostname', 'date-time']],
    ['steps:\n  - id: x\n    continue-on-error: |', ['true', 'false']],
    ['steps:\n  - id: x\n    poll: { every: |', ['5s', '10s', '5m']],
    ['on:\n  schedule:\n    - cron: a\n      missed: |', ['skip', 'last', 'all']],
  ])('have values: %j', (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });
});

describe('waits and needs', () => {
  test('a wait is one of the action', () => {
    expect(inStep('  - id: x\n    uses: vm/stop\n    await: |\n')).toEqual(['stopped']);
    expect(inStep('  - id: x\n    uses: vm/list\n    await: |\n')).toEqual([]);
  });

  test('a wait in an `undo` is one of the action that takes the step back', () => {
    const marked =
      '  - id: x\n    uses: vm/stop\n    undo:\n      uses: vm/start\n      await: |\n';
    expect(inStep(marked)).toEqual(['active']);
  });

  test('the keys of an `undo` are its own', () => {
    expect(inStep('  - id: x\n    uses: vm/stop\n    undo:\n      |\n')).toEqual([
      'uses',
      'with',
      'await',
      'retry',
    ]);
  });

  test.each([
    ['in brackets', 'needs: [|]', ['create', 'all']],
    ['in brackets that are open', 'needs: [create, |', ['all']],
    ['as an item', 'needs:\n      - create\n      - |', ['all']],
    ['half typed', 'needs: [cr|]', ['create', 'all']],
  ])('steps of the same part that are not named yet are proposed %s', (_, typed, expected) => {
    expect(inStep(`  - id: x\n    ${typed}\n    uses: vm/list\n`)).toEqual(expected);
  });

  test('a list that is not there yet is written with its brackets', () => {
    expect(taken(`${head}  - id: x\n    needs: |\n${tail}`, 'create')).toContain(
      'needs: [create]\n',
    );
  });
});

describe('nothing is proposed', () => {
  test.each([
    ['in a remark', 'name: a # |\n'],
    ['in free text', 'name: a\ndescription: some words |\n'],
    ['for an id', 'steps:\n  - id: |\n'],
    [
      'in a script',
      'steps:\n  - id: x\n    uses: shell/run\n    with:\n      script: |\n        ech|o\n'.replace(
        'script: |',
        'script: >',
      ),
    ],
  ])('%s', (_, marked) => {
    expect(labels(marked)).toEqual([]);
  });
});

test('works the same in a file whose lines end with CR LF', () => {
  const marked = `${head}  - id: x\n    uses: vm/delete\n    with:\n      |\n`.replaceAll(
    '\n',
    '\r\n',
  );
  expect(items(marked)).toMatchObject([
    {
      label: 'vm_id',
      textEdit: { range: { start: { line: 17, character: 6 }, end: { line: 17, character: 6 } } },
    },
  ]);
});
