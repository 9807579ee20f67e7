import type { JsonSchema } from '../../../core/json-schema.ts';
import type { Parameter } from './endpoint.ts';

/** A parameter that the API refuses the call without. */
export function needed(schema: JsonSchema): Parameter {
  return { schema, required: true };
}

/** A parameter that may be left out. */
export function optional(schema: JsonSchema): Parameter {
  return { schema, required: false };
}

/** A parameter that the API does not ask for but whose default destroys, so that it must be written. */
export function mustBeWritten(schema: JsonSchema): Parameter {
  return { schema, required: false, mustBeWritten: true };
}

/** Text that must not be empty: to the API an empty value is not the same as none. */
export function text(description: string, ...examples: readonly string[]): JsonSchema {
  return { type: 'string', description, minLength: 1, ...(examples.length > 0 && { examples }) };
}

/** One of a closed set of words. */
export function choice(description: string, words: readonly string[]): JsonSchema {
  return { type: 'string', description, enum: words };
}

/** Text that must not be shown in clear. */
export function secretText(description: string): JsonSchema {
  return { type: 'string', description, minLength: 1, 'x-secret': true };
}

/** An id: digits, but text to the API, so both ways of writing it are fine. */
export function id(description: string, ...examples: readonly (string | number)[]): JsonSchema {
  return {
    type: ['string', 'integer'],
    description,
    minLength: 1,
    ...(examples.length > 0 && { examples }),
  };
}

/** Several ids: a list, or what the API itself takes, text with commas. An empty list is not sent. */
export function idList(description: string): JsonSchema {
  return {
    type: ['array', 'string', 'integer'],
    description,
    minLength: 1,
    items: { type: ['string', 'integer'], minLength: 1 },
    examples: [['123', '999'], '123,999'],
  };
}

/** A flag: `yes` or `no` on the wire. */
export function flag(description: string): JsonSchema {
  return { type: 'boolean', description };
}

/** What a whole number looks like as a text. */
const digits = String.raw`^-?\d+$`;

/** A whole number; digits as text are fine, too. */
export function wholeNumber(description: string, ...examples: readonly number[]): JsonSchema {
  return {
    type: ['integer', 'string'],
    description,
    pattern: digits,
    ...(examples.length > 0 && { examples }),
  };
}

/** An IPv4 address. */
export function ipv4(description: string, ...examples: readonly string[]): JsonSchema {
  return {
    type: 'string',
    description,
    format: 'ipv4',
    ...(examples.length > 0 && { examples }),
  };
}

/** A region's key. The vendor's page names three, and more may come: region/list has them all. */
export function region(description: string): JsonSchema {
  return text(description, 'toronto', 'montreal', 'roubaix');
}

/**
 * The VM that a call is about. A UUID; VMs from before about September 2016 had a number, so the
 * format is not enforced.
 */
export const vmId: JsonSchema = text('The VM: its UUID.', '16b64847-0a86-42ea-bea8-ed60bd960c68');

/** A plan: its number or its name. */
export function planId(description: string): JsonSchema {
  return id(`${description}: its number, or its name (see plan/list).`, 'm.2', 's.4', 87);
}

/** An image that exists. */
export const imageId: JsonSchema = id('The image (see image/list).', '94953');
