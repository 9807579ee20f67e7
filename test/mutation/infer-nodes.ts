import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from '../../src/core/expression/syntax-tree.ts';
import { memberSchema, type JsonSchema } from '../../src/core/json-schema.ts';

/** Names that a node can see, with what they hold. */
export type Names = Readonly<Record<string, JsonSchema>>;

export interface TypedNodes {
  /** What a node gives; nothing when that cannot be told. */
  readonly types: ReadonlyMap<ASTNode, JsonSchema>;
  /** Names that macros bind around a node, the innermost last. */
  readonly bound: ReadonlyMap<ASTNode, readonly string[]>;
}

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const whole: JsonSchema = { type: 'integer' };
const texts: JsonSchema = { type: 'array', items: text };

/** What functions and methods give, whatever they are given. */
const results: Readonly<Record<string, JsonSchema>> = {
  has: flag,
  success: flag,
  failure: flag,
  always: flag,
  cancelled: flag,
  startsWith: flag,
  endsWith: flag,
  contains: flag,
  matches: flag,
  size: whole,
  int: whole,
  range: { type: 'array', items: whole },
  double: { type: 'number' },
  string: text,
  format: text,
  join: text,
  replace: text,
  to_json: text,
  split: texts,
  keys: texts,
};

/** What each part of an expression gives, told from the names that it sees. */
export function inferNodes(ast: ASTNode, names: Names): TypedNodes {
  const nodes = new Nodes();
  nodes.visit(ast, names, []);
  return nodes;
}

/** Whether a method binds a name for its further arguments. */
export function isMacro(name: string): boolean {
  return ['map', 'filter', 'exists', 'all', 'exists_one'].includes(name);
}

class Nodes implements TypedNodes {
  readonly types = new Map<ASTNode, JsonSchema>();
  readonly bound = new Map<ASTNode, readonly string[]>();

  visit(node: ASTNode, names: Names, bound: readonly string[]): JsonSchema | undefined {
    this.bound.set(node, bound);
    const schema = this.#infer(node, names, bound);
    if (schema !== undefined && Object.keys(schema).length > 0) this.types.set(node, schema);
    return schema;
  }

  #infer(node: ASTNode, names: Names, bound: readonly string[]): JsonSchema | undefined {
    if (node.op === 'id') return Object.hasOwn(names, node.args) ? names[node.args] : undefined;
    if (node.op === 'rcall') return this.#method(node.args, names, bound);
    const parts = childrenOf(node).map((each) => this.visit(each, names, bound));
    return typeOf(node, parts);
  }

  #method(
    [name, receiver, args]: [string, ASTNode, ASTNode[]],
    names: Names,
    bound: readonly string[],
  ): JsonSchema | undefined {
    if (receiver.op === 'id' && receiver.args === 'cel') return undefined;
    const list = this.visit(receiver, names, bound);
    const [variable, ...bodies] = args;
    if (!isMacro(name) || variable?.op !== 'id') {
      for (const each of args) this.visit(each, names, bound);
      return name === 'orValue' ? list : results[name];
    }
    const inside = { ...names, [variable.args]: itemOf(list) };
    const around = [...bound, variable.args];
    const made = bodies.map((body) => this.visit(body, inside, around)).at(-1);
    if (name === 'filter') return list;
    if (name !== 'map') return flag;
    return made === undefined ? { type: 'array' } : { type: 'array', items: made };
  }
}

/** What a macro goes through: the items of a list, or the keys of a map. */
function itemOf(list: JsonSchema | undefined): JsonSchema {
  if (list?.type === 'array') return list.items ?? {};
  return list?.type === 'object' ? text : {};
}

type Parts = readonly (JsonSchema | undefined)[];

/** What a node gives, from what its parts give. */
function typeOf(node: ASTNode, parts: Parts): JsonSchema | undefined {
  const [first, second, third] = parts;
  switch (node.op) {
    case 'value':
      return typeOfConstant(node.args);
    case '.':
    case '.?':
      return memberSchema(first, node.args[1]);
    case '[]':
    case '[?]': {
      const index = node.args[1];
      if (first?.type === 'array') return first.items;
      const isName = index.op === 'value' && typeof index.args === 'string';
      return memberSchema(first, isName ? index.args : '');
    }
    case 'call':
      return typeOfCall(node.args[0], first);
    case '?:':
      return third?.items === undefined && second?.type === third?.type ? second : undefined;
    case 'list': {
      const isEven = parts.every((each) => each?.type === first?.type);
      return isEven && first !== undefined ? { type: 'array', items: first } : { type: 'array' };
    }
    case 'map':
      return { type: 'object', additionalProperties: {} };
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return first?.type === second?.type ? first : undefined;
    case '-_':
      return first;
    default:
      return flag;
  }
}

function typeOfCall(name: string, first: JsonSchema | undefined): JsonSchema | undefined {
  if (name === 'newest' || name === 'sort_by') return first;
  return name === 'flatten' ? first?.items : results[name];
}

function typeOfConstant(value: unknown): JsonSchema | undefined {
  if (typeof value === 'bigint') return whole;
  if (typeof value === 'number') return { type: 'number' };
  if (typeof value === 'string') return text;
  return typeof value === 'boolean' ? flag : undefined;
}
