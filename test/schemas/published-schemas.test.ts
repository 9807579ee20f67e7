import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { root } from '../../schemas/language-files.ts';
import { builtinSpecs } from '../../src/actions/builtin-actions.ts';
import { exampleSecrets, exampleStep } from '../../src/cli/reference/example-step.ts';
import { createSourceFile } from '../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../../src/core/workflow/read-workflow.ts';
import { lunaNodeSpecs } from '../../src/providers/lunanode/provider.ts';

const specs = [...builtinSpecs, ...lunaNodeSpecs];
const catalogue = createCatalogue(specs);

/** As strict as a validator can be about the schemas themselves. */
const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
});
const addFormats = 'default' in addFormatsModule ? addFormatsModule.default : addFormatsModule;
addFormats(ajv);
ajv.addSchema(readSchema('actions.schema.json'), 'actions.schema.json');
const validate = ajv.compile(readSchema('workflow.schema.json'));

function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8')) as object;
}

function accepts(document: unknown): boolean {
  return validate(document);
}

function isValidWorkflow(path: string, text: string): boolean {
  return (
    readWorkflow(createSourceFile(path, text), {
      catalogue,
      readFile: (from, name) => {
        const file = join(dirname(from.path), name);
        return createSourceFile(file, readText(file));
      },
    }).workflow !== null
  );
}

const valid = globSync(['workflows/*.yaml', 'test/fixtures/check/ok/*.yaml'], { cwd: root });

test.each(valid.toSorted())('accepts %s, as the program does', (path) => {
  const text = readText(path);
  expect(isValidWorkflow(path, text)).toBe(true);
  accepts(parse(text));
  expect(validate.errors ?? []).toEqual([]);
});

/** What a schema can see: the rest takes expressions, or more than one step. */
const visible = '{unknown,missing}-{key,action,parameter,wait}*';
/** What a schema cannot see: another file, and words that JSON Schema itself lets pass. */
const invisible = /sub-workflow|unknown-key-of-input|prototype|of-alternatives/;
const invalid = globSync(`test/fixtures/check/err/${visible}.yaml`, { cwd: root }).filter(
  (path) => !invisible.test(path),
);

test.each(invalid.toSorted())('refuses %s', (path) => {
  expect(accepts(parse(readText(path)))).toBe(false);
});

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

test.each(specs.map((spec) => [spec.name, spec] as const))(
  'accepts the example of %s, and refuses it with another parameter or wait',
  (_, spec) => {
    const step = exampleStep(spec);
    const secrets = exampleSecrets(spec);
    const workflow = (changed: object) => ({
      name: 'example',
      ...(secrets.length > 0 && { secrets }),
      steps: [{ ...step, ...changed }],
    });
    expect(accepts(workflow({}))).toBe(true);
    expect(accepts(workflow({ await: 'nothing-of-the-kind' }))).toBe(false);
    if (spec.input.additionalProperties === false) {
      const misspelt = { with: { ...Object(step['with']), nothing_of_the_kind: 1 } };
      expect(accepts(workflow(misspelt))).toBe(false);
    }
    const [required] = spec.input.required ?? [];
    if (required !== undefined) {
      const { [required]: _left, ...rest } = Object(step['with']) as Record<string, unknown>;
      expect(accepts(workflow({ with: rest }))).toBe(false);
    }
  },
);

const ok = 'with: { vm_id: f00, ip: 192.0.2.7, keep: true }';
const both: readonly (readonly [string, string, boolean])[] = [
  ['parameters that fit', `uses: vm/floatingip-delete\n    ${ok}`, true],
  [
    'an expression where a truth value is wanted',
    "uses: vm/floatingip-delete\n    with: { vm_id: f00, ip: 192.0.2.7, keep: '${{ inputs.keep }}' }",
    true,
  ],
  [
    'an expression in a list and in a map',
    "uses: shell/run\n    with: { command: [echo, '${{ inputs.keep }}'], env: { A: '${{ run.id }}' }, ok-exit-codes: ['${{ 1 + 1 }}'] }",
    true,
  ],
  [
    'an expression for a list, a map and a choice',
    "uses: http/request\n    with: { url: 'http://a.example/', method: '${{ inputs.method }}', headers: '${{ {\"a\": \"b\"} }}' }",
    true,
  ],
  ['an action that does not exist', 'uses: vm/creat', false],
  ['a parameter that does not exist', 'uses: vm/list\n    with: { plan: m.2 }', false],
  ['parameters that are missing', 'uses: vm/floatingip-delete\n    with: { vm_id: f00 }', false],
  ['no parameters where some are needed', 'uses: vm/delete', false],
  [
    'none of the parameters of which one is needed',
    'uses: vm/create\n    with: { hostname: a, plan_id: m.2 }',
    false,
  ],
  [
    'a value of the wrong type',
    'uses: vm/floatingip-delete\n    with: { vm_id: f00, ip: 192.0.2.7, keep: "yes" }',
    false,
  ],
  [
    'a value of the wrong form',
    'uses: vm/floatingip-delete\n    with: { vm_id: f00, ip: here, keep: true }',
    false,
  ],
  [
    'a word that is none of those that are allowed',
    'uses: vm/usage\n    with: { vm_id: f00, key: heat }',
    false,
  ],
  [
    'a wait of another action',
    'uses: vm/delete\n    with: { vm_id: f00 }\n    await: active',
    false,
  ],
  ['a wait where there is none', 'uses: vm/list\n    await: active', false],
  ['a wait that is there', 'uses: vm/delete\n    with: { vm_id: f00 }\n    await: gone', true],
  ['a key that a step does not have', 'uses: vm/list\n    repeat: 3', false],
];

test.each(both)('about %s it agrees with the program', (_, step, isValid) => {
  const text = `name: agreement
inputs: { keep: { type: boolean }, method: { type: string } }
steps:
  - id: one
    ${step}
`;
  expect(parseDocument(text).errors).toEqual([]);
  expect(isValidWorkflow('agreement.yaml', text)).toBe(isValid);
  expect(accepts(parse(text))).toBe(isValid);
});

test.each([
  ['both a command and a script', 'shell/run', { command: ['ls'], script: 'ls' }],
  ['neither a length nor a moment', 'time/sleep', {}],
  ['a body without a method', 'http/request', { url: 'http://a.example/', json: 1 }],
])('refuses %s', (_, uses, parameters) => {
  expect(accepts({ name: 'choice', steps: [{ id: 'one', uses, with: parameters }] })).toBe(false);
});

test('holds for the steps of `finally` as well', () => {
  const workflow = (uses: string) => ({
    name: 'last',
    steps: [{ id: 'one', uses: 'vm/list' }],
    finally: [{ id: 'two', uses }],
  });
  expect(isValidWorkflow('last.yaml', stringify(workflow('vm/list')))).toBe(true);
  expect(accepts(workflow('vm/list'))).toBe(true);
  expect(accepts(workflow('vm/lists'))).toBe(false);
});
