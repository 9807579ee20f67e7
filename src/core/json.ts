/** Any value that JSON can hold: what expressions take and give, and what the journal stores. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is a list, and then of what: `Array.isArray` alone forgets the type of a readonly list. */
export function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
