import { isSecretSchema, memberSchema, type JsonSchema } from '../json-schema.ts';
import type { Expression } from './expression.ts';
import type { Variables } from './expression-types.ts';
import type { Reference, ReferenceSegment } from './references.ts';

/** What an expression is looked at for: its references, and the fields that it names behind them. */
export type Looking = Pick<Expression, 'references' | 'fields' | 'hasOpenIndex' | 'spelledOut'>;

/** Schema of what the first names of a reference lead to, and the rest of its path. */
export type Beginning = (reference: Reference) => {
  readonly schema: JsonSchema | undefined;
  readonly rest: readonly ReferenceSegment[];
};

/**
 * Whether an expression gives a secret, or something computed from one, by the schemas of what it
 * sees. A list or map that holds secrets somewhere taints it only when it names their field, or
 * spells out all of it (`to_json`).
 */
export function isTainted(expression: Looking, variables: Variables): boolean {
  return taintOf(expression, beginningIn(variables)) !== null;
}

/** The first reference of an expression that leads to a secret; `null` when none does. */
export function taintOf(expression: Looking, beginning: Beginning): Reference | null {
  const { references, fields: names, hasOpenIndex, spelledOut } = expression;
  const found = references.find((reference) => {
    const { schema, rest } = beginning(reference);
    const fields: Fields = { names, isOpen: hasOpenIndex || reference.isSpelledOut, spelledOut };
    const at = schemaAlong(rest, schema);
    if (at === undefined || isSecretSchema(at) || !reference.isOpen) {
      return at !== undefined && holdsSecret(at, fields);
    }
    return membersOf(at).some((member) => holdsSecret(member, fields));
  });
  return found ?? null;
}

/** References that start at one of these names. */
export function beginningIn(variables: Variables): Beginning {
  return ({ root, path }) => ({
    schema: Object.hasOwn(variables, root) ? variables[root] : undefined,
    rest: path,
  });
}

/** The fields that are named in an expression beside those of the path itself. */
interface Fields {
  readonly names: ReadonlySet<string>;
  /** A field is named that only the run knows. */
  readonly isOpen: boolean;
  /** Of these fields everything is taken out that is in them. */
  readonly spelledOut: ReadonlySet<string>;
}

/** Where a path ends, or where it meets a secret. */
function schemaAlong(
  path: readonly ReferenceSegment[],
  schema: JsonSchema | undefined,
): JsonSchema | undefined {
  let at = schema;
  for (const { name } of path) {
    if (at === undefined || isSecretSchema(at)) return at;
    at = memberSchema(at, name) ?? at.items;
  }
  return at;
}

/** Whatever an index that only the run knows can lead to. */
function membersOf({ items, properties, additionalProperties: rest }: JsonSchema): JsonSchema[] {
  if (items !== undefined) return [items];
  return [...Object.values(properties ?? {}), ...(typeof rest === 'object' ? [rest] : [])];
}

/** Whether a secret can be taken out of a value with the fields that are named. */
function holdsSecret(schema: JsonSchema, fields: Fields): boolean {
  if (isSecretSchema(schema)) return true;
  const { properties = {}, additionalProperties: rest, items, anyOf = [], oneOf = [] } = schema;
  const members = Object.entries(properties).filter(
    ([name]) => fields.isOpen || fields.names.has(name),
  );
  if (members.some(([name, each]) => fields.spelledOut.has(name) && holdsSecret(each, everything)))
    return true;
  const inside = [
    ...members.map(([, member]) => member),
    ...(typeof rest === 'object' ? [rest] : []),
    ...(items === undefined ? [] : [items]),
    ...anyOf,
    ...oneOf,
  ];
  return inside.some((each) => holdsSecret(each, fields));
}

const everything: Fields = { names: new Set(), isOpen: true, spelledOut: new Set() };

/**
 * Where the values of a schema hold secrets, and nothing else of it; `null` when they hold none. It
 * says nothing about types.
 */
export function secretParts(schema: JsonSchema): JsonSchema | null {
  if (isSecretSchema(schema)) return { 'x-secret': true };
  if (!holdsSecret(schema, everything)) return null;
  const { properties = {}, additionalProperties: rest, items } = schema;
  const marked = Object.entries(properties).flatMap(([name, member]): [string, JsonSchema][] => {
    const parts = secretParts(member);
    return parts === null ? [] : [[name, parts]];
  });
  const inRest = typeof rest === 'object' ? secretParts(rest) : null;
  const inItems = items === undefined ? null : secretParts(items);
  return {
    ...(marked.length > 0 && {
      properties: Object.fromEntries(marked),
      required: marked.map(([name]) => name),
    }),
    ...(inRest && { additionalProperties: inRest }),
    ...(inItems && { items: inItems }),
  };
}
