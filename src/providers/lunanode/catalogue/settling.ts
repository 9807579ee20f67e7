import type { FindLook, FindSpec, SeeSpec } from '../../../core/action-spec.ts';

/*
 * How lost calls are settled, in the words that the categories share. A false "it is not there"
 * makes a second thing, so whatever is looked for is described loosely, and a field that is not
 * where it is expected is an error and never a no.
 */

const seconds = 1000;

/**
 * Lists are live, but the server may still be working on a request whose connection broke: a call
 * takes a second or so, and clients give up after 15 s.
 */
const quietMs = 15 * seconds;
const everyMs = 5 * seconds;

interface Found {
  /** What is looked for: `a script of this name`. */
  readonly what: string;
  /** The list in the answer: an expression over `outputs`. */
  readonly rows: string;
  /** Whether one of them fits: over `row` and `input`. */
  readonly where: string;
  /** What the call would have answered, over `row`; the first tells things of this kind apart. */
  readonly as: Readonly<Record<string, string>>;
  /** Parameters of the list. */
  readonly with?: Readonly<Record<string, string>>;
  /** The parameter that names the thing. */
  readonly name?: string;
}

/** Looks for what a create has made in one list. */
export function findIn(list: string, found: Found): FindSpec {
  return findInAll([lookIn(list, found)], found);
}

/** Looks for what a create has made in several lists. */
export function findInAll(
  looks: readonly FindLook[],
  { what, as, name }: Pick<Found, 'what' | 'as' | 'name'>,
): FindSpec {
  return {
    kind: 'find',
    summary: `${what} that was not there before`,
    looks,
    ...(name !== undefined && { name }),
    id: Object.keys(as)[0] ?? '',
    quietMs,
    everyMs,
  };
}

export function lookIn(
  list: string,
  { rows, where, as, with: given = {} }: Omit<Found, 'what' | 'name'>,
): FindLook {
  const answer = Object.entries(as).map(([field, value]) => `"${field}": ${value}`);
  return {
    uses: list,
    with: given,
    found: `${rows}.filter(row, ${where}).map(row, {${answer.join(', ')}})`,
  };
}

/** Looks whether everything is as the call would have left it. */
export function seeIn(
  read: string,
  { what, with: given = {}, done }: { what: string; with?: SeeSpec['with']; done: string },
): SeeSpec {
  return { kind: 'see', summary: `whether ${what}`, uses: read, with: given, done };
}

/** Looks whether a list does not have a thing any more. */
export function goneFrom(
  list: string,
  {
    what,
    rows,
    where,
    with: given = {},
  }: { what: string; rows: string; where: string; with?: SeeSpec['with'] },
): SeeSpec {
  return seeIn(list, {
    what: `${what} is in the list no more`,
    with: given,
    done: `!${rows}.exists(row, ${where})`,
  });
}

/** The things of an answer that nobody has recorded: it may hold them as a list or by key. */
export function rowsOf(place: string): string {
  return `(type(${place}) == list ? ${place} : keys(${place}).map(key, ${place}[key]))`;
}

/** The things of a map. */
export function valuesOf(place: string): string {
  return `keys(${place}).map(key, ${place}[key])`;
}

/** Two names in DNS are the same: in any case, with the final dot or without it. */
export function sameDnsName(a: string, b: string): string {
  return `string(${a}).lowerAscii() in [${b}.lowerAscii(), ${b}.lowerAscii() + "."]`;
}

/** Whether a row is the DNS record that a call asks for, as far as it can be told from names and values. */
export const sameRecord = [
  'string(row.type).upperAscii() == input.type.upperAscii()',
  // A list may show names in full: `www.example.com.` for `www`.
  'string(row.name).lowerAscii().startsWith(input.name.lowerAscii())',
  'string(row.data).lowerAscii().contains(input.data.lowerAscii())',
].join(' && ');
