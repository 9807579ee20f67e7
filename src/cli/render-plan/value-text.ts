import { asText } from '../../core/expression/functions.ts';
import type { Json } from '../../core/json.ts';
import type { Moment, PlannedValue } from './planned-value.ts';
import { visible } from '../reference/visible.ts';

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
      return `[${value.items.map(itemText).join(', ')}]`;
    case 'map':
      return mapText(Object.entries(value.entries).map(([key, entry]) => [key, itemText(entry)]));
  }
}

function itemText(value: PlannedValue): string {
  return value.kind === 'known' ? memberText(value.value) : valueText(value);
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
      return visible(asText(part.value));
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
  if (typeof value !== 'string') return memberText(value);
  return looksOtherwise.test(value) || visible(value) !== value ? quoted(value) : value;
}

/** Inside a list or a map, text with blanks or commas has quotes as well. */
function memberText(value: Json): string {
  if (typeof value === 'string') {
    return looksOtherwise.test(value) || !/^[\w./:@-]+$/.test(value) ? quoted(value) : value;
  }
  if (Array.isArray(value)) return `[${value.map(memberText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return mapText(Object.entries<Json>(value).map(([key, item]) => [key, memberText(item)]));
}

function mapText(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, text]) => `${visible(key)}: ${text}`).join(', ')}}`;
}

/** Text that would be taken for something else if it stood without quotes. */
const looksOtherwise =
  /^(?:true|false|null|~|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\s.*|.*\s|[[{("'].*|\*\*\*)?$/s;

function quoted(text: string): string {
  return visible(JSON.stringify(text));
}
