import type { Environment } from '@marcbachmann/cel-js';
import { isJsonObject } from '../json.ts';
import { recordSchema, type JsonSchema, type JsonType } from '../json-schema.ts';

/** Schemas as types of the expression language, and back. */
export interface TypeRegistry {
  /** CEL's name for values of a schema; the same for schemas of the same structure. */
  typeOf(schema: JsonSchema): string;
  /** The other way round; values are what JSON makes of them. */
  schemaOf(type: string): JsonSchema;
  /** Makes the maps with known fields known to a language that may have some of them already. */
  registerIn(language: Environment, inherited?: Environment): void;
  readonly fieldsOf: (type: string) => readonly string[];
}

type Fields = Readonly<Record<string, string>>;

const scalarTypes: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'int',
  number: 'double',
  boolean: 'bool',
};

const scalarSchemas: Readonly<Record<string, JsonType>> = {
  string: 'string',
  int: 'integer',
  uint: 'integer',
  double: 'number',
  bool: 'boolean',
  'google.protobuf.Timestamp': 'string',
};

export function createTypeRegistry(): TypeRegistry {
  const known = new WeakMap<JsonSchema, string>();
  /** Fields of each map. */
  const maps = new Map<string, Fields>();
  /** The same in the order of definition: what a map holds comes before it. */
  const order: [name: string, fields: Fields][] = [];
  const names = new Map<string, string>();
  const schemas = new Map<string, JsonSchema>();
  /** How many of the maps a language has. */
  const registered = new WeakMap<Environment, number>();

  function typeOf(schema: JsonSchema): string {
    // A schema may be `true`, or, in a file that is wrong, anything at all.
    if (!isJsonObject(schema)) return 'dyn';
    const type = known.get(schema) ?? compute(schema);
    known.set(schema, type);
    return type;
  }

  function compute({ type, items, properties, additionalProperties }: JsonSchema): string {
    if (typeof type !== 'string' || Array.isArray(properties)) return 'dyn';
    if (properties !== undefined && typeof properties !== 'object') return 'dyn';
    if (type === 'array') return `list<${typeOf(items ?? {})}>`;
    if (type !== 'object') return scalarTypes[type] ?? 'dyn';
    if (typeof additionalProperties === 'object') {
      return `map<string, ${typeOf(additionalProperties)}>`;
    }
    const isOpen = additionalProperties === true || Object.keys(properties ?? {}).length === 0;
    return isOpen && additionalProperties !== false ? 'map<string, dyn>' : define(properties ?? {});
  }

  function define(properties: Readonly<Record<string, JsonSchema>>): string {
    const fields = Object.fromEntries(
      Object.entries(properties).map(([field, member]) => [field, typeOf(member)]),
    );
    const structure = JSON.stringify(fields);
    const name = names.get(structure) ?? `Map${names.size + 1}`;
    if (!names.has(structure)) {
      names.set(structure, name);
      maps.set(name, fields);
      order.push([name, fields]);
    }
    return name;
  }

  function registerIn(language: Environment, inherited?: Environment): void {
    const done = registered.get(language) ?? (inherited && registered.get(inherited)) ?? 0;
    for (const [name, fields] of order.slice(done)) language.registerType(name, { fields });
    registered.set(language, order.length);
  }

  return {
    typeOf,
    schemaOf: (type) => schemaOf(type, maps, schemas),
    registerIn,
    fieldsOf: (type) => Object.keys(maps.get(type) ?? {}),
  };
}

function schemaOf(
  type: string,
  maps: ReadonlyMap<string, Fields>,
  known: Map<string, JsonSchema>,
): JsonSchema {
  const schema = known.get(type) ?? compute();
  known.set(type, schema);
  return schema;

  function compute(): JsonSchema {
    const fields = maps.get(type);
    if (fields !== undefined) {
      const members = Object.entries(fields).map(([name, each]) => [name, inner(each)] as const);
      return recordSchema(Object.fromEntries(members));
    }
    const [, items] = /^list<(.*)>$/.exec(type) ?? [];
    if (items !== undefined) return { type: 'array', items: inner(items) };
    const [, values] = /^map<\w+, (.*)>$/.exec(type) ?? [];
    if (values !== undefined) return { type: 'object', additionalProperties: inner(values) };
    const scalar = scalarSchemas[type];
    return scalar === undefined ? {} : { type: scalar };
  }

  function inner(each: string): JsonSchema {
    return schemaOf(each, maps, known);
  }
}
