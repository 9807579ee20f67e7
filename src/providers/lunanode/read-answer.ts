import type { JsonSchema } from '../../core/json-schema.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Endpoint } from './catalogue/endpoint.ts';
import { isJsonList } from '../../core/json.ts';
import { readScalar } from './read-scalar.ts';
import { readUnknown } from './read-unknown.ts';

/** An answer of the API, read: outputs that fit the response schema, or the places that do not. */
export type Reading =
  | { readonly status: 'read'; readonly outputs: JsonObject }
  | { readonly status: 'misfit'; readonly places: readonly string[] };

/**
 * Reads an answer leniently: numbers and flags out of text, an empty map or list out of `""` and
 * `[]`, a list out of numbered keys, text without HTML escapes. What the schema does not know is
 * kept unless the schema is closed; `success` is dropped.
 *
 * A single value that is missing or cannot be read is left out, or takes its default where the
 * schema requires it. Without a default, and where a list or an object is something else, the answer
 * is a misfit: so what is read always fits the schema, and nothing is concluded from half a list.
 */
export function readAnswer(
  endpoint: Pick<Endpoint, 'response' | 'numberedKeys'>,
  answer: JsonObject,
): Reading {
  const { success: _said, ...fields } = answer;
  const misfits: string[] = [];
  const gathered = gatherNumbered(endpoint.numberedKeys, fields);
  const outputs = readObject(endpoint.response, gathered, '', misfits);
  return misfits.length > 0
    ? { status: 'misfit', places: misfits }
    : { status: 'read', outputs: outputs ?? {} };
}

/** `{ "0": a, "1": b }` becomes `{ name: [a, b] }`; a list that is already there stays. */
function gatherNumbered(name: string | undefined, fields: JsonObject): JsonObject {
  if (name === undefined || Object.hasOwn(fields, name)) return fields;
  const entries = Object.entries(fields);
  const numbered = entries
    .filter(([key]) => isIndex(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => value);
  return Object.fromEntries([...entries.filter(([key]) => !isIndex(key)), [name, numbered]]);
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}

/** What `raw` is by its schema; `undefined` when it cannot be read. */
function readValue(
  schema: JsonSchema,
  raw: Json,
  place: string,
  misfits: string[],
): Json | undefined {
  switch (schema.type) {
    case 'object':
      return readObject(schema, raw, place, misfits);
    case 'array':
      return readList(schema.items ?? {}, raw, place, misfits);
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return readScalar(schema.type, raw);
    default:
      return readUnknown(raw);
  }
}

function readObject(
  schema: JsonSchema,
  raw: Json,
  place: string,
  misfits: string[],
): JsonObject | undefined {
  const known = schema.properties;
  const fields = known === undefined ? mapFields(raw) : recordFields(raw);
  if (fields === undefined) {
    misfits.push(place);
    return undefined;
  }
  const entries = otherEntries(schema, fields, place, misfits);
  for (const [key, property] of Object.entries(known ?? {})) {
    const isRequired = schema.required?.includes(key) === true;
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const at = join(place, key);
    const read = isRequired
      ? readMember(property, value, at, misfits)
      : readOptional(property, value, at, misfits);
    if (read !== undefined) entries.push([key, read]);
  }
  return Object.fromEntries(entries);
}

/** The fields that have no schema of their own: all of a map, what is unknown of a record. */
function otherEntries(
  schema: JsonSchema,
  fields: JsonObject,
  place: string,
  misfits: string[],
): [string, Json][] {
  if (schema.additionalProperties === false) return [];
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  return Object.entries(fields)
    .filter(([key]) => !Object.hasOwn(schema.properties ?? {}, key))
    .map(([key, value]) => [key, readMember(values, value, join(place, key), misfits)]);
}

/** What has to be there: a member of a list or map, or a required field. */
function readMember(
  schema: JsonSchema,
  raw: Json | undefined,
  place: string,
  misfits: string[],
): Json {
  const read = isMissing(raw) ? undefined : readValue(schema, raw, place, misfits);
  if (read !== undefined) return read;
  if (schema.default !== undefined) return schema.default;
  if (schema.type !== undefined && misfits.at(-1) !== place) misfits.push(place);
  return null;
}

function readOptional(
  schema: JsonSchema,
  raw: Json | undefined,
  place: string,
  misfits: string[],
): Json | undefined {
  if (isMissing(raw) || (raw === '' && schema.type !== 'string')) return undefined;
  return readValue(schema, raw, place, misfits);
}

function isMissing(raw: Json | undefined): raw is null | undefined {
  return raw === undefined || raw === null;
}

function readList(
  items: JsonSchema,
  raw: Json,
  place: string,
  misfits: string[],
): readonly Json[] | undefined {
  const members = listMembers(raw);
  if (members === undefined) {
    misfits.push(place);
    return undefined;
  }
  return members.map((member, index) => readMember(items, member, `${place}[${index}]`, misfits));
}

/** A list; a map of things, as which some answers have been seen, is the list of them. */
function listMembers(raw: Json): readonly Json[] | undefined {
  if (raw === '') return [];
  if (isJsonList(raw)) return raw;
  return isJsonObject(raw) ? Object.values(raw) : undefined;
}

/** A map; one whose keys happen to be 0, 1, 2 … arrives as a list, as PHP writes it. */
function mapFields(raw: Json): JsonObject | undefined {
  return isJsonList(raw) ? Object.fromEntries(Object.entries(raw)) : recordFields(raw);
}

function recordFields(raw: Json): JsonObject | undefined {
  if (raw === '' || (isJsonList(raw) && raw.length === 0)) return {};
  return isJsonObject(raw) ? raw : undefined;
}

function join(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}
