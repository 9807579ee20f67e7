import type { Json } from './json.ts';
import { shorten } from './shorten.ts';

/**
 * The value of a JSON text.
 *
 * @throws {SyntaxError} when it is none. The reason quotes as little of the text as helps, and says
 *   where it cuts.
 */
export function parseJson(text: string): Json {
  try {
    // Everything that JSON.parse gives is JSON.
    return JSON.parse(text) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    if (!reason.includes('is not valid JSON')) throw error;
    // The reason quotes a part around the place, without saying that it is one.
    const beginning = JSON.stringify(shorten(text.trim(), 40));
    throw new SyntaxError(`${beginning} is not valid JSON`, { cause: error });
  }
}
