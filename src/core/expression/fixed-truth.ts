import type { ASTNode } from '@marcbachmann/cel-js';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { statusFunctions } from './functions.ts';
import { childrenOf } from './syntax-tree.ts';

/** What a condition always gives, and the part of it that makes it so. */
export interface FixedTruth {
  readonly value: boolean;
  readonly range: SourceRange;
}

/** Functions whose answer is another one from run to run, whatever they are given. */
const varying: ReadonlySet<string> = new Set([...statusFunctions.map(({ name }) => name), 'now']);

/** How the parts of an expression are written, and what those give that look at nothing. */
interface Reading {
  readonly text: string;
  readonly valueOf: (node: ASTNode) => unknown;
}

/**
 * Whether a condition gives the same whatever it looks at: `true == true`, `inputs.a || true`,
 * `inputs.a == inputs.a`.
 */
export function fixedTruth(node: ASTNode, reading: Reading): FixedTruth | null {
  const range = { start: node.start, end: node.end };
  if (isClosed(node)) {
    const value = reading.valueOf(node);
    return typeof value === 'boolean' ? { value, range } : null;
  }
  switch (node.op) {
    case '!_': {
      const inner = fixedTruth(node.args, reading);
      return inner && { ...inner, value: !inner.value };
    }
    case '&&':
    case '||': {
      const truth = truthOfBoth(node.args, node.op === '||', reading);
      return typeof truth === 'boolean' ? { value: truth, range } : truth;
    }
    case '==':
    case '<=':
    case '>=':
      return isSame(node.args, reading) ? { value: true, range } : null;
    case '!=':
    case '<':
    case '>':
      return isSame(node.args, reading) ? { value: false, range } : null;
    default:
      return null;
  }
}

type Sides = readonly [ASTNode, ASTNode];

/** `decisive` is what one side alone makes of the whole; a boolean when both sides make it. */
function truthOfBoth(
  sides: Sides,
  decisive: boolean,
  reading: Reading,
): FixedTruth | boolean | null {
  const truths = sides.map((side) => fixedTruth(side, reading));
  const deciding = truths.find((truth) => truth?.value === decisive);
  if (deciding) return deciding;
  if (isOpposite(sides, reading)) return decisive;
  return truths.every((truth) => truth !== null) ? !decisive : null;
}

/** `a || !a` */
function isOpposite([left, right]: Sides, reading: Reading): boolean {
  return (
    (left.op === '!_' && isSame([left.args, right], reading)) ||
    (right.op === '!_' && isSame([left, right.args], reading))
  );
}

function isSame([left, right]: Sides, { text }: Reading): boolean {
  const textOf = (node: ASTNode) => text.slice(node.start, node.end);
  return textOf(left) === textOf(right) && !holdsVarying(left);
}

/** Whether a node looks at nothing, and so has one value only. */
export function isClosed(node: ASTNode): boolean {
  if (node.op === 'id') return false;
  return !isVaryingCall(node) && childrenOf(node).every(isClosed);
}

function holdsVarying(node: ASTNode): boolean {
  return isVaryingCall(node) || childrenOf(node).some(holdsVarying);
}

function isVaryingCall(node: ASTNode): boolean {
  return node.op === 'call' && varying.has(node.args[0]);
}
