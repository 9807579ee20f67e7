import { durationPattern } from '../../core/duration.ts';
import type { JsonSchema } from '../../core/json-schema.ts';

/** The type that a schema asks for, in a few words: `string (ipv4)`, `list of integer`, `any`. */
export function typeText(schema: JsonSchema): string {
  if (schema.pattern === durationPattern.source) return 'duration';
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return schema.enum === undefined ? 'any' : 'string';
  return types.map((type) => oneType(type, schema)).join(' or ');
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

/** A choice of types needs brackets inside another type. */
function inner(schema: JsonSchema): string {
  const text = typeText(schema);
  return text.includes(' or ') ? `(${text})` : text;
}
