import type { ErrorObject } from 'ajv';
import type { JsonSchema } from '../json-schema.ts';
import { compilesForSure, fitsForSure, isValidForSure } from './plain-schema.ts';
import { compileSchema, schemaErrors } from './schema-compiler.ts';
import type { WorkflowDocument } from './workflow-document.ts';
import validateWorkflow from './workflow-validator.js';

export type ShapeResult =
  | { readonly ok: true; readonly document: WorkflowDocument }
  | { readonly ok: false; readonly errors: readonly ErrorObject[] };

/** Whether a value has the shape that the language's schema describes. */
export function validateShape(value: unknown): ShapeResult {
  if (validateWorkflow(value)) return { ok: true, document: value };
  return { ok: false, errors: validateWorkflow.errors ?? [] };
}

/**
 * Says what does not fit a schema, or `null` when the value does. The schema has been checked.
 * Compiled only when that is needed.
 */
export function misfit(schema: JsonSchema, value: unknown): readonly ErrorObject[] | null {
  if (fitsForSure(schema, value)) return null;
  const validate = compileSchema(schema);
  return validate(value) ? null : (validate.errors ?? []);
}

export interface SchemaProblem {
  /** Where in the schema, as a JSON pointer. */
  readonly pointer: string;
  readonly message: string;
  readonly given?: unknown;
  /** What may stand there instead. */
  readonly allowed?: readonly string[];
}

/** Why a schema is not a valid one, or `null` when it is. */
export function schemaProblem(schema: JsonSchema): SchemaProblem | null {
  if (isValidForSure(schema)) return null;
  const foreign = foreignKeyword(schema);
  if (foreign !== null) return foreign;
  const errors = schemaErrors(schema);
  if (errors.length > 0) return firstProblem(errors);
  if (compilesForSure(schema)) return null;
  try {
    compileSchema(schema);
    return null;
  } catch (error) {
    return { pointer: '', message: error instanceof Error ? error.message : String(error) };
  }
}

/** What makes Ajv take a schema for another kind than the one that inputs are of. */
function foreignKeyword(schema: JsonSchema): SchemaProblem | null {
  const { $schema: kind = dialect } = schema as { readonly $schema?: unknown };
  if (kind !== dialect) {
    return { pointer: '/$schema', message: `"$schema" can only be ${dialect}` };
  }
  return '$async' in schema
    ? { pointer: '/$async', message: '"$async" is not a part of JSON Schema' }
    : null;
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';

function firstProblem([first]: readonly ErrorObject[]): SchemaProblem {
  const { instancePath: pointer = '', message = 'something does not fit' } = first ?? {};
  const name = pointer.split('/').at(-1) ?? '';
  const { allowedValues } = (first?.params ?? {}) as { readonly allowedValues?: string[] };
  return allowedValues === undefined
    ? { pointer, message: `"${name}" ${message}` }
    : {
        pointer,
        message: `"${name}" cannot be ${JSON.stringify(first?.data)}`,
        given: first?.data,
        allowed: allowedValues,
      };
}
