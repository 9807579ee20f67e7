import { isJsonObject } from '../json.ts';
import type { JsonSchema } from '../json-schema.ts';

/**
 * Whether a value fits a schema, told at a glance: `true` is certain, `false` only means that a
 * validator has to look. Compiling one takes longer than reading a whole file, and most values of
 * most files are a text where a text is wanted.
 */
export function fitsForSure(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(
    ([keyword, limit]) => annotations.has(keyword) || glances[keyword]?.(limit, value) === true,
  );
}

/**
 * Whether something is a valid schema that can be compiled, told at a glance: most inputs of most files
 * are a type, a description and a default.
 */
export function isValidForSure(schema: unknown): boolean {
  return (
    isJsonObject(schema) &&
    Object.entries(schema).every(([keyword, given]) => plain.get(keyword)?.(given) === true)
  );
}

const plain: ReadonlyMap<string, (given: unknown) => boolean> = new Map([
  ['title', isText],
  ['description', isText],
  ['default', () => true],
  ['x-secret', () => true],
  ['type', (given) => types.some((each) => each === given)],
  ['enum', (given) => Array.isArray(given) && given.length > 0],
  ['minLength', isSize],
  ['maxLength', isSize],
  ['minItems', isSize],
  ['maxItems', isSize],
  ['minimum', Number.isFinite],
  ['maximum', Number.isFinite],
  ['format', isText],
  ['items', isValidForSure],
  ['uniqueItems', isSwitch],
  ['writeOnly', isSwitch],
  ['properties', (given) => isJsonObject(given) && Object.values(given).every(isValidForSure)],
  ['required', areNames],
  ['additionalProperties', (given) => isSwitch(given) || isValidForSure(given)],
]);

const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

function isText(given: unknown): boolean {
  return typeof given === 'string';
}

function isSwitch(given: unknown): boolean {
  return typeof given === 'boolean';
}

function areNames(given: unknown): boolean {
  return Array.isArray(given) && given.every(isText) && new Set(given).size === given.length;
}

function isSize(given: unknown): boolean {
  return Number.isInteger(given) && Number(given) >= 0;
}

/** Whether nothing in a valid schema can keep it from being compiled, as a `$ref` or `pattern` can. */
export function compilesForSure(schema: JsonSchema | boolean): boolean {
  if (typeof schema === 'boolean') return true;
  const { enum: choice, items = true, additionalProperties = true, properties = {} } = schema;
  return (
    Object.keys(schema).every((keyword) => annotations.has(keyword) || harmless.has(keyword)) &&
    choice?.length !== 0 &&
    [items, additionalProperties, ...Object.values(properties)].every(compilesForSure)
  );
}

const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'x-secret',
  'writeOnly',
]);

const harmless: ReadonlySet<string> = new Set([
  'type',
  'enum',
  'const',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
]);

/** Keywords of which one look at a scalar is enough. */
const glances: Readonly<Partial<Record<string, (limit: unknown, value: unknown) => boolean>>> = {
  type: (types, value) => [types].flat().some((type) => isOfType(value, type)),
  enum: (choice, value) => Array.isArray(choice) && choice.includes(value),
  minLength: (least, value) =>
    typeof value !== 'string' || Array.from(value).length >= Number(least),
  minimum: (least, value) => typeof value !== 'number' || value >= Number(least),
  maximum: (most, value) => typeof value !== 'number' || value <= Number(most),
};

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return false;
  }
}
