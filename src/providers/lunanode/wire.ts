import type { Json, JsonObject } from '../../core/json.ts';
import { ActionError } from '../../engine/action.ts';
import { isJsonList } from '../../core/json.ts';
import type { WireParameters } from './sign.ts';

/**
 * Parameters as the wire has them: text only, `yes` and `no` for flags, commas in lists. What is not
 * set is left out, an empty list too: to the API an empty value is not the same as none.
 *
 * @throws {ActionError} `invalid-value` for an object, which has no form on the wire.
 */
export function toWire(input: JsonObject): WireParameters {
  const wire: Record<string, string> = {};
  for (const [name, value] of Object.entries(input)) {
    if (!isUnset(value)) wire[name] = wireText(name, value);
  }
  return wire;
}

function isUnset(value: Json | undefined): boolean {
  return value === undefined || value === null || (isJsonList(value) && value.length === 0);
}

function wireText(name: string, value: Json): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'number':
    case 'string':
      return String(value);
    default:
      if (!isJsonList(value)) throw unsendable(name);
      return value.map((member) => wireText(name, member)).join(',');
  }
}

function unsendable(name: string): ActionError {
  return new ActionError({
    kind: 'invalid-value',
    message: `"${name}" is an object, and the API takes only text, numbers, flags and lists of them`,
  });
}
