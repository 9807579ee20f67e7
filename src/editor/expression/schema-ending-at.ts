import { memberSchema, type JsonSchema } from '../../core/json-schema.ts';
import { functionReturns } from './callables.ts';
import { isDot, openingOf, stringValue, type Token } from './tokens.ts';

/** Schema of what a name stands for at a place; `undefined` when there is nothing of that name. */
export type Names = (name: string) => JsonSchema | undefined;

/** What the words of an expression up to one of them stand for. */
export interface Ending {
  /** `undefined` when nothing is known of it. */
  readonly schema: JsonSchema | undefined;
  /** Index of its first word. */
  readonly start: number;
}

/**
 * The value that ends with the word at `at`: `a.b["c"].filter(…)`, read from its end. What follows
 * does not matter, so that it works while somebody is typing.
 */
export function schemaEndingAt(tokens: readonly Token[], at: number, names: Names): Ending {
  const token = tokens[at];
  if (token === undefined) return { schema: undefined, start: at };
  switch (token.text) {
    case ')':
      return called(tokens, at, names);
    case ']':
      return indexed(tokens, at, names);
    case '}':
      return { schema: {}, start: Math.max(0, openingOf(tokens, at)) };
    default:
      return token.kind === 'name' ? named(tokens, at, names) : literal(token, at);
  }
}

function literal({ kind }: Token, at: number): Ending {
  if (kind === 'string') return { schema: { type: 'string' }, start: at };
  return { schema: kind === 'number' ? { type: 'number' } : undefined, start: at };
}

function named(tokens: readonly Token[], at: number, names: Names): Ending {
  const { text = '' } = tokens[at] ?? {};
  if (!isDot(tokens[at - 1])) return { schema: names(text), start: at };
  const receiver = schemaEndingAt(tokens, at - 2, names);
  return { schema: memberSchema(receiver.schema, text), start: receiver.start };
}

function called(tokens: readonly Token[], at: number, names: Names): Ending {
  const open = openingOf(tokens, at);
  const callee = tokens[open - 1];
  if (open < 0) return { schema: undefined, start: 0 };
  if (callee?.kind !== 'name') {
    const inner = schemaEndingAt(tokens, at - 1, names);
    return { schema: inner.start === open + 1 ? inner.schema : undefined, start: open };
  }
  const args = argumentsOf(tokens, open, at);
  if (!isDot(tokens[open - 2])) {
    const first = args[0] === undefined ? undefined : whole(tokens, args[0], names);
    return { schema: functionReturns(callee.text, first), start: open - 1 };
  }
  const receiver = schemaEndingAt(tokens, open - 3, names);
  const inner = withBound(names, tokens[open + 1]?.text, itemsOf(receiver.schema));
  const last = args.length < 2 ? undefined : whole(tokens, args.at(-1) ?? [0, -1], inner);
  return { schema: methodReturns(callee.text, receiver.schema, last), start: receiver.start };
}

/** First and last word of each argument. */
function argumentsOf(tokens: readonly Token[], open: number, close: number): [number, number][] {
  const found: [number, number][] = [];
  let end = close - 1;
  for (let at = close - 1; at > open; at -= 1) {
    const { text = '' } = tokens[at] ?? {};
    if (text === ')' || text === ']' || text === '}') {
      at = Math.max(open + 1, openingOf(tokens, at));
    } else if (text === ',') {
      found.unshift([at + 1, end]);
      end = at - 1;
    }
  }
  return end > open ? [[open + 1, end], ...found] : found;
}

/** Schema of all of a stretch, when it is one value. */
function whole(
  tokens: readonly Token[],
  [start, end]: readonly [number, number],
  names: Names,
): JsonSchema | undefined {
  const found = schemaEndingAt(tokens, end, names);
  return found.start === start ? found.schema : undefined;
}

function indexed(tokens: readonly Token[], at: number, names: Names): Ending {
  const open = openingOf(tokens, at);
  if (open < 0) return { schema: undefined, start: 0 };
  const before = tokens[open - 1];
  const isIndex = before?.kind === 'name' || before?.text === ')' || before?.text === ']';
  if (!isIndex || before.text === 'in') {
    const first = argumentsOf(tokens, open, at)[0];
    const items = first && whole(tokens, first, names);
    return { schema: { type: 'array', ...(items && { items }) }, start: open };
  }
  const receiver = schemaEndingAt(tokens, open - 1, names);
  const only = open === at - 2 ? tokens[at - 1] : undefined;
  const name = only && stringValue(only);
  const rest = receiver.schema?.additionalProperties;
  const schema =
    name == null
      ? (receiver.schema?.items ?? (typeof rest === 'object' ? rest : undefined))
      : memberSchema(receiver.schema, name);
  return { schema, start: receiver.start };
}

/** What a macro gives its variable: the items of a list, or the keys of a map. */
export function itemsOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.type === 'object' ? { type: 'string' } : schema?.items;
}

function withBound(names: Names, bound: string | undefined, items: JsonSchema | undefined): Names {
  return (name) => (name === bound ? (items ?? {}) : names(name));
}

function methodReturns(
  name: string,
  receiver: JsonSchema | undefined,
  last: JsonSchema | undefined,
): JsonSchema | undefined {
  switch (name) {
    case 'filter':
    case 'or':
    case 'orValue':
    case 'value':
      return receiver;
    case 'map':
      return { type: 'array', ...(last && { items: last }) };
    default:
      return functionReturns(`.${name}`, undefined);
  }
}
