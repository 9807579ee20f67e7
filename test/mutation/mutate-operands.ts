import type { ASTNode } from '@marcbachmann/cel-js';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import { statusFunctions, valueFunctions } from '../../src/core/expression/functions.ts';
import { expectedAt } from './expected-kinds.ts';
import { inferTypes, isMacro, type TypedExpression } from './infer-types.ts';
import { mutantOf, skip } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation, Verdict } from './mutant.ts';
import { isCondition, type Subject, type WrittenExpression } from './subject.ts';
import { nameRange, nodesOf } from './tree.ts';

/** What expressions do with values, done with values of another type; and functions misspelt. */
export function* mutatedOperands(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    const at = { subject, expression, typed: inferTypes(subject, expression) };
    for (const { node } of nodesOf(expression.ast)) {
      yield* misspeltFunction(node, at);
      yield* otherOperands(node, at);
      yield* otherArguments(node, at);
      yield* wrongReceiver(node, at);
    }
    yield* otherResult(at);
  }
}

interface At {
  readonly subject: Subject;
  readonly expression: WrittenExpression;
  readonly typed: TypedExpression;
}

const methods = ['startsWith', 'endsWith', 'contains', 'matches', 'size', 'orValue', 'map', 'filter'];
const known = [...statusFunctions, ...valueFunctions].map(({ name }) => name);

function* misspeltFunction(node: ASTNode, { subject, expression }: At): Generator<Mutation> {
  if (node.op !== 'call' && node.op !== 'rcall') return;
  const inText = nameRange(node, expression.text);
  if (inText === null) return;
  const range = expression.inFile(inText);
  const name = node.args[0];
  const isMethod = node.op === 'rcall';
  const siblings = isMethod ? [...methods, 'exists', 'all', 'exists_one'] : [...known, 'has', 'int'];
  const kind = isMethod
    ? isMacro(name)
      ? 'macro misspelt'
      : 'method misspelt'
    : 'function misspelt';
  for (const slip of misspellings(name, siblings)) {
    const edit = { range, by: slip.text };
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
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

const comparing = new Set(['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/']);

function* otherOperands(node: ASTNode, at: At): Generator<Mutation> {
  const { typed } = at;
  if (node.op === '&&' || node.op === '||') {
    for (const operand of node.args) {
      yield replaced(operand, '"oops"', `operand of ${node.op} given a text`, at);
      yield replaced(operand, '7', `operand of ${node.op} given a number`, at);
    }
  } else if (node.op === '!_') {
    yield replaced(node.args, '"oops"', 'operand of ! given a text', at);
  } else if (node.op === '?:') {
    yield replaced(node.args[0], '"oops"', 'condition of ?: given a text', at);
    const [, yes, no] = node.args;
    yield* againstSibling([yes, no], 'branch of ?:', at);
  } else if (isBinary(node) && comparing.has(node.op)) {
    yield* againstSibling(node.args, `operand of ${node.op}`, at);
  } else if (node.op === '[]') {
    const by = typed.types.get(node.args[0])?.type === 'array' ? '"oops"' : '5';
    if (typed.types.has(node.args[0])) yield replaced(node.args[1], by, 'index of another type', at);
  } else if (node.op === 'in' && node.args[1].op === 'list') {
    for (const item of node.args[1].args) {
      const by = otherThan(typed.types.get(node.args[0]));
      if (by !== null) yield replaced(item, by, 'item of `in` of another type', at, 'suspect');
    }
  }
}

function isBinary(node: ASTNode): node is ASTNode & { readonly args: [ASTNode, ASTNode] } {
  return Array.isArray(node.args) && node.args.length === 2;
}

/** Each of two operands, replaced by what does not go together with the other. */
function* againstSibling(
  [left, right]: readonly [ASTNode, ASTNode],
  what: string,
  at: At,
): Generator<Mutation> {
  for (const [operand, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const by = otherThan(at.typed.types.get(other));
    if (by === null) {
      yield skip(at.subject, `${what} of another type`, 'nothing tells the type of the other side');
    } else {
      yield replaced(operand, by, `${what} of another type`, at);
    }
  }
}

/** What functions and methods take, by position; `body` is what a macro asks of each item. */
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

/** A method that values of this type do not have. */
function* wrongReceiver(node: ASTNode, { subject, expression, typed }: At): Generator<Mutation> {
  if (node.op !== '.') return;
  const type = typed.types.get(node)?.type;
  const suffixes: Readonly<Record<string, readonly string[]>> = {
    string: ['.oops', '.map(each, each)'],
    integer: ['.startsWith("oops")', '.oops', '.size()'],
    number: ['.startsWith("oops")', '.oops'],
    boolean: ['.startsWith("oops")', '.oops', '.size()'],
    array: ['.startsWith("oops")', '.oops'],
    object: ['.startsWith("oops")', '[7]'],
  };
  const { start } = expression.inFile({ start: node.end, end: node.end + 1 });
  for (const suffix of typeof type === 'string' ? (suffixes[type] ?? []) : []) {
    const edit = { range: { start, end: start }, by: expression.written(suffix) };
    const seen = expression.inFile({ start: node.start, end: node.end });
    yield mutantOf(subject, `${suffix} on ${type}`, edit, {
      verdict: 'wrong',
      seenAt: [{ start: seen.start, end: start }, edit.range],
    });
  }
}

/** The whole expression replaced by one that gives what its place cannot take. */
function* otherResult({ subject, expression }: At): Generator<Mutation> {
  const { path, text } = expression;
  const range = expression.inFile({ start: 0, end: text.length });
  const give = (words: string, kind: string): Mutation =>
    mutantOf(subject, kind, { range, by: expression.written(words) }, { verdict: 'wrong' });
  if (!expression.isWhole) {
    yield give('[7]', 'list in a text');
    yield give('{"oops":7}', 'map in a text');
    return;
  }
  const key = path.at(-1);
  if (isCondition(path)) {
    if (key === 'foreach') yield* ['7', '"oops"', 'true'].map((by) => give(by, '`foreach` over no list'));
    else if (key === 'key') yield* ['[7]', '{"oops":7}'].map((by) => give(by, '`key` that is no scalar'));
    else yield* ['7', '"oops"', '[true]'].map((by) => give(by, 'condition that is not true or false'));
    return;
  }
  if (path.at(-2) === 'env') {
    yield give('[7]', 'list in the environment');
    return;
  }
  const kinds = expectedAt(path, subject)?.kinds;
  if (kinds === undefined) return;
  const offers = { text: '"oops"', integer: '7', flag: 'true', list: '[7]', map: '{"oops":7}' };
  for (const [kind, by] of Object.entries(offers)) {
    const isFine = kinds.some((each) => each === kind || (kind === 'integer' && each === 'number'));
    if (!isFine) yield give(by, `parameter computed as ${kind}`);
  }
}

function replaced(
  node: ASTNode,
  by: string,
  kind: string,
  { subject, expression }: At,
  verdict: Verdict = 'wrong',
): Mutation {
  const range = expression.inFile({ start: node.start, end: node.end });
  // A complaint about an operator may stand at either of its sides.
  const whole = expression.inFile({ start: 0, end: expression.text.length });
  const edit = { range, by: expression.written(by) };
  return mutantOf(subject, kind, edit, { verdict, seenAt: [edit.range, whole] });
}
