import { isScalar } from 'yaml';
import { mutantOf } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import { rangeOf, type PlacedNode, type Subject } from './subject.ts';

/** Names that stand as values: the steps in `needs`, the action in `uses`, the wait in `await`. */
export function* misspeltNames(subject: Subject): Generator<Mutation> {
  const { workflow, library } = subject;
  const ids = workflow.steps.map((step) => step.id);
  for (const placed of subject.nodes) {
    const [list, at, key, ...rest] = placed.path;
    if ((list !== 'steps' && list !== 'finally') || typeof at !== 'number') continue;
    if (key === 'needs' && rest.length === 1) {
      yield* slips(placed, 'name in `needs` misspelt', ids, subject);
    } else if (key === 'uses' && rest.length === 0) {
      yield* slips(placed, 'action misspelt', library.catalogue.names(), subject);
    } else if (key === 'await' && rest.length === 0) {
      const step = workflow.steps.find((each) => each.path[0] === list && each.path[1] === at);
      const waits = Object.keys(step?.action.waits ?? {});
      yield* slips(placed, 'wait misspelt', waits, subject);
    }
  }
}

function* slips(
  { node }: PlacedNode,
  kind: string,
  known: readonly string[],
  subject: Subject,
): Generator<Mutation> {
  if (!isScalar(node)) return;
  const range = rangeOf(node, subject.text);
  const written = subject.text.slice(range.start, range.end);
  const name = String(node.value);
  for (const slip of misspellings(name, known)) {
    const edit = { range, by: written.replace(name, slip.text) };
    yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
  }
}
