import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../src/editor/answers/hover.ts';
import { edited, surroundings } from '../edited.ts';

const head = `name: example
inputs:
  size: { type: string, description: how much it holds }
  more: { type: integer, default: 1 }
steps:
  - id: create
    description: the VM
    uses: vm/create
    with: { hostname: a, plan_id: m.1, image_id: 1 }
    await: active
`;

/** What is shown, and the text that it is about. */
function hover(marked: string): { about: string; text: string } | null {
  const { file, offset, text } = edited(marked);
  const found = hoverAt(file, offset, surroundings());
  if (found?.range === undefined) return null;
  const { start, end } = found.range;
  const line = text.split('\n')[start.line] ?? '';
  expect(end.line).toBe(start.line);
  expect(found.contents).toMatchObject({ kind: 'markdown' });
  const about = (found.contents as { value: string }).value;
  return { about, text: line.slice(start.character, end.character) };
}

function about(marked: string): string | undefined {
  return hover(marked)?.about;
}

test('an action: what it does, what a repeat would do, what to know, its waits', () => {
  const found = hover(`${head}  - id: x\n    uses: vm/sn|apshot\n`);
  expect(found?.text).toBe('vm/snapshot');
  expect(found?.about).toMatch(
    /^\*\*vm\/snapshot\*\*\n\n[A-Z][^\n]*\.\n\n- Class `create`: a second one/,
  );
  expect(found?.about).toContain('\n- It can change what is charged.\n');
  expect(found?.about).toMatch(/\n- Waits: `active`\.$/);
});

test('a parameter: its type, whether it is needed, and what it is for', () => {
  expect(hover(`${head}  - id: x\n    uses: vm/create\n    with:\n      host|name: a\n`)).toEqual({
    text: 'hostname',
    about: '`hostname`: string, required\n\nLabel of the VM, and its host name.',
  });
  expect(about(`${head}  - id: x\n    uses: http/request\n    with: { met|hod: GET }\n`)).toBe(
    '`method`: string\n\nOne of `GET`, `HEAD`, `OPTIONS`, `POST`, `PUT`, `PATCH`, `DELETE`. `GET` when left out.',
  );
});

test('a wait: when it is over, in an `undo` too', () => {
  const own = about(`${head}  - id: x\n    uses: vm/stop\n    await: stop|ped\n`);
  expect(own).toMatch(/^\*\*stopped\*\* of vm\/stop/);
  const undo = `  - id: x\n    uses: vm/stop\n    undo: { uses: vm/start, await: act|ive }\n`;
  expect(about(head + undo)).toMatch(/^\*\*active\*\* of vm\/start/);
});

test('an `undo`: its action, its parameters, and what its expressions look at', () => {
  const undo = (typed: string) =>
    about(head.replace('await: active\n', `await: active\n    undo: ${typed}\n`));
  expect(undo('{ uses: vm/de|lete }')).toMatch(/^\*\*vm\/delete\*\*/);
  expect(undo('{ uses: vm/delete, with: { vm|_id: a } }')).toMatch(/^`vm_id`: string, required/);
  expect(undo("{ uses: vm/delete, with: { vm_id: '${{ outputs.vm|_id }}' } }")).toMatch(
    /^`outputs\.vm_id`: string/,
  );
});

test('an input: its type and what it is for', () => {
  expect(about(head.replace('size', 's|ize'))).toBe(
    '`size`: string, required\n\nhow much it holds',
  );
  expect(about(head.replace('more', 'm|ore'))).toBe('`more`: integer\n\n`1` when left out.');
});

test('a wait: what it looks at, and how often', () => {
  const found = hover(head.replace('active', 'act|ive'));
  expect(found?.text).toBe('active');
  expect(found?.about).toMatch(
    /^\*\*active\*\* of vm\/create\n\nUntil .*\. Looks with vm\/info every /,
  );
});

test.each([
  ['of the workflow', 'in|puts', /^What whoever runs the workflow has to say\./],
  ['of a step', 'aw|ait', /^Waits, after the action, until its work is done\./],
])('a key %s: what it is for', (_, marked, expected) => {
  expect(about(head.replace(marked.replace('|', ''), marked))).toMatch(expected);
});

test('a key that refers to a definition is described by the definition', () => {
  expect(about(`${head}    re|try: { attempts: 1 }\n`)).toMatch(/^How often, and how patiently/);
  expect(about(`${head}    retry: { at|tempts: 1 }\n`)).toMatch(/^How many attempts there are/);
  expect(about(`${head}    i|f: success()\n`)).toMatch(/^The step runs only if this is true/);
});

describe('in an expression', () => {
  const inOutputs = (typed: string) => `${head}outputs:\n  a: \${{ ${typed} }}\n`;

  test.each([
    ['steps.create.outputs.v|m_id', 'vm_id', '`steps.create.outputs.vm_id`: string'],
    ['steps.create.out|puts.vm_id', 'outputs', '`steps.create.outputs`: object'],
    ['steps.cr|eate.outputs', 'create', 'step `create` uses `vm/create`\n\nthe VM'],
    ['steps["cr|eate"].outputs', '"create"', 'step `create` uses `vm/create`\n\nthe VM'],
    ['inputs.si|ze', 'size', '`inputs.size`: string\n\nhow much it holds'],
    ['in|puts.size', 'inputs', '`inputs`: object\n\nThe inputs of the workflow, by name.'],
    ['run.id + "|a"', null, undefined],
    ['steps.none.o|utputs', null, undefined],
    ['inputs.none|', null, undefined],
  ])('%s', (typed, text, expected) => {
    const found = hover(inOutputs(typed));
    expect(found?.text ?? null).toBe(text);
    if (expected === undefined) expect(found).toBeNull();
    else expect(found?.about.startsWith(expected)).toBe(true);
  });

  test('a function shows its signature and what it does', () => {
    expect(about(inOutputs('jo|in(["a"], ",")'))).toMatch(
      /^```\njoin\(list<dyn>, string\): string\n```\n\nThe items/,
    );
    expect(about(inOutputs('inputs.size.starts|With("a")'))).toMatch(
      /Whether the text starts with/,
    );
  });

  test('the variable of a macro has the type of the items', () => {
    const marked = `${head}  - id: all\n    uses: vm/list\n  - id: x\n    if: steps.all.outputs.vms.exists(vm, vm.host|name == "a")\n`;
    expect(about(marked)).toMatch(/^`vm\.hostname`: string\n\nHost name/);
  });

  test('a bare condition in a file that is not valid', () => {
    const marked = `${head}  - id: x\n    uses: http/request\n    with: { url: \${{ run.id }}\n    until: outputs.sta|tus == 200\n`;
    expect(about(marked)).toMatch(/^`outputs\.status`: integer/);
  });
});

test.each([
  ['free text', 'description: the V|M'],
  ['an action that does not exist', 'uses: vm/cre|'],
  ['blanks', 'name:  |'],
])('%s says nothing', (_, marked) => {
  expect(hover(`steps:\n  - id: x\n    ${marked}\n`)).toBeNull();
});
