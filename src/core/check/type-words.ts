import type { JsonSchema } from '../json-schema.ts';

const words: Readonly<Partial<Record<string, string>>> = {
  string: 'a text',
  object: 'a mapping',
  array: 'a list',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

/** JSON Schema's types in words: `a text or a list`. */
export function typeWords(types: readonly string[]): string {
  const all = new Set(types);
  if (all.has('number')) all.delete('integer');
  return all.size === 0
    ? 'something else'
    : [...all].map((type) => words[type] ?? type).join(' or ');
}

/** The types that a schema allows, whether it names them itself or in a choice. */
export function schemaTypes(schema: JsonSchema): readonly string[] {
  return [schema.type ?? (schema.anyOf ?? []).flatMap((each) => each.type ?? [])].flat();
}

/** What a value is, as a person would say it. */
export function describeValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value)}`
    : `the ${typeof value} ${JSON.stringify(value)}`;
}
