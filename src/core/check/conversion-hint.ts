import { jsonTypes } from '../expression/expression-types.ts';

/** How to make of a value of one type what is wanted, if there is a way that is nearly always meant. */
export function conversionHint(type: string, wanted: readonly string[]): string | undefined {
  const [given = ''] = jsonTypes(type) ?? [];
  if (wanted.includes('boolean')) return conditions[given];
  if (wanted.includes('string')) return texts[given];
  if (wanted.includes('array')) return lists[given];
  if (given !== 'string') return undefined;
  if (wanted.includes('integer') && !wanted.includes('number')) return 'use `int(…)`';
  return wanted.includes('number') ? 'use `double(…)`' : undefined;
}

type Hints = Readonly<Partial<Record<string, string>>>;

const conditions: Hints = {
  string: 'compare it: `… == "…"`',
  integer: 'compare it: `… > 0`',
  number: 'compare it: `… > 0`',
  array: 'ask `size(…) > 0`, or one of its items with `.exists(each, …)`',
  object: 'name one of its fields',
};

const texts: Hints = {
  integer: 'use `string(…)`',
  number: 'use `string(…)`',
  boolean: 'use `string(…)`',
  array: 'name one of its items, `[0]`, or do it for each with `foreach`',
  object: 'name one of its fields',
};

const lists: Hints = {
  string: 'make a list of it: `[ … ]`, or `split(…, ",")`',
  integer: 'make a list of it: `[ … ]`',
  number: 'make a list of it: `[ … ]`',
  object: 'name one of its fields, or make a list of it: `[ … ]`',
};
