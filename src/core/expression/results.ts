import type { ASTNode } from '@marcbachmann/cel-js';
import type { SourceRange } from '../diagnostic/source-file.ts';
import type { Json } from '../json.ts';
import { isClosed } from './fixed-truth.ts';
import type { Reference } from './references.ts';

/** Something that an expression may give: a value that is written out, or what a path leads to. */
export type Result =
  | { readonly kind: 'value'; readonly value: Json; readonly range: SourceRange }
  | { readonly kind: 'reference'; readonly reference: Reference };

/**
 * What an expression may give, as far as that is written out: `a ? "iso" : inputs.format`. What stands
 * in for a missing value, in `orValue` or as an empty text, is left out: something else sees to it.
 */
export function findResults(
  ast: ASTNode,
  references: readonly Reference[],
  valueOf: (node: ASTNode) => Json | undefined,
): readonly Result[] {
  function resultsOf(node: ASTNode): readonly Result[] {
    if (isClosed(node)) {
      const value = valueOf(node);
      const range = { start: node.start, end: node.end };
      return value === undefined ? [] : [{ kind: 'value', value, range }];
    }
    if (node.op === '?:') return node.args.slice(1).filter(isSomething).flatMap(resultsOf);
    if (node.op === 'rcall' && node.args[0] === 'orValue') {
      return resultsOf(node.args[1]);
    }
    const reference = references.find(
      ({ range }) => range.start === node.start && range.end === node.end,
    );
    return reference === undefined || reference.isOpen ? [] : [{ kind: 'reference', reference }];
  }

  return resultsOf(ast);
}

function isSomething(node: ASTNode): boolean {
  return node.op !== 'value' || node.args !== '';
}
