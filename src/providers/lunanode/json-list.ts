import type { Json } from '../../core/json.ts';

/** Whether it is a list, and then of what: `Array.isArray` alone forgets the type of a readonly list. */
export function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
