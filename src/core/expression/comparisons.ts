import type { ASTNode } from '@marcbachmann/cel-js';
import type { SourceRange } from '../diagnostic/source-file.ts';
import type { Reference } from './references.ts';
import { childrenOf } from './syntax-tree.ts';

/** A value that is written out, compared with a path: `steps.a.outputs.status == "active"`. */
export interface Comparison {
  readonly reference: Reference;
  readonly value: string | number | boolean;
  /** Where the value is, in the expression. */
  readonly range: SourceRange;
  readonly operator: '==' | '!=' | 'in';
}

/** Every comparison of one of the references with a constant. */
export function findComparisons(ast: ASTNode, references: readonly Reference[]): Comparison[] {
  const byPlace = new Map(references.map((each) => [placeOf(each.range), each]));
  const found: Comparison[] = [];

  function visit(node: ASTNode): void {
    if (node.op === '==' || node.op === '!=') {
      const [left, right] = node.args;
      note(node.op, left, right);
      note(node.op, right, left);
    } else if (node.op === 'in' && node.args[1].op === 'list') {
      for (const item of node.args[1].args) note('in', node.args[0], item);
    }
    for (const child of childrenOf(node)) visit(child);
  }

  function note(operator: Comparison['operator'], path: ASTNode, constant: ASTNode): void {
    const reference = byPlace.get(placeOf(path));
    const value = constantOf(constant);
    if (reference === undefined || value === null || reference.isOpen) return;
    found.push({ reference, value, operator, range: { start: constant.start, end: constant.end } });
  }

  visit(ast);
  return found;
}

function placeOf({ start, end }: SourceRange): string {
  return `${start}-${end}`;
}

function constantOf(node: ASTNode): string | number | boolean | null {
  if (node.op !== 'value') return null;
  const { args } = node;
  if (typeof args === 'bigint') return Number(args);
  return typeof args === 'string' || typeof args === 'number' || typeof args === 'boolean'
    ? args
    : null;
}
