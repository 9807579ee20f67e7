import type { Json } from '../../core/json.ts';
import type { Moment, PlannedValue } from './planned-value.ts';

/** A value on one line, for people: what is not known yet says when it will be. */
export function valueText(value: PlannedValue): string {
  switch (value.kind) {
    case 'known':
      return jsonText(value.value);
    case 'secret':
      return '***';
    case 'later':
      return `(${momentText(value.moment)})`;
    case 'invalid':
      return `(no value: ${value.reason})`;
    case 'text':
      return value.parts.map(partText).join('');
    case 'list':
      return `[${value.items.map(valueText).join(', ')}]`;
    case 'map':
      return mapText(Object.entries(value.entries).map(([key, entry]) => [key, valueText(entry)]));
  }
}

export function momentText(moment: Moment): string {
  switch (moment.when) {
    case 'start':
      return 'known at start';
    case 'steps':
      return `known after ${moment.steps.join(', ')}`;
    case 'item':
      return 'for each item';
    case 'step':
      return 'known when the step starts';
  }
}

/** Inside a text, what is not known stays as it was written. */
function partText(part: PlannedValue): string {
  switch (part.kind) {
    case 'known':
      return visible(String(part.value));
    case 'later':
    case 'invalid':
      return `\${{ ${part.expression} }}`;
    case 'secret':
    case 'text':
    case 'list':
    case 'map':
      return valueText(part);
  }
}

function jsonText(value: Json): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return mapText(Object.entries<Json>(value).map(([key, item]) => [key, jsonText(item)]));
}

function mapText(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, text]) => `${visible(key)}: ${text}`).join(', ')}}`;
}

const looksOtherwise = /^(?:true|false|null|~|[-+.]?\d[\d.eE+-]*|\s.*|.*\s|[[{("].*|\*\*\*)?$/s;

/** Whether a text cannot be taken for something else when it stands without quotes. */
function isPlain(text: string): boolean {
  return !looksOtherwise.test(text) && visible(text) === text;
}

/** No character of a workflow may move the cursor or change colours. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    JSON.stringify(character).length > 3
      ? JSON.stringify(character).slice(1, -1)
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
