import type { ASTNode } from '@marcbachmann/cel-js';
import { isMacro } from './infer-nodes.ts';
import { closedFields, inferTypes, type TypedExpression } from './infer-types.ts';
import { mutantOf, skip } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import type { Subject, WrittenExpression } from './subject.ts';
import { nameRange, nodesOf } from './tree.ts';

/** Every name that an expression looks at, misspelt: contexts, steps, inputs, fields, loop variables. */
export function* misspeltReferences(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    const typed = inferTypes(subject, expression);
    const binders = new Set(
      [...nodesOf(expression.ast)].flatMap(({ node }) => binderOf(node) ?? []),
    );
    for (const { node } of nodesOf(expression.ast)) {
      if (node.op === 'id' && !binders.has(node)) {
        yield* misspeltName(node, { subject, expression, typed });
      } else if (node.op === '.' || node.op === '.?') {
        yield* misspeltField(node, node.args[0], { subject, expression, typed });
      } else if (node.op === 'call') {
        yield* misspeltFieldInText(node.args, { subject, expression, typed });
      }
    }
  }
}

interface At {
  readonly subject: Subject;
  readonly expression: WrittenExpression;
  readonly typed: TypedExpression;
}

/** The variable of `list.map(variable, …)`. */
function binderOf(node: ASTNode): ASTNode | null {
  if (node.op !== 'rcall') return null;
  const [name, receiver, [variable]] = node.args;
  const isBind = receiver.op === 'id' && receiver.args === 'cel' && name === 'bind';
  return (isMacro(name) || isBind) && variable?.op === 'id' ? variable : null;
}

function* misspeltName(
  node: ASTNode & { readonly op: 'id' },
  { subject, expression, typed }: At,
): Generator<Mutation> {
  const name = node.args;
  if (name === 'cel' || name === 'optional') return;
  const bound = typed.bound.get(node) ?? [];
  const isBound = bound.includes(name);
  const kind = isBound ? 'variable of a macro misspelt' : 'context misspelt';
  const range = expression.inFile({ start: node.start, end: node.end });
  for (const slip of misspellings(name, [...Object.keys(typed.names), ...bound])) {
    const edit = { range, by: slip.text };
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
  }
}

function* misspeltField(node: ASTNode, receiver: ASTNode, at: At): Generator<Mutation> {
  const { subject, expression, typed } = at;
  const inText = nameRange(node, expression.text);
  if (inText === null) return;
  const name = expression.text.slice(inText.start, inText.end);
  const kind = kindOf(receiver, at);
  const known = closedFields(typed.types.get(receiver));
  if (known === null) {
    yield skip(subject, kind, 'the value is open: it may have any field');
    return;
  }
  const range = expression.inFile(inText);
  for (const slip of misspellings(name, known)) {
    const edit = { range, by: slip.text };
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
  }
}

/** What kind of name follows the receiver. */
function kindOf(receiver: ASTNode, { typed }: At): string {
  if (receiver.op === 'id') {
    const name = receiver.args;
    if ((typed.bound.get(receiver) ?? []).includes(name)) {
      return 'field of a variable of a macro misspelt';
    }
    if (name === 'steps') return 'step id in an expression misspelt';
    if (name === 'outputs') return 'field of own outputs misspelt';
    return name === 'item' ? 'field of item misspelt' : `${name}.NAME misspelt`;
  }
  const isStep =
    receiver.op === '.' && receiver.args[0].op === 'id' && receiver.args[0].args === 'steps';
  return isStep ? '`outputs` or `status` misspelt' : 'field of outputs misspelt';
}

/** `newest(list, "name", 3)` names a field in a text. */
function* misspeltFieldInText(
  [name, [list, field]]: [string, ASTNode[]],
  { subject, expression, typed }: At,
): Generator<Mutation> {
  if (name !== 'newest' && name !== 'sort_by') return;
  if (list === undefined || field?.op !== 'value' || typeof field.args !== 'string') return;
  const kind = 'field named in a text misspelt';
  const known = closedFields(typed.types.get(list)?.items);
  if (known === null) {
    yield skip(subject, kind, 'nothing tells what the items are');
    return;
  }
  const range = expression.inFile({ start: field.start, end: field.end });
  for (const slip of misspellings(field.args, known)) {
    const edit = { range, by: expression.written(JSON.stringify(slip.text)) };
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
  }
}
