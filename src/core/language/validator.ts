import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { JsonSchema } from '../json-schema.ts';
import type { WorkflowDocument } from './workflow-document.ts';
import { workflowSchema } from './workflow-schema.ts';

export type ShapeResult =
  | { readonly ok: true; readonly document: WorkflowDocument }
  | { readonly ok: false; readonly errors: readonly ErrorObject[] };

/** Whether a value has the shape that the language's schema describes. */
export function validateShape(value: unknown): ShapeResult {
  const validate = languageValidator();
  if (validate(value)) return { ok: true, document: value };
  return { ok: false, errors: validate.errors ?? [] };
}

/**
 * Says what does not fit a schema, or `null` when the value does. The schema has been checked.
 * Compiled once for each schema.
 */
export function misfit(schema: JsonSchema, value: unknown): readonly ErrorObject[] | null {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = schemas().compile(schema);
    compiled.set(schema, validate);
  }
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
  const ajv = createAjv();
  try {
    if (ajv.validateSchema(schema) !== true) return firstProblem(ajv.errors ?? []);
    ajv.compile(schema);
    return null;
  } catch (error) {
    return { pointer: '', message: error instanceof Error ? error.message : String(error) };
  }
}

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

const compiled = new WeakMap<JsonSchema, ValidateFunction>();
let shared: Ajv2020 | undefined;
let language: ValidateFunction<WorkflowDocument> | undefined;

function schemas(): Ajv2020 {
  shared ??= createAjv();
  return shared;
}

function languageValidator(): ValidateFunction<WorkflowDocument> {
  if (language === undefined) {
    const ajv = createAjv();
    // What a step may hold for each action is checked against the catalogue itself.
    ajv.addSchema({}, 'actions.schema.json');
    language = ajv.compile<WorkflowDocument>(workflowSchema);
  }
  return language;
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    allowUnionTypes: true,
    verbose: true,
    validateFormats: true,
  });
  // The package is CommonJS: its function is the default export, or the module itself.
  const addFormats = 'default' in addFormatsModule ? addFormatsModule.default : addFormatsModule;
  addFormats(ajv);
  return ajv;
}
