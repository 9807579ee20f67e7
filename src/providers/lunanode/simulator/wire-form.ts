import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';

/**
 * Writes an answer as the API does: every number and flag is a string, text is HTML-escaped, an
 * empty map looks like an empty list, slashes and everything outside ASCII are escaped (captured
 * answers).
 */
export function encodeAnswer(answer: JsonObject): string {
  return toAscii(JSON.stringify(wireValue(answer))).replaceAll('/', String.raw`\/`);
}

function wireValue(value: Json): Json {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '';
  if (isJsonObject(value)) return wireMap(value);
  return value === null ? '' : value.map(wireValue);
}

/** To the language that the API is written in, a map with nothing in it is a list. */
function wireMap(map: JsonObject): Json {
  const entries = Object.entries(map);
  if (entries.length === 0) return [];
  return Object.fromEntries(entries.map(([key, value]) => [key, wireValue(value)]));
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);
}

function toAscii(json: string): string {
  return json.replace(
    /[^\0-\x7f]/g,
    (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
