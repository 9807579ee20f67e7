import type { ASTNode } from '@marcbachmann/cel-js';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import { childrenOf } from '../../src/core/expression/syntax-tree.ts';

/** A node of an expression, and what it is a part of. */
export interface NodeInTree {
  readonly node: ASTNode;
  readonly parent: ASTNode | null;
}

export function* nodesOf(ast: ASTNode, parent: ASTNode | null = null): Generator<NodeInTree> {
  yield { node: ast, parent };
  for (const child of childrenOf(ast)) yield* nodesOf(child, ast);
}

/** Where the name of a field, function or method stands in an expression. */
export function nameRange(node: ASTNode, text: string): SourceRange | null {
  switch (node.op) {
    case 'id':
      return { start: node.start, end: node.end };
    case '.':
    case '.?':
      return { start: node.end - node.args[1].length, end: node.end };
    case 'call': {
      const start = node.start;
      return { start, end: start + node.args[0].length };
    }
    case 'rcall': {
      const [name, receiver] = node.args;
      const start = text.indexOf(name, receiver.end);
      return { start, end: start + name.length };
    }
    default:
      return null;
  }
}
