import { isJsonObject } from '../json.ts';
import type { JsonSchema } from '../json-schema.ts';

/**
 * Whether something is a valid schema, told at a glance: `true` is certain, `false` only means that
 * somebody has to look. That takes longer than reading a whole file, and most inputs of most files are
 * a type, a description and a default.
 */
export function isValidForSure(schema: unknown): boolean {
  return (
    isJsonObject(schema) &&
    Object.entries(schema).every(([keyword, given]) => plain.get(keyword)?.isValid(given) === true)
  );
}

/** Whether a value fits a valid schema, told at a glance: most are a text where a text is wanted. */
export function fitsForSure(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(
    ([keyword, given]) => plain.get(keyword)?.fits(given, value) === true,
  );
}

interface PlainKeyword {
  /** Whether this can be given for the keyword. */
  isValid(given: unknown): boolean;
  fits(given: unknown, value: unknown): boolean;
}

/** Says something about a value, and asks nothing of it. */
const annotation = (isValid: PlainKeyword['isValid']) => ({ isValid, fits: () => true });

const keywords: Readonly<Record<string, PlainKeyword>> = {
  title: annotation(isText),
  description: annotation(isText),
  default: annotation(() => true),
  examples: annotation(Array.isArray),
  'x-secret': annotation(() => true),
  type: {
    isValid: (given) => types.some((each) => each === given),
    fits: (given, value) => [given].flat().some((type) => isOfType(value, type)),
  },
  enum: {
    isValid: (given) => Array.isArray(given) && given.length > 0,
    fits: (given, value) => Array.isArray(given) && given.includes(value),
  },
  format: { isValid: isText, fits: () => false },
  minLength: {
    isValid: (given) => Number.isInteger(given) && Number(given) >= 0,
    fits: (given, value) => typeof value !== 'string' || Array.from(value).length >= Number(given),
  },
  minimum: {
    isValid: Number.isFinite,
    fits: (given, value) => typeof value !== 'number' || value >= Number(given),
  },
  maximum: {
    isValid: Number.isFinite,
    fits: (given, value) => typeof value !== 'number' || value <= Number(given),
  },
  items: {
    isValid: isValidForSure,
    fits: (given, value) =>
      isJsonObject(given) &&
      Array.isArray(value) &&
      value.every((each) => fitsForSure(given, each)),
  },
};

const plain = new Map(Object.entries(keywords));

const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    default:
      return false;
  }
}

function isText(given: unknown): boolean {
  return typeof given === 'string';
}
