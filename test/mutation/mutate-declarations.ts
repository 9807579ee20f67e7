import { isScalar } from 'yaml';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import { mutantOf } from './make-mutant.ts';
import { edited, type Edit, type Mutation } from './mutant.ts';
import { rangeOf, type PlacedNode, type Subject } from './subject.ts';
import { nodesOf } from './tree.ts';

/**
 * Everything that has a name, renamed where it is declared: wrong when somebody refers to it. And
 * renamed everywhere, which changes nothing.
 */
export function* renamedDeclarations(subject: Subject): Generator<Mutation> {
  for (const declaration of subject.nodes.flatMap((each) => declarationOf(each, subject) ?? [])) {
    const { what, name, range, uses } = declaration;
    const edit = { range, by: renamed(name) };
    yield mutantOf(subject, `${what} renamed, ${uses.length > 0 ? 'used' : 'not used'}`, edit, {
      verdict: uses.length > 0 ? 'wrong' : 'equivalent',
      ...(uses.length > 0 && { seenAt: uses, meant: renamed(name) }),
    });
    const edits: Edit[] = [edit, ...uses.map((use) => ({ range: use, by: renamed(name) }))];
    yield {
      kind: `${what} renamed everywhere`,
      file: subject.file,
      text: edited(subject.text, edits),
      verdict: 'same',
      places: [range],
      change: `${name} → ${renamed(name)}, ${edits.length} times`,
    };
  }
}

function renamed(name: string): string {
  return name.endsWith('x') ? `${name}y` : `${name}x`;
}

interface Declaration {
  readonly what: string;
  readonly name: string;
  readonly range: SourceRange;
  readonly uses: readonly SourceRange[];
}

function declarationOf({ path, key, node }: PlacedNode, subject: Subject): Declaration | null {
  const [first, second, third] = path;
  if (path.length === 2 && (first === 'inputs' || first === 'env') && key !== null) {
    const name = String(second);
    const range = rangeOf(key, subject.text);
    return { what: `${first}.NAME`, name, range, uses: readsOf(first, name, subject) };
  }
  if (path.length === 2 && first === 'secrets' && isScalar(node)) {
    const name = String(node.value);
    const range = rangeOf(node, subject.text);
    return { what: 'secrets.NAME', name, range, uses: readsOf('secrets', name, subject) };
  }
  if (path.length === 3 && (first === 'steps' || first === 'finally') && third === 'id') {
    if (!isScalar(node)) return null;
    const name = String(node.value);
    const uses = [...readsOf('steps', name, subject), ...needsOf(name, subject)];
    return { what: 'step', name, range: rangeOf(node, subject.text), uses };
  }
  return null;
}

/** Where `context.name` is read in expressions: the places of the name. */
function readsOf(context: string, name: string, { expressions }: Subject): SourceRange[] {
  return expressions.flatMap(({ ast, inFile }) =>
    [...nodesOf(ast)].flatMap(({ node }) => {
      if (node.op !== '.' && node.op !== '.?') return [];
      const [receiver, field] = node.args;
      const isRead = receiver.op === 'id' && receiver.args === context && field === name;
      return isRead ? [inFile({ start: node.end - name.length, end: node.end })] : [];
    }),
  );
}

function needsOf(name: string, { nodes, text }: Subject): SourceRange[] {
  return nodes.flatMap(({ path, node }) =>
    path.at(-2) === 'needs' && isScalar(node) && node.value === name ? [rangeOf(node, text)] : [],
  );
}
