import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../../src/core/json-schema.ts';
import { fitsForSure, isValidForSure } from '../../../src/core/language/plain-schema.ts';
import { compileSchema, schemaErrors } from '../../../src/core/language/schema-compiler.ts';

/** Keywords with what may, and what may not, be given for them. */
const keyword = fc.constantFrom(
  'title',
  'description',
  'default',
  'x-secret',
  'type',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'uniqueItems',
  'writeOnly',
  'items',
  'properties',
  'required',
  'additionalProperties',
  '$ref',
  'hasOwnProperty',
);
const given = fc.letrec<{ value: unknown; schema: JsonSchema }>((tie) => ({
  value: fc.oneof(
    fc.constantFrom('string', 'integer', 'array', 'object', 'text', 'email', '', true, false, null),
    fc.constantFrom(0, 1, -1, 1.5, 'a', 'ab', [], {}, ['a'], ['a', 'a'], ['a', 1], ['string']),
    tie('schema'),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }),
  ),
  schema: fc.dictionary(keyword, tie('value'), { maxKeys: 3 }),
}));

test('a schema that is valid for sure has no errors and can be compiled', () => {
  let valid = 0;
  fc.assert(
    fc.property(given.schema, (schema) => {
      if (!isValidForSure(schema)) return;
      valid += 1;
      expect(schemaErrors(schema)).toEqual([]);
      expect(() => compileSchema(schema)).not.toThrow();
    }),
    { numRuns: 2000 },
  );
  expect(valid).toBeGreaterThan(50);
});

test('a value that fits a valid schema for sure fits it', () => {
  let fitting = 0;
  fc.assert(
    fc.property(given.schema, given.value, (schema, value) => {
      if (!isValidForSure(schema) || !fitsForSure(schema, value)) return;
      fitting += 1;
      expect(compileSchema(schema)(value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(fitting).toBeGreaterThan(50);
});

test('the inputs of most files are valid for sure', () => {
  for (const schema of [
    { type: 'string', format: 'uuid', description: 'a VM' },
    { type: 'integer', minimum: 1, maximum: 9, default: 3 },
    { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', minLength: 1 } },
    {
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
      additionalProperties: false,
    },
  ]) {
    expect(isValidForSure(schema)).toBe(true);
  }
});

test.each<unknown>([
  { minimum: 'x' },
  { enum: [] },
  { type: 'text' },
  { required: ['a', 'a'] },
  { properties: { a: 'string' } },
  { pattern: '(' },
  { hasOwnProperty: 'type' },
  'string',
])('nobody is sure of %j', (schema) => {
  expect(isValidForSure(schema)).toBe(false);
});
