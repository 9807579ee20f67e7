import { isJsonObject, type Json } from '../../core/json.ts';
import { unescapeHtml } from './html-text.ts';
import { isJsonList } from '../../core/json.ts';

/** Deeper than any answer on record; below it an answer is nonsense and its rest is dropped. */
const maxDepth = 64;

/** What no schema describes: as it came, its text without HTML escapes. */
export function readUnknown(raw: Json, depth = 0): Json {
  if (typeof raw === 'string') return unescapeHtml(raw);
  if (depth === maxDepth && typeof raw === 'object') return null;
  if (isJsonList(raw)) return raw.map((member) => readUnknown(member, depth + 1));
  if (!isJsonObject(raw)) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, readUnknown(value, depth + 1)]),
  );
}
