import { durationPattern } from '../../core/duration.ts';
import type { JsonSchema } from '../../core/json-schema.ts';

/** The type that a schema asks for, in a few words: `string (ipv4)`, `list of integer`, `any`. */
export function typeText(schema: JsonSchema): string {
  if (schema.pattern === durationPattern.source) return 'duration';
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return schema.enum === undefined ? 'any' : 'string';
  const others = types.filter((type) => type !== 'array');
  if (isScalar(others) && types.length > others.length) return `${joined(others)}, or a list`;
  return types.map((type) => oneType(type, schema)).join(' or ');
}

function joined(types: readonly string[]): string {
  return isScalar(types) && types.length > 2 ? 'scalar' : types.join(' or ');
}

/** Whether there is a choice, and all of it can stand inside a text. */
function isScalar(types: readonly string[]): boolean {
  return (
    types.length > 1 &&
    types.every((type) => type !== 'object' && type !== 'array' && type !== 'null')
  );
}

function oneType(type: string, schema: JsonSchema): string {
  switch (type) {
    case 'string':
      return schema.format === undefined ? 'string' : `string (${schema.format})`;
    case 'array':
      return schema.items === undefined ? 'list' : `list of ${inner(schema.items)}`;
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `map of ${inner(schema.additionalProperties)}`
        : 'object';
    default:
      return type;
  }
}

/** Members of three types or more are scalars: text, numbers, true or false. */
function inner(schema: JsonSchema): string {
  return joined([schema.type ?? []].flat()) === 'scalar' ? 'scalar' : typeText(schema);
}
