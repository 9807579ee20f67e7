import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import type { Json } from '../../src/core/json.ts';
import type { JsonSchema } from '../../src/core/json-schema.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
addFormats.default(ajv);

/** What does not fit a schema in a value: `/port must be <= 65535`. Throws when the schema is none. */
export function misfits(schema: JsonSchema, value: Json): readonly string[] {
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
