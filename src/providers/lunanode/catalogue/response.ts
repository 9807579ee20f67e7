import type { JsonSchema, ObjectSchema } from '../../../core/json-schema.ts';

type Properties = Readonly<Record<string, JsonSchema>>;

/**
 * An object of an answer: what is always there once it has been read, and what may be missing. When
 * the API leaves out something of the first kind, the reader puts in the property's `default`;
 * without a default the answer is not the API's.
 */
export function record(always: Properties, sometimes: Properties = {}): ObjectSchema {
  return {
    type: 'object',
    properties: { ...always, ...sometimes },
    required: Object.keys(always),
  };
}

/** An answer that says nothing beyond `success`: closed, so that nobody builds on a field of it. */
export const nothing: ObjectSchema = { ...record({}), additionalProperties: false };

/** An answer that nobody has recorded: whatever comes is passed on. */
export const unrecorded: JsonSchema = { type: 'object' };

/** What identifies a thing: always text, and without it the answer is worthless. */
export function id(description: string): JsonSchema {
  return { type: 'string', description };
}

/** Text; empty when the API leaves it out. */
export function text(description: string, ...examples: readonly string[]): JsonSchema {
  return {
    type: 'string',
    description,
    default: '',
    ...(examples.length > 0 && { examples }),
  };
}

/** Text that must not be shown in clear. */
export function secretText(description: string): JsonSchema {
  return { type: 'string', description, 'x-secret': true };
}

export function integer(description: string): JsonSchema {
  return { type: 'integer', description };
}

export function decimal(description: string): JsonSchema {
  return { type: 'number', description };
}

/** `yes` or `no`, `"1"` or `""` on the wire; no when the API leaves it out. */
export function flag(description: string): JsonSchema {
  return { type: 'boolean', description, default: false };
}

/** A list; on the wire `""` when it is empty. An answer without it is not the API's. */
export function list(description: string, items: JsonSchema): JsonSchema {
  return { type: 'array', description, items };
}

/** A list that the API may leave out when it is empty. */
export function listIfAny(description: string, items: JsonSchema): JsonSchema {
  return { ...list(description, items), default: [] };
}

/** Any keys with values of one kind; on the wire `""` or `[]` when there are none. */
export function map(description: string, values: JsonSchema): JsonSchema {
  return { type: 'object', description, additionalProperties: values };
}

/** An object whose keys are not fixed; empty when the API leaves it out. */
export function open(description: string): JsonSchema {
  return { type: 'object', description, default: {} };
}
