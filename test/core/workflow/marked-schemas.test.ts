import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import type { JsonSchema } from '../../../src/core/json-schema.ts';
import { localVariables, sharedVariables } from '../../../src/core/workflow/variables.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';
import type { Workflow } from '../../../src/core/workflow/workflow.ts';
import { testCatalogue } from '../../support/test-actions.ts';

const child = `
name: child
secrets: [TOKEN]
steps:
  - id: made
    uses: value/set
    with: { key: 'x-\${{ secrets.TOKEN }}', open: 1 }
outputs: { key: '\${{ steps.made.outputs.key }}', open: '\${{ steps.made.outputs.open }}' }
`;

function read(text: string): Workflow {
  const { workflow, diagnostics } = readWorkflow(createSourceFile('a.yaml', text), {
    catalogue: testCatalogue,
    readFile: (_, path) => createSourceFile(path, child),
  });
  if (workflow === null) throw new Error(diagnostics.map((each) => each.message).join());
  return workflow;
}

const workflow = read(`
name: secrets
secrets: [TOKEN]
inputs:
  name: { type: string }
  users: { type: array, items: { type: object, properties: { name: { type: string }, password: { type: string, writeOnly: true } } } }
env: { HEADER: 'Bearer \${{ secrets.TOKEN }}', REGION: toronto }
steps:
  - id: unlock
    uses: thing/unlock
  - id: made
    uses: value/set
    with:
      header: \${{ env.HEADER }}
      nested: { key: '\${{ steps.unlock.outputs.key }}', name: '\${{ inputs.name }}' }
      list: [a, '\${{ secrets.TOKEN }}']
      users: \${{ inputs.users }}
      name: \${{ inputs.name }}
  - id: again
    uses: value/set
    with: { header: '\${{ steps.made.outputs.header }}', name: '\${{ steps.made.outputs.name }}' }
  - id: each
    uses: value/set
    foreach: \${{ inputs.users }}
    with: { password: '\${{ item.password }}', name: '\${{ item.name }}' }
  - id: tokens
    uses: value/set
    foreach: ['\${{ secrets.TOKEN }}', b]
    with: { token: '\${{ item }}' }
  - id: inner
    uses: workflow/run
    with: { file: child.yaml }
`);

/** Whether what stands at a path is marked as a secret. */
function isMarked(path: string): boolean {
  let schema: JsonSchema | undefined = { properties: sharedVariables(workflow) };
  for (const name of path.split('.')) schema = schema?.properties?.[name] ?? schema?.items;
  return schema?.['x-secret'] === true;
}

describe('what is computed from a secret is marked', () => {
  test.each([
    'secrets',
    'secrets.TOKEN',
    'env.HEADER',
    'steps.unlock.outputs.key',
    'steps.made.outputs.header',
    'steps.made.outputs.nested.key',
    'steps.made.outputs.users.0.password',
    'steps.again.outputs.header',
    'steps.each.outputs.0.password',
    'steps.tokens.outputs.0.token',
    'steps.inner.outputs.key',
  ])('%s', (path) => {
    expect(isMarked(path)).toBe(true);
  });
});

describe('what stands beside it is not', () => {
  test.each([
    'env.REGION',
    'inputs.name',
    'steps.made.outputs',
    'steps.made.outputs.name',
    'steps.made.outputs.nested',
    'steps.made.outputs.nested.name',
    'steps.made.outputs.users',
    'steps.again.outputs.name',
    'steps.each.outputs.0.name',
    'steps.inner.outputs.open',
  ])('%s', (path) => {
    expect(isMarked(path)).toBe(false);
  });
});

test('steps that refer to one another in a circle are marked all the same', () => {
  const { workflow: none } = readWorkflow(
    createSourceFile(
      'circle.yaml',
      `
name: circle
steps:
  - { id: a, uses: value/set, with: { x: '\${{ steps.b.outputs.x }}' } }
  - { id: b, uses: value/set, with: { x: '\${{ steps.a.outputs.x }}' } }
`,
    ),
    { catalogue: testCatalogue, readFile: () => null },
  );
  expect(none).toBeNull();
});

test('an undo sees the outputs of the step and of its wait, and the item of its loop', () => {
  const { steps, ...rest } = read(`
name: undone
steps:
  - id: make
    uses: thing/make
    foreach: [a]
    with: { label: '\${{ item }}' }
    await: ready
`);
  const [step] = steps;
  if (step === undefined) throw new Error('there is no step');
  const names = localVariables({ ...rest, steps }, step, 'undo');
  expect(Object.keys(names)).toEqual(['item', 'index', 'outputs']);
  expect(Object.keys(names['outputs']?.properties ?? {})).toEqual(
    expect.arrayContaining(['thing_id', 'ip']),
  );
});
