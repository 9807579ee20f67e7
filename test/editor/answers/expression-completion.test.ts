import { describe, expect, test } from 'vitest';
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
  - id: each
    foreach: ["a", "b"]
    uses: vm/info
    with: { vm_id: '\${{ item }}' }
`;
const tail = `finally:
  - id: last
    uses: vm/list
outputs:
  vm: 1
`;

function items(marked: string) {
  const { file, offset } = edited(marked);
  return completionsAt(file, offset, surroundings());
}

/** Names that are proposed, without functions and methods. */
function names(marked: string): string[] {
  const functions = new Set([2, 3]);
  return items(marked)
    .filter(({ kind }) => kind === undefined || !functions.has(kind))
    .map(({ label }) => label);
}

function functions(marked: string): string[] {
  return items(marked)
    .filter(({ kind }) => kind === 2 || kind === 3)
    .map(({ label }) => label);
}

/** In a parameter of a step that is written after the others. */
function inParameter(typed: string): string[] {
  return names(`${head}  - id: x\n    uses: value/set\n    with:\n      a: ${typed}\n${tail}`);
}

function inStep(typed: string): string[] {
  return names(`${head}  - id: x\n    uses: http/request\n    ${typed}\n${tail}`);
}

const anywhere = ['inputs', 'secrets', 'run', 'env', 'steps'];

describe('what an expression can start with', () => {
  test.each([
    ['in a parameter', () => inParameter('${{ | }}'), anywhere],
    ['half typed', () => inParameter('${{ inp|'), anywhere],
    ['after an operator', () => inParameter('${{ inputs.size + | }}'), anywhere],
    ['within a call', () => inParameter('${{ size(| }}'), anywhere],
    ['within a macro', () => inParameter('${{ inputs.names.exists(n, |'), [...anywhere, 'n']],
    ['behind a macro', () => inParameter('${{ inputs.names.exists(n, n == "a") && |'), anywhere],
    ['in a condition', () => inStep('if: |'), anywhere],
    ['in a condition with braces', () => inStep('if: ${{ | }}'), anywhere],
    ['in `until`', () => inStep('until: |'), ['outputs', ...anywhere]],
    ['in `retry.if`', () => inStep('retry: { if: | }'), ['failure', 'attempt', ...anywhere]],
    [
      'in a loop',
      () => inStep('foreach: [a]\n    with: { url: "${{ |" }'),
      ['item', 'index', ...anywhere],
    ],
    ['in the list of a loop', () => inStep('foreach: |'), anywhere],
    [
      'in the key of a loop',
      () => inStep('foreach: [a]\n    key: |'),
      ['item', 'index', ...anywhere],
    ],
    [
      'in `undo`',
      () => inStep('undo: { uses: vm/delete, with: { vm_id: "${{ |" } }'),
      ['outputs', ...anywhere],
    ],
    [
      'in the `undo` of a loop',
      () => inStep('foreach: [a]\n    undo: { uses: vm/delete, with: { vm_id: "${{ |" } }'),
      ['item', 'index', 'outputs', ...anywhere],
    ],
    [
      'in the `retry.if` of an `undo`',
      () => inStep('undo: { uses: vm/delete, retry: { if: | } }'),
      ['failure', 'attempt', ...anywhere],
    ],
    ['in the outputs of the workflow', () => names(`${head}outputs:\n  a: \${{ |`), anywhere],
    [
      'in the environment of the workflow',
      () => names('env:\n  A: ${{ | }}\nsteps: []\n'),
      ['inputs', 'secrets', 'run'],
    ],
    [
      'in the defaults',
      () => names('defaults: { retry: { if: | } }\n'),
      ['failure', 'attempt', ...anywhere],
    ],
  ])('%s', (_, found, expected) => {
    expect(found()).toEqual(expected);
  });

  test('functions about the run are there in `if` only', () => {
    const status = ['success', 'failure', 'always', 'cancelled'];
    expect(functions('steps:\n  - id: x\n    if: |')).toEqual(expect.arrayContaining(status));
    const elsewhere = functions('steps:\n  - id: x\n    until: |');
    expect(elsewhere).toContain('newest');
    expect(status.filter((name) => elsewhere.includes(name))).toEqual([]);
  });

  test('functions come with their signatures and an example', () => {
    const join = items('steps:\n  - id: x\n    if: |').find(({ label }) => label === 'join');
    expect(join).toMatchObject({
      detail: 'join(list<dyn>, string): string',
      textEdit: { newText: 'join(' },
      documentation: {
        kind: 'markdown',
        value:
          '```\njoin(list<dyn>, string): string\n```\n\nThe items of a list as one text, with a separator between them.\n\nFor example `join(inputs.names, ",")`.',
      },
    });
  });
});

describe('what can follow a dot', () => {
  test('in `undo`, the outputs are those of the step and its wait', () => {
    const found = names(
      'steps:\n  - id: x\n    uses: vm/create\n    await: active\n    undo: { uses: vm/delete, with: { vm_id: "${{ outputs.|" } }\n',
    );
    expect(found).toEqual(expect.arrayContaining(['vm_id', 'ip', 'info']));
  });

  test.each([
    ['the inputs', 'inputs.', ['size', 'names']],
    ['the secrets', 'secrets.', ['TOKEN']],
    ['the environment', 'env.', ['REGION']],
    ['the run', 'run.', ['id', 'workflow', 'started_at', 'scheduled_at']],
    ['the steps', 'steps.', ['create', 'all', 'each']],
    ['a step', 'steps.create.', ['status', 'outputs']],
    [
      'the outputs of a step',
      'steps.create.outputs.',
      ['info', 'extra', 'vm_id', 'ip', 'privateip'],
    ],
    [
      'an output that is half typed',
      'steps.create.outputs.pri',
      ['info', 'extra', 'vm_id', 'ip', 'privateip'],
    ],
    [
      'an item of a list',
      'steps.all.outputs.vms[0].',
      expect.arrayContaining(['vm_id', 'hostname']),
    ],
    [
      'what a loop gives for an item',
      'steps.each.outputs[0].info.',
      expect.arrayContaining(['status_raw']),
    ],
    [
      'a field that may be absent',
      'steps.create.outputs.?info.',
      expect.arrayContaining(['status_raw']),
    ],
    [
      'an index that is a name',
      'steps["create"].outputs.',
      ['info', 'extra', 'vm_id', 'ip', 'privateip'],
    ],
    [
      'a filtered list',
      'steps.all.outputs.vms.filter(v, v.ram > 1)[0].',
      expect.arrayContaining(['vm_id']),
    ],
    [
      'a sorted list',
      'sort_by(steps.all.outputs.vms, "name")[0].',
      expect.arrayContaining(['vm_id']),
    ],
    ['a bracket', '(steps.create).', ['status', 'outputs']],
    [
      'the variable of a macro',
      'steps.all.outputs.vms.exists(vm, vm.',
      expect.arrayContaining(['vm_id']),
    ],
    [
      'that of a macro in a macro',
      'steps.all.outputs.vms.map(vm, inputs.names.exists(n, vm.',
      expect.arrayContaining(['vm_id']),
    ],
    ['an item of a list that is written out', '[steps.create][0].', ['status', 'outputs']],
    ['a map that is written out', '{"a": 1}.', []],
    [
      'a field by its name',
      'steps.create["outputs"].',
      ['info', 'extra', 'vm_id', 'ip', 'privateip'],
    ],
    ['an index that only the run knows', 'steps[inputs.size].', []],
    ['a list that was mapped', 'inputs.names.map(n, steps.create)[0].', ['status', 'outputs']],
    [
      'a list that was mapped to its items',
      'steps.all.outputs.vms.map(vm, vm)[0].',
      expect.arrayContaining(['vm_id', 'hostname']),
    ],
    ['a bracket that was never opened', ').', []],
    ['an index that was never opened', '].', []],
    ['a number', '1.5.', []],
    ['a text', '"a".', []],
    ['a value without fields', 'inputs.size.', []],
    ['what does not exist', 'inputs.none.', []],
    ['a call that gives a text', 'to_json(inputs).', []],
  ])('after %s', (_, typed, expected) => {
    expect(inParameter(`\${{ ${typed}|`)).toEqual(expected);
    expect(inParameter(`'\${{ ${typed}| }}'`)).toEqual(expected);
  });

  test('methods are those of the type', () => {
    const of = (typed: string) =>
      functions(`${head}  - id: x\n    uses: value/set\n    with: { a: "\${{ ${typed}|" }\n`);
    expect(of('inputs.size.')).toContain('startsWith');
    expect(of('inputs.size.')).not.toContain('exists');
    expect(of('inputs.names.')).toContain('exists');
    expect(of('inputs.names.')).not.toContain('startsWith');
  });

  test('the outputs of the step itself are there in `until`', () => {
    expect(inStep('until: outputs.|')).toEqual(['status', 'headers', 'body', 'json']);
    expect(inStep('fail-if: ${{ outputs.|')).toEqual(['status', 'headers', 'body', 'json']);
  });

  test('an item has the fields of the items that the loop goes over', () => {
    const vm = expect.arrayContaining(['vm_id', 'hostname']);
    expect(inStep('foreach: steps.all.outputs.vms\n    key: item.|')).toEqual(vm);
    expect(inStep('foreach: ${{ steps.all.outputs.vms }}\n    key: item.|')).toEqual(vm);
    expect(inStep('foreach: ["a"]\n    key: item.|')).toEqual([]);
  });

  test('steps that run at the end see the others, and one another', () => {
    const marked = `${head}${tail.replace('outputs:\n  vm: 1\n', '')}  - id: after\n    if: steps.|\n`;
    expect(names(marked)).toEqual(['create', 'all', 'each', 'last']);
  });

  test('fields come with their type and what they mean', () => {
    const found = items(`${head}outputs:\n  a: \${{ inputs.|`);
    expect(found[0]).toMatchObject({
      label: 'size',
      detail: 'string',
      documentation: { value: 'how much it holds' },
    });
    const outputs = items(`${head}outputs:\n  a: \${{ steps.create.outputs.|`);
    expect(outputs.map(({ label, detail }) => [label, detail])).toContainEqual([
      'privateip',
      'string',
    ]);
  });

  test('a name that is typed within another one replaces it', () => {
    const [found] = items(`${head}outputs:\n  a: \${{ inputs.si|ze }}\n`);
    expect(found?.textEdit).toMatchObject({
      range: { start: { line: 19, character: 16 }, end: { line: 19, character: 20 } },
    });
  });
});

describe('nothing is proposed', () => {
  test.each([
    ['in a string', '"${{ \'a.|'],
    ['in a number', '${{ 1.5|'],
    ['before an expression', 'b| ${{ run.id }}'],
    ['after an expression', '${{ run.id }}.|'],
  ])('%s', (_, typed) => {
    expect(items(`${head}outputs:\n  a: ${typed}`)).toEqual([]);
  });
});

describe('works in a file that is not valid', () => {
  test.each([
    ['without quotes in braces', 'with: { url: ${{ steps.create.outputs.|, method: GET }'],
    ['in quotes that are open', 'with: { url: "${{ steps.create.outputs.|'],
    [
      'in a block of text',
      'with:\n      url: |-\n        http://\n        ${{ steps.create.outputs.?'
        .replace('|-', '>-')
        .replace('?', '|'),
    ],
    [
      'before a line that is half typed',
      'with:\n      url: ${{ steps.create.outputs.| }}\n      meth\n    timeou',
    ],
  ])('%s', (_, typed) => {
    expect(inStep(typed)).toEqual(['info', 'extra', 'vm_id', 'ip', 'privateip']);
  });
});
