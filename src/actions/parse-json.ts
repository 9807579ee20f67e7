import type { Json } from '../core/json.ts';

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError when it is none.
 */
export function parseJson(text: string): Json {
  // Everything that JSON.parse gives is JSON.
  return JSON.parse(text) as Json;
}
