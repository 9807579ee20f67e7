import type { ActionSpec } from '../src/core/action-spec.ts';
import type { JsonSchema, ObjectSchema } from '../src/core/json-schema.ts';
import { misfit } from '../src/core/language/validator.ts';
import { Definitions } from './definitions.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema that a step of the workflow's schema refers to: which actions there are, and for each
 * of them which parameters it takes and what can be awaited. It is for editors and other programs:
 * Perilune itself checks steps by the catalogues.
 */
export function actionsSchema(specs: readonly ActionSpec[]): Schema {
  const definitions = new Definitions();
  definitions.keep('expressionText', expressionText);
  for (const spec of specs) {
    for (const [name, parameter] of Object.entries(spec.input.properties)) {
      definitions.announce(name, withExpressions(parameter));
    }
  }
  const inputs = specs.map((spec) => parametersOf(spec.input, definitions));
  specs.forEach((spec, at) => {
    definitions.announce(`with-${Object.keys(spec.input.properties).join('-')}`, inputs[at] ?? {});
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Actions',
    description: 'What a step may hold, for each action that it can use.',
    type: 'object',
    // A choice of constants, so that an editor can tell what each of them does.
    properties: {
      uses: { anyOf: specs.map((spec) => ({ const: spec.name, description: aboutOf(spec) })) },
    },
    allOf: specs.map((spec, at) => ({
      [keywords.condition]: { properties: { uses: { const: spec.name } }, required: ['uses'] },
      [keywords.consequence]: rulesOf(spec, definitions.refer(inputs[at] ?? {})),
    })),
    $defs: definitions.all(),
  };
}

/** Written out, the second one would make the object look like a promise. */
const keywords = { condition: 'if', consequence: 'then' } as const;

const expressionText: Schema = {
  description: 'Text with an expression in it.',
  type: 'string',
  pattern: String.raw`\$\{\{`,
};

function rulesOf(spec: ActionSpec, input: Schema): Schema {
  const needsParameters = misfit(spec.input, {}) !== null;
  return {
    // What an editor writes above the parameters.
    title: spec.name,
    ...(needsParameters && { required: ['with'] }),
    properties: { with: input, await: waitNames(spec) },
  };
}

function aboutOf({ summary, notes }: ActionSpec): string {
  return [`${summary}.`.replace('..', '.'), ...notes].join(' ');
}

function waitNames({ waits }: ActionSpec): Schema | false {
  const names = Object.keys(waits);
  if (names.length === 0) return false;
  const each = Object.entries(waits).map(([name, { summary }]) => `\`${name}\`: until ${summary}.`);
  return { description: each.join(' '), enum: names };
}

function parametersOf(input: ObjectSchema, definitions: Definitions): Schema {
  const { type, required, additionalProperties, anyOf, oneOf } = input;
  return {
    type,
    properties: mapValues(input.properties, (parameter) =>
      definitions.refer(withExpressions(parameter)),
    ),
    ...(required !== undefined && required.length > 0 && { required }),
    additionalProperties:
      typeof additionalProperties === 'object'
        ? withExpressions(additionalProperties)
        : additionalProperties,
    ...(anyOf && { anyOf }),
    ...(oneOf && { oneOf }),
  };
}

/** The same schema, for a value that may have an expression in any place. */
function withExpressions(schema: JsonSchema): Schema {
  const { description, default: initial, examples, 'x-secret': _, ...own } = schema;
  const about = {
    ...(description !== undefined && { description }),
    ...(initial !== undefined && { default: initial }),
    ...(examples && { examples }),
  };
  const { items, properties, additionalProperties } = own;
  const widened = {
    ...own,
    ...(items && { items: withExpressions(items) }),
    ...(properties && { properties: mapValues(properties, withExpressions) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: withExpressions(additionalProperties),
    }),
  };
  if (takesAnyText(schema)) return { ...about, ...widened };
  return { ...about, anyOf: [widened, { $ref: '#/$defs/expressionText' }] };
}

/** Whether an expression fits anyway: it is a text of more than a few characters. */
function takesAnyText(schema: JsonSchema): boolean {
  const types = [schema.type ?? 'string'].flat();
  const keywords = [schema.enum, schema.const, schema.format, schema.pattern, schema.anyOf];
  const isOpen = [...keywords, schema.oneOf, schema.not].every((each) => each === undefined);
  return types.includes('string') && isOpen && (schema.minLength ?? 0) <= '${{a}}'.length;
}

function mapValues<From, To>(
  entries: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}
