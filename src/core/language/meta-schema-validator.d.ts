import type { ValidateFunction } from 'ajv';
import type { JsonSchema } from '../json-schema.ts';

declare const validate: ValidateFunction<JsonSchema>;
export default validate;
