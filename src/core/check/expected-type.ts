import { memberSchema, type JsonSchema } from '../json-schema.ts';
import type { PlacedExpression } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';

/** What an expression has to give: a schema's value, something that can stand in a text, or anything. */
export type Expectation = JsonSchema | 'scalar' | 'any';

export function expectedType(step: Step, { place, path, inText }: PlacedExpression): Expectation {
  switch (place) {
    case 'if':
    case 'until':
    case 'fail-if':
    case 'retry-if':
    case 'undo-retry-if':
      return { type: 'boolean' };
    case 'foreach':
      // The list itself, or a part of one of its items.
      return path.length === step.path.length + 1 ? { type: 'array' } : inText ? 'scalar' : 'any';
    case 'key':
    case 'env':
      return 'scalar';
    case 'with': {
      const inside = path.slice(step.path.length + 1);
      return inText ? 'scalar' : (parameterSchema(inputSchema(step), inside) ?? 'any');
    }
    case 'undo': {
      const inside = path.slice(step.path.length + 2);
      return inText ? 'scalar' : (parameterSchema(step.undo?.action.input, inside) ?? 'any');
    }
  }
}

/** Schema of the place inside of some parameters at which an expression stands. */
function parameterSchema(
  input: JsonSchema | undefined,
  path: PlacedExpression['path'],
): JsonSchema | undefined {
  let schema = input;
  for (const part of path) {
    schema = typeof part === 'number' ? schema?.items : memberSchema(schema, part);
  }
  return schema;
}

/** The parameters of a step; those of a sub-workflow with the inputs that it has. */
function inputSchema({ action: { input }, child }: Step): JsonSchema {
  if (child === null) return input;
  const inputs: JsonSchema = { type: 'object', properties: child.inputs };
  return { ...input, properties: { ...input.properties, inputs } };
}

/** A type of the expression language, in words. */
export function describeType(type: string): string {
  if (type === 'int' || type === 'double') return 'a number';
  if (type === 'bool') return 'true or false';
  if (type === 'string') return 'a text';
  if (type.startsWith('list')) return 'a list';
  if (type === 'null') return 'null';
  if (type === 'bytes' || type === 'type' || type === 'uint') return type;
  if (type.startsWith('google.protobuf.')) return `a ${type.slice(16).toLowerCase()}`;
  if (type.startsWith('optional')) return 'something optional';
  return type === 'dyn' ? 'anything' : 'a map';
}
