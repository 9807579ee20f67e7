import type { Instant } from '../duration.ts';
import { parseJson } from '../parse-json.ts';
import { fromCel, toCel } from './cel-value.ts';

/** A function that expressions can call, besides those of CEL itself. */
export interface ExpressionFunction {
  readonly name: string;
  /** In CEL's form; one per overload. */
  readonly signatures: readonly string[];
  readonly description: string;
  readonly example: string;
  /** What it gives can hold all that is in a list or map that it is given, whether named or not. */
  readonly spellsOut?: true;
  /** Arguments are CEL values: `bigint` for int, `Map` or object for map. */
  readonly call: (surroundings: Surroundings, ...args: readonly unknown[]) => unknown;
}

/** What a function may know of the moment in which it is called. */
export interface Surroundings {
  readonly now: Instant;
  readonly status: StatusFlags;
}

/** What the status functions answer, for one step at one moment. */
export interface StatusFlags {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

/** Functions that ask how the run goes; a condition without one also asks that all went well. */
export const statusFunctions: readonly ExpressionFunction[] = [
  {
    name: 'success',
    signatures: ['success(): bool'],
    description: 'All that the step needs succeeded, and the run is not stopping.',
    example: 'success()',
    call: ({ status }) => status.success,
  },
  {
    name: 'failure',
    signatures: ['failure(): bool'],
    description: 'Something before the step failed.',
    example: 'failure()',
    call: ({ status }) => status.failure,
  },
  {
    name: 'always',
    signatures: ['always(): bool'],
    description: 'True, whatever happened before.',
    example: 'always()',
    call: () => true,
  },
  {
    name: 'cancelled',
    signatures: ['cancelled(): bool'],
    description: 'The run is being cancelled.',
    example: 'cancelled()',
    call: ({ status }) => status.cancelled,
  },
];

const formatArities = [1, 2, 3, 4, 5, 6];

export const valueFunctions: readonly ExpressionFunction[] = [
  {
    name: 'format',
    signatures: formatArities.map(
      (arity) => `format(string, ${Array.from({ length: arity }, () => 'dyn').join(', ')}): string`,
    ),
    description: 'Puts the values into the text, at `{0}`, `{1}` and so on.',
    example: 'format("web-{0}-{1}", inputs.region, index)',
    spellsOut: true,
    call: (_, text, ...values) =>
      String(text).replaceAll(/\{(\d+)\}/g, (whole, number: string) =>
        Number(number) < values.length ? asText(values[Number(number)]) : whole,
      ),
  },
  {
    name: 'join',
    signatures: ['join(list<dyn>, string): string'],
    description: 'The items of a list as one text, with a separator between them.',
    example: 'join(inputs.names, ",")',
    spellsOut: true,
    call: (_, list, separator) => asList(list).map(asText).join(String(separator)),
  },
  {
    name: 'split',
    signatures: ['split(string, string): list<string>'],
    description: 'The parts of a text between separators.',
    example: 'split("a,b", ",")',
    call: (_, text, separator) => String(text).split(String(separator)),
  },
  {
    name: 'replace',
    signatures: ['replace(string, string, string): string'],
    description: 'The text with every occurrence of the second argument replaced by the third.',
    example: 'replace(item.hostname, ".", "-")',
    call: (_, text, from, to) => String(text).replaceAll(String(from), () => String(to)),
  },
  {
    name: 'now',
    signatures: ['now(): google.protobuf.Timestamp'],
    description: 'The time at which the expression is evaluated.',
    example: 'now() - duration("24h")',
    call: ({ now }) => new globalThis.Date(now),
  },
  {
    name: 'to_json',
    signatures: ['to_json(dyn): string'],
    description: 'A value as JSON text.',
    example: 'to_json(steps.info.outputs)',
    spellsOut: true,
    call: (_, value) => JSON.stringify(fromCel(value)),
  },
  {
    name: 'from_json',
    signatures: ['from_json(string): dyn'],
    description: 'The value that a JSON text stands for.',
    example: 'from_json(steps.read.outputs.stdout).version',
    call: (_, text) => toCel(parseJson(String(text))),
  },
  {
    name: 'keys',
    signatures: ['keys(map<dyn, dyn>): list<string>'],
    description: 'The keys of a map, in the order of the alphabet.',
    example: 'keys(steps.ips.outputs.ips)',
    call: (_, map) =>
      asEntries(map)
        .map(([key]) => String(key))
        .toSorted(),
  },
  {
    name: 'range',
    signatures: ['range(int): list<int>'],
    description: 'The numbers from 0 up to, and without, the argument.',
    example: 'range(inputs.count)',
    call: (_, count) =>
      Array.from({ length: Math.max(0, Number(count)) }, (_each, at) => BigInt(at)),
  },
  {
    name: 'flatten',
    signatures: ['flatten(list<list<A>>): list<A>', 'flatten(list<dyn>): list<dyn>'],
    description: 'A list of lists as one list.',
    example: 'flatten([[1, 2], [3]])',
    call: (_, list) => asList(list).flatMap((item) => asList(item)),
  },
  {
    name: 'sort_by',
    signatures: ['sort_by(list<A>, string): list<A>'],
    description:
      'A list of maps, smallest value of the field first. Numbers in texts count as numbers.',
    example: 'sort_by(steps.list.outputs.images, "name")',
    call: (_, list, field) => sortBy(asList(list), String(field)),
  },
  {
    name: 'newest',
    signatures: ['newest(list<A>, string, int): list<A>'],
    description: 'The `n` maps with the greatest value of the field, greatest first.',
    example: 'newest(steps.list.outputs.images, "name", 3)',
    call: (_, list, field, n) =>
      sortBy(asList(list), String(field))
        .toReversed()
        .slice(0, Math.max(0, Number(n))),
  },
];

export const expressionFunctions = [...statusFunctions, ...valueFunctions];

function sortBy(list: readonly unknown[], field: string): unknown[] {
  return list
    .map((item) => ({ item, value: fieldOf(item, field) }))
    .toSorted((a, b) => compareValues(a.value, b.value))
    .map(({ item }) => item);
}

function fieldOf(item: unknown, field: string): unknown {
  const found = asEntries(item).find(([key]) => key === field);
  if (found === undefined) throw new Error(`an item of the list has no field "${field}"`);
  return found[1];
}

const numeric = /^-?\d+(?:\.\d+)?$/;

function compareValues(a: unknown, b: unknown): number {
  const [left, right] = [asText(a), asText(b)];
  if (numeric.test(left) && numeric.test(right)) {
    const difference = Number(left) - Number(right);
    if (difference !== 0) return difference;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error('not a list');
}

function asEntries(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (value instanceof Map) return [...value.entries()];
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  throw new Error('not a map');
}

/** A scalar as it stands in a text. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const json = fromCel(value);
  return typeof json === 'string' ? json : JSON.stringify(json);
}
