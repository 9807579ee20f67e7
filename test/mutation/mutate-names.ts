import { isScalar } from 'yaml';
import { mutantOf } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import { rangeOf, tasksOf, type PlacedNode, type Subject } from './subject.ts';

/** Names that stand as values: the steps in `needs`, the action in `uses`, the wait in `await`. */
export function* misspeltNames(subject: Subject): Generator<Mutation> {
  const { workflow, library } = subject;
  const ids = workflow.steps.map((step) => step.id);
  for (const placed of subject.nodes) {
    const [list, at, key, ...rest] = placed.path;
    if ((list !== 'steps' && list !== 'finally') || typeof at !== 'number') continue;
    if (key === 'needs' && rest.length === 1) {
      yield* slips(placed, 'name in `needs` misspelt', ids, subject);
      continue;
    }
    const own = key === 'undo' ? rest[0] : key;
    if (rest.length !== (key === 'undo' ? 1 : 0)) continue;
    if (own === 'uses') {
      yield* slips(placed, 'action misspelt', library.catalogue.names(), subject);
    } else if (own === 'await') {
      const task = tasksOf(subject).findLast((each) =>
        each.path.every((part, index) => placed.path[index] === part),
      );
      const waits = Object.keys(task?.action.waits ?? {});
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
