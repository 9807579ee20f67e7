import type { ASTNode } from '@marcbachmann/cel-js';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import { inferTypes, type TypedExpression } from './infer-types.ts';
import { mutantOf, skip } from './make-mutant.ts';
import type { Mutant, Mutation } from './mutant.ts';
import type { Subject, WrittenExpression } from './subject.ts';
import { nodesOf } from './tree.ts';

/** What expressions do with values, done with values of another type. */
export function* mutatedOperands(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    const at = { subject, expression, typed: inferTypes(subject, expression) };
    for (const { node } of nodesOf(expression.ast)) {
      yield* otherOperands(node, at);
      yield* otherArguments(node, at);
      yield* wrongReceiver(node, at);
    }
  }
}

interface At {
  readonly subject: Subject;
  readonly expression: WrittenExpression;
  readonly typed: TypedExpression;
}

const binary = new Set(['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/']);

function* otherOperands(node: ASTNode, at: At): Generator<Mutation> {
  const { types } = at.typed;
  if (node.op === '&&' || node.op === '||') {
    for (const operand of node.args) {
      yield replaced(operand, '"oops"', `operand of ${node.op} given a text`, at);
      yield replaced(operand, '7', `operand of ${node.op} given a number`, at);
    }
  } else if (node.op === '!_') {
    yield replaced(node.args, '"oops"', 'operand of ! given a text', at);
  } else if (node.op === '?:') {
    const [condition, yes, no] = node.args;
    yield replaced(condition, '"oops"', 'condition of ?: given a text', at);
    yield* againstSibling([yes, no], 'branch of ?:', at);
  } else if (node.op === '[]') {
    const [list, index] = node.args;
    const by = types.get(list)?.type === 'array' ? '"oops"' : '5';
    if (types.has(list)) yield replaced(index, by, 'index of another type', at);
  } else if (node.op === 'in') {
    yield* otherItems(node.args, at);
  } else if (isBinary(node)) {
    yield* againstSibling(node.args, `operand of ${node.op}`, at);
  }
}

function isBinary(node: ASTNode): node is ASTNode & { readonly args: [ASTNode, ASTNode] } {
  return binary.has(node.op);
}

/** Each of two operands, replaced by what does not go together with the other. */
function* againstSibling(
  [left, right]: readonly [ASTNode, ASTNode],
  what: string,
  at: At,
): Generator<Mutation> {
  const kind = `${what} of another type`;
  for (const [operand, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const by = otherThan(at.typed.types.get(other));
    if (by === null) yield skip(at.subject, kind, 'nothing tells the type of the other side');
    else yield replaced(operand, by, kind, at);
  }
}

/** `path in ["one", 5]`: one of the items can never be equal. */
function* otherItems([path, list]: [ASTNode, ASTNode], at: At): Generator<Mutation> {
  const by = otherThan(at.typed.types.get(path));
  if (list.op !== 'list' || path.op !== '.' || by === null) return;
  for (const item of list.args) {
    const mutant = replaced(item, by, 'item of `in` of another type', at);
    yield { ...mutant, verdict: 'suspect' };
  }
}

/** A constant of another type than the given one. */
function otherThan(schema: JsonSchema | undefined): string | null {
  switch (schema?.type) {
    case 'string':
      return '5';
    case 'integer':
    case 'number':
    case 'boolean':
    case 'array':
    case 'object':
      return '"oops"';
    default:
      return null;
  }
}

/** What functions and methods take, by position; the second of a macro is what it asks of each item. */
const takes: Readonly<Record<string, readonly string[]>> = {
  join: ['list', 'text'],
  split: ['text', 'text'],
  replace: ['text', 'text', 'text'],
  from_json: ['text'],
  keys: ['map'],
  range: ['number'],
  flatten: ['list'],
  sort_by: ['list', 'text'],
  newest: ['list', 'text', 'number'],
  format: ['text'],
  startsWith: ['text'],
  endsWith: ['text'],
  contains: ['text'],
  filter: ['', 'flag'],
  exists: ['', 'flag'],
  all: ['', 'flag'],
  exists_one: ['', 'flag'],
};

function* otherArguments(node: ASTNode, at: At): Generator<Mutation> {
  if (node.op !== 'call' && node.op !== 'rcall') return;
  const [name] = node.args;
  const args = node.op === 'call' ? node.args[1] : node.args[2];
  for (const [position, kind] of (takes[name] ?? []).entries()) {
    const given = args[position];
    if (given === undefined || kind === '') continue;
    const by = kind === 'text' ? '5' : kind === 'flag' ? '7' : '"oops"';
    yield replaced(given, by, `argument of ${name}() of another type`, at);
  }
  const [otherwise] = args;
  if (name !== 'orValue' || node.op !== 'rcall' || otherwise === undefined) return;
  const by = otherThan(at.typed.types.get(node.args[1]));
  if (by !== null) yield replaced(otherwise, by, 'argument of orValue() of another type', at);
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  string: ['.oops', '.map(each, each)'],
  integer: ['.startsWith("oops")', '.oops', '.size()'],
  number: ['.startsWith("oops")', '.oops'],
  boolean: ['.startsWith("oops")', '.oops', '.size()'],
  array: ['.startsWith("oops")', '.oops'],
  object: ['.startsWith("oops")', '[7]'],
};

/** A method, field or index that values of this type do not have. */
function* wrongReceiver(node: ASTNode, { subject, expression, typed }: At): Generator<Mutation> {
  const type = typed.types.get(node)?.type;
  if (node.op !== '.' || typeof type !== 'string') return;
  const value = expression.inFile({ start: node.start, end: node.end });
  const { start: end } = expression.inFile({ start: node.end, end: node.end + 1 });
  for (const suffix of suffixes[type] ?? []) {
    const edit = { range: { start: end, end }, by: expression.written(suffix) };
    const seenAt = [{ start: value.start, end }, edit.range];
    yield mutantOf(subject, `${suffix} on ${type}`, edit, { verdict: 'wrong', seenAt });
  }
}

function replaced(node: ASTNode, by: string, kind: string, { subject, expression }: At): Mutant {
  const range = expression.inFile({ start: node.start, end: node.end });
  // A complaint about an operator may stand at either of its sides.
  const whole = expression.inFile({ start: 0, end: expression.text.length });
  const edit = { range, by: expression.written(by) };
  return mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt: [range, whole] });
}
