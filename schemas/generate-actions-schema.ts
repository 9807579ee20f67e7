import type { ActionSpec } from '../src/core/action-spec.ts';
import type { JsonSchema, ObjectSchema } from '../src/core/json-schema.ts';
import { misfit } from '../src/core/language/validator.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema that a step of the workflow's schema refers to: which actions there are, and for each
 * of them which parameters it takes and what can be awaited. It is what editors complete from; the
 * program itself checks the parameters by the catalogues.
 */
export function actionsSchema(specs: readonly ActionSpec[]): Schema {
  const definitions = new Definitions(specs);
  const actions = specs.map((spec) => ({
    if: { properties: { uses: { const: spec.name } }, required: ['uses'] },
    // oxlint-disable-next-line unicorn/no-thenable
    then: rulesOf(spec, definitions),
  }));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://perilune.dev/schemas/actions.schema.json',
    title: 'Actions',
    description: 'What a step may hold for each action that it can use.',
    type: 'object',
    properties: { uses: { enum: specs.map((spec) => spec.name).toSorted() } },
    allOf: actions,
    $defs: { expressionText, ...definitions.all() },
  };
}
