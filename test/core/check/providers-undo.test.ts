import { expect, test } from 'vitest';
import type { ActionSpec } from '../../../src/core/action-spec.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { createCatalogue } from '../../../src/core/workflow/catalogue.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';

function spec(name: string, what: Partial<ActionSpec> = {}): ActionSpec {
  return {
    name,
    provider: 'test',
    summary: '',
    notes: [],
    class: 'convergent',
    input: {
      type: 'object',
      properties: { id: { type: 'string' }, keep: { type: 'boolean' } },
      additionalProperties: false,
    },
    output: {},
    billed: false,
    asynchronous: false,
    waits: {},
    attemptTimeoutMs: 0,
    ...what,
  };
}

const undo = { summary: '', uses: 'thing/drop', with: {} };
const catalogue = createCatalogue([
  spec('thing/drop'),
  spec('thing/take', { undo }),
  spec('thing/pick', { undo, settleIfGiven: { parameter: 'id' } }),
  spec('thing/free', { settleIfGiven: { parameter: 'keep', unless: ['false'], undo } }),
  spec('thing/add'),
  spec('thing/remove'),
  spec('thing/turn'),
  spec('thing/look', { class: 'read' }),
]);

/** What is said about a step that is to be undone by itself. */
function saidOf(uses: string, given: string) {
  const text = `name: a\nsteps: [{ id: b, uses: ${uses}, with: ${given}, undo: true }]\n`;
  const { diagnostics } = readWorkflow(createSourceFile('a.yaml', text), {
    catalogue,
    readFile: () => null,
  });
  return diagnostics.map(({ code, message, hint }) => [code, message, hint]);
}

const spellOut = 'say yourself what takes it back: `undo: { uses: …, with: … }`';

test.each([
  ['thing/pick', '{ id: a }', 'thing/pick cannot be taken back when "id" is given', spellOut],
  [
    'thing/free',
    '{ keep: false }',
    'thing/free with `keep: false` cannot be taken back',
    'remove `undo`: with another "keep" it could be',
  ],
  [
    'thing/free',
    '{ id: a }',
    'thing/free without "keep" cannot be taken back',
    'give "keep", or say yourself what takes it back: `undo: { uses: …, with: … }`',
  ],
  ['thing/turn', '{ id: a }', 'thing/turn has no undo of its own', spellOut],
  [
    'thing/add',
    '{ id: a }',
    'thing/add has no undo of its own',
    'write `undo: { uses: thing/remove, with: … }`',
  ],
  [
    'thing/remove',
    '{ id: a }',
    'thing/remove has no undo of its own',
    'write `undo: { uses: thing/add, with: … }`',
  ],
  [
    'thing/look',
    '{ id: a }',
    'thing/look changes nothing: there is nothing to take back',
    'remove `undo`',
  ],
])('%s with %s says why it has no undo of its own', (uses, given, message, hint) => {
  expect(saidOf(uses, given)).toEqual([['no-undo', message, hint]]);
});

test.each([
  ['thing/take', '{ id: a }'],
  ['thing/pick', '{ keep: true }'],
  ['thing/free', '{ keep: true }'],
  ['thing/free', "{ keep: '${{ 1 == 2 }}' }"],
])('%s with %s has one', (uses, given) => {
  expect(saidOf(uses, given)).toEqual([]);
});

test('what has to be written is asked for first', () => {
  const text = 'name: a\nsteps: [{ id: b, uses: vm/let-go, undo: true, with: {} }]\n';
  const strict = spec('vm/let-go', {
    input: {
      type: 'object',
      properties: { keep: { type: 'boolean' } },
      required: ['keep'],
      additionalProperties: false,
    },
    settleIfGiven: { parameter: 'keep', unless: ['false'], undo },
  });
  const { diagnostics } = readWorkflow(createSourceFile('a.yaml', text), {
    catalogue: createCatalogue([strict]),
    readFile: () => null,
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['missing-parameter']);
});
