import { isJsonObject, type Json } from './json.ts';
import type { JsonSchema } from './json-schema.ts';

/** A schema that the items of a list have in common, as far as they have; open where they differ. */
export function schemaOfItems(list: Json): JsonSchema {
  if (!Array.isArray(list)) return {};
  const [first, ...rest] = list.map((item: Json) => schemaOf(item));
  if (first === undefined || rest.some((each) => each.type !== first.type)) return {};
  if (first.type !== 'object') return first;
  const all = [first, ...rest];
  const names = new Set(all.flatMap((each) => Object.keys(each.properties ?? {})));
  const isSame = (name: string) => {
    const found = all.map((each) => each.properties?.[name]?.type);
    return found.every((type) => type === found[0]);
  };
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...names].map((name) => [name, isSame(name) ? (first.properties?.[name] ?? {}) : {}]),
    ),
    required: [...names].filter((name) => all.every((each) => each.required?.includes(name))),
    additionalProperties: false,
  };
}

/** The schema of a value that is written out. */
export function schemaOf(value: Json): JsonSchema {
  if (value === null) return {};
  if (Array.isArray(value)) return { type: 'array', items: schemaOfItems(value) };
  if (!isJsonObject(value)) {
    if (typeof value !== 'number')
      return { type: typeof value === 'string' ? 'string' : 'boolean' };
    return { type: Number.isInteger(value) ? 'integer' : 'number' };
  }
  const entries = Object.entries(value);
  // A text with an expression in it may be anything.
  const isOpen = (item: Json) => typeof item === 'string' && item.includes('${{');
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, item]) => [name, isOpen(item) ? {} : schemaOf(item)]),
    ),
    required: entries.map(([name]) => name),
    additionalProperties: false,
  };
}
