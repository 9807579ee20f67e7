import { isScalar } from 'yaml';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import { mappingAt } from './expected-kinds.ts';
import { mutantOf } from './make-mutant.ts';
import type { Mutation } from './mutant.ts';
import { removal } from './removal.ts';
import { rangeOf, type PlacedNode, type Subject } from './subject.ts';
import { nodesOf } from './tree.ts';

/** The shape of the graph and of its steps: keys left out, steps left out, circles, ids used twice. */
export function* mutatedStructure(subject: Subject): Generator<Mutation> {
  for (const placed of subject.nodes) {
    yield* leftOut(placed, subject);
    yield* otherNeeds(placed, subject);
    yield* takenId(placed, subject);
  }
}

const required: Readonly<Record<string, readonly string[]>> = {
  workflow: ['name', 'steps'],
  step: ['id', 'uses'],
  undo: ['uses'],
};

/** Keys that others depend on, and what is wrong then: the places at which it shows. */
function* leftOut(placed: PlacedNode, subject: Subject): Generator<Mutation> {
  const { path, key, parent } = placed;
  const mapping = mappingAt(path.slice(0, -1));
  if (key === null || parent === null || mapping === null) return;
  const name = String(key.value);
  const siblings = subject.nodes.filter((each) => each.parent === parent);
  // The first key of a step stands behind the dash: without it the dash would go too.
  const isFirst = siblings[0]?.key === key && mapping === 'step';
  const edit = removal(placed, subject.text, siblings.length);
  // An alias elsewhere may stand for what goes.
  const isAnchored = subject.text.slice(edit.range.start, edit.range.end).includes(' &');
  if (isFirst || isAnchored || siblings.length === 1) return;
  const around = rangeOf(parent, subject.text);
  const wrong = (kind: string, seenAt: readonly SourceRange[]) =>
    mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt });
  if (required[mapping]?.includes(name) === true) {
    yield wrong('required key left out', [around]);
  } else if (mapping === 'step' && name === 'foreach') {
    const uses = readsIn(path.slice(0, -1), ['item', 'index'], subject);
    const others = keysOf(siblings, ['max-parallel', 'key'], subject);
    const places = [...uses, ...others];
    if (places.length > 0) yield wrong('`foreach` left out, but needed', places);
  } else if (mapping === 'step' && (name === 'until' || name === 'await')) {
    const others = keysOf(siblings, ['poll', 'fail-if'], subject);
    if (others.length > 0) yield wrong(`\`${name}\` left out, but needed`, others);
  } else if (name === 'description') {
    yield mutantOf(subject, 'description left out', edit, { verdict: 'same' });
  }
}

function keysOf(
  siblings: readonly PlacedNode[],
  names: readonly string[],
  { text }: Subject,
): SourceRange[] {
  return siblings.flatMap(({ key }) =>
    key !== null && names.includes(String(key.value)) ? [rangeOf(key, text)] : [],
  );
}

/** Where the expressions of a step read one of the contexts. */
function readsIn(
  step: PlacedNode['path'],
  contexts: readonly string[],
  { expressions }: Subject,
): SourceRange[] {
  return expressions
    .filter(({ path }) => step.every((part, at) => path[at] === part))
    .flatMap(({ ast, inFile }) =>
      [...nodesOf(ast)].flatMap(({ node }) =>
        node.op === 'id' && contexts.includes(node.args)
          ? [inFile({ start: node.start, end: node.end })]
          : [],
      ),
    );
}

/** A step that needs itself, and one that needs what needs it. */
function* otherNeeds({ path, node }: PlacedNode, subject: Subject): Generator<Mutation> {
  if (path.at(-2) !== 'needs' || !isScalar(node)) return;
  const { steps } = subject.workflow;
  const own = steps.find((step) => step.path.every((part, at) => path[at] === part));
  if (own === undefined) return;
  const dependents = steps.filter((step) => step.needs.includes(own.index));
  const range = rangeOf(node, subject.text);
  for (const other of [own, ...dependents]) {
    const kind = other === own ? 'step needs itself' : 'step needs what needs it';
    const edit = { range, by: other.id };
    // A circle can be told at any of its edges.
    const seenAt = [range, ...edgesTo(own.id, other.path, subject)];
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt });
  }
}

/** Where the step at a path names another one. */
function edgesTo(id: string, step: PlacedNode['path'], subject: Subject): SourceRange[] {
  const isInside = ({ path }: Pick<PlacedNode, 'path'>) =>
    step.every((part, at) => path[at] === part);
  const named = subject.nodes
    .filter(isInside)
    .flatMap(({ path, node }) =>
      path.at(-2) === 'needs' && isScalar(node) && node.value === id
        ? [rangeOf(node, subject.text)]
        : [],
    );
  const read = subject.expressions
    .filter(isInside)
    .flatMap(({ text, inFile }) =>
      text.includes(`steps.${id}.`) ? [inFile({ start: 0, end: text.length })] : [],
    );
  return [...named, ...read];
}

/** An id that another step has, for a step that nobody refers to. */
function* takenId({ path, node }: PlacedNode, subject: Subject): Generator<Mutation> {
  if (path.length !== 3 || path[2] !== 'id' || !isScalar(node)) return;
  const isUsed = edgesTo(String(node.value), [], subject).length > 0;
  const ids = subject.workflow.steps.map((step) => step.id);
  const other = ids.find((id) => id !== node.value && edgesTo(id, [], subject).length === 0);
  if (isUsed || other === undefined) return;
  const edit = { range: rangeOf(node, subject.text), by: other };
  // Of two with the same id, the second is complained about.
  const seenAt = subject.nodes.flatMap((each) =>
    each.path.length === 3 && each.path[2] === 'id' && isScalar(each.node)
      ? [rangeOf(each.node, subject.text)]
      : [],
  );
  yield mutantOf(subject, 'id of another step', edit, { verdict: 'wrong', seenAt });
}
