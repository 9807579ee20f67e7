import type { ASTNode } from '@marcbachmann/cel-js';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { childrenOf } from './syntax-tree.ts';

/** Two comparisons of one thing that cannot both hold, or of which one always does. */
export interface Contradiction {
  /** `a == 1 && a == 2` is never true, `a != 1 || a != 2` always. */
  readonly result: boolean;
  readonly what: string;
  /** The second comparison. */
  readonly range: SourceRange;
}

export function findContradictions(ast: ASTNode, text: string): Contradiction[] {
  const found: Contradiction[] = [];

  function visit(node: ASTNode, around: ASTNode['op'] | null): void {
    const isChain = node.op === '&&' || node.op === '||';
    if (isChain && node.op !== around) note(node.op, operandsOf(node, node.op));
    for (const child of childrenOf(node)) visit(child, node.op);
  }

  function note(chain: '&&' | '||', operands: readonly ASTNode[]): void {
    const before = new Map<string, string>();
    for (const operand of operands) {
      if (operand.op !== (chain === '&&' ? '==' : '!=')) continue;
      const [thing, value] = sidesOf(operand.args) ?? [];
      if (thing === undefined || value === undefined) continue;
      const what = text.slice(thing.start, thing.end);
      const written = JSON.stringify(String(value.args));
      const other = before.get(what);
      if (other !== undefined && other !== written) {
        const range = { start: operand.start, end: operand.end };
        found.push({ result: chain === '||', what, range });
      }
      before.set(what, written);
    }
  }

  visit(ast, null);
  return found;
}

/** What stands between the operators of a chain such as `a && b && c`. */
function operandsOf(node: ASTNode, chain: '&&' | '||'): readonly ASTNode[] {
  return node.op === chain ? node.args.flatMap((each) => operandsOf(each, chain)) : [node];
}

type Constant = ASTNode & { readonly op: 'value' };

/** What is compared, and the constant that it is compared with. */
function sidesOf([left, right]: readonly [ASTNode, ASTNode]): [ASTNode, Constant] | null {
  if (right.op === 'value' && left.op !== 'value') return [left, right];
  return left.op === 'value' && right.op !== 'value' ? [right, left] : null;
}
