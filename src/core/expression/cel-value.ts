import type { Json } from '../json.ts';
import { memberSchema, type JsonSchema } from '../json-schema.ts';

/**
 * A JSON value as CEL sees it: whole numbers are `bigint` (CEL's int) unless the schema says
 * `number`, objects are `Map`, so that no name of JavaScript's own can be reached through them.
 *
 * Every object is converted once, however many expressions look at it; outputs never change.
 */
export function toCel(value: Json, schema?: JsonSchema): unknown {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && schema?.type !== 'number' ? BigInt(value) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const result = Array.isArray(value)
    ? value.map((item: Json) => toCel(item, schema?.items))
    : new Map(
        Object.entries(value).map(([key, item]) => [key, toCel(item, memberSchema(schema, key))]),
      );
  converted.set(value, result);
  return result;
}

const converted = new WeakMap<object, object>();

/** What an expression gave, as JSON: 64-bit integers never leave the language. */
export function fromCel(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new Error('the result is not a finite number');
      return value;
    case 'bigint': {
      const number = Number(value);
      if (!Number.isSafeInteger(number)) throw new Error(`${value} is too large a number for JSON`);
      return number;
    }
    case 'object':
      return fromCelObject(value);
    default:
      throw new Error('the result is nothing that JSON can hold');
  }
}

function fromCelObject(value: object | null): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(fromCel);
  if (value instanceof globalThis.Date) return value.toISOString();
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [String(key), fromCel(item)]));
  }
  const primitive: unknown = value.valueOf();
  if (typeof primitive === 'bigint') return fromCel(primitive);
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromCel(item)]));
  }
  if ('hasValue' in value) {
    throw new Error('the value is optional: say what it is otherwise with `.orValue(…)`');
  }
  throw new Error('the result is nothing that JSON can hold: turn it into text with `string(…)`');
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
