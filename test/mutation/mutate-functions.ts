import type { ASTNode } from '@marcbachmann/cel-js';
import { statusFunctions, valueFunctions } from '../../src/core/expression/functions.ts';
import { isMacro } from './infer-nodes.ts';
import { mutantOf } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import type { Subject, WrittenExpression } from './subject.ts';
import { nameRange, nodesOf } from './tree.ts';

/** Functions, methods and macros, misspelt. */
export function* misspeltFunctions(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    for (const { node } of nodesOf(expression.ast)) {
      if (node.op === 'call') {
        yield* slips(node, 'function misspelt', functions, { subject, expression });
      } else if (node.op === 'rcall') {
        const kind = isMacro(node.args[0]) ? 'macro misspelt' : 'method misspelt';
        yield* slips(node, kind, methods, { subject, expression });
      }
    }
  }
}

const functions = [
  ...[...statusFunctions, ...valueFunctions].map(({ name }) => name),
  'has',
  'int',
];
const macros = ['map', 'filter', 'exists', 'exists_one', 'all'];
const methods = ['startsWith', 'endsWith', 'contains', 'matches', 'size', 'orValue', ...macros];

interface At {
  readonly subject: Subject;
  readonly expression: WrittenExpression;
}

function* slips(
  node: ASTNode & { readonly op: 'call' | 'rcall' },
  kind: string,
  others: readonly string[],
  { subject, expression }: At,
): Generator<Mutation> {
  const [name] = node.args;
  const inText = nameRange(node, expression.text);
  // `cel.bind` is a macro of its own kind, and known to few.
  if (inText === null || name === 'bind') return;
  const range = expression.inFile(inText);
  for (const slip of misspellings(name, others)) {
    const edit = { range, by: slip.text };
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
  }
}
