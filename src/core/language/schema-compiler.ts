import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { JsonSchema } from '../json-schema.ts';
import validateSchema from './meta-schema-validator.js';

/** What is wrong with a schema, by the schema that JSON Schema has of itself. */
export function schemaErrors(schema: JsonSchema): readonly ErrorObject[] {
  return validateSchema(schema) ? [] : (validateSchema.errors ?? []);
}

/**
 * A validator of the values of a schema that has no errors; made once for each schema.
 *
 * @throws for what the schema of schemas cannot tell, such as a reference that leads nowhere.
 */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  allowUnionTypes: true,
  verbose: true,
  // Schemas were looked at before, and two of them may have the same `$id`.
  validateSchema: false,
  addUsedSchema: false,
  logger: false,
});

// The package is CommonJS: its function is the default export, or the module itself.
const addFormats = 'default' in addFormatsModule ? addFormatsModule.default : addFormatsModule;
addFormats(ajv);
