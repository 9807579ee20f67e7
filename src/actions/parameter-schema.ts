import { durationPattern } from '../core/duration.ts';
import type { JsonSchema, ObjectSchema } from '../core/json-schema.ts';

/** A parameter that holds a duration. */
export function durationParameter(description: string, initial?: string): JsonSchema {
  return {
    type: 'string',
    pattern: durationPattern.source,
    description,
    examples: ['500ms', '10s', '1h30m'],
    ...(initial !== undefined && { default: initial }),
  };
}

/** A parameter that holds names with a scalar each, which are sent as text. */
export function scalarMapParameter(description: string): ObjectSchema {
  return {
    type: 'object',
    description,
    properties: {},
    additionalProperties: { type: ['string', 'number', 'boolean'] },
  };
}
