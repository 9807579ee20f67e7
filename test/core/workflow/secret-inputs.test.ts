import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { createSourceFile } from '../../../src/core/diagnostic/source-file.ts';
import { createPlan } from '../../../src/core/workflow/plan.ts';
import { readWorkflow } from '../../../src/core/workflow/read-workflow.ts';
import { secretInputs } from '../../../src/core/workflow/secret-inputs.ts';
import { testCatalogue } from '../../support/test-actions.ts';

const text = `
name: inputs
inputs:
  name: { type: string, default: web }
  password: { type: string, writeOnly: true }
  pin: { anyOf: [{ type: integer, x-secret: true }, { type: 'null' }], default: 1234 }
  users:
    type: array
    default: []
    items: { type: object, properties: { name: { type: string }, key: { type: string, x-secret: true } } }
  all: { type: object, writeOnly: true, default: { a: b } }
steps: [{ id: look, uses: thing/look }]
`;

function secretsOf(inputs: JsonObject) {
  const { workflow } = readWorkflow(createSourceFile('a.yaml', text), {
    catalogue: testCatalogue,
    readFile: () => null,
  });
  if (workflow === null) throw new Error('the workflow is not valid');
  const result = createPlan(workflow, inputs, () => 'hash');
  if (!result.ok) throw new Error(result.problems.map((each) => each.message).join());
  return secretInputs(result.plan);
}

test('the inputs that say so are secret, wherever they stand, defaults included', () => {
  const users = [{ name: 'a', key: 'k1' }, { key: 'k2' }, {}];
  expect(secretsOf({ password: 'p', users })).toEqual(['p', 1234, 'k1', 'k2', { a: 'b' }]);
});
