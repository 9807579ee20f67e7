import { isMap } from 'yaml';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import { mutantOf, skip } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import { removal } from './removal.ts';
import { rangeOf, tasksOf, type PlacedNode, type Subject, type WrittenTask } from './subject.ts';

/** Every parameter of a step or of an undo: misspelt, and left out. */
export function* mutatedParameters(subject: Subject): Generator<Mutation> {
  for (const task of tasksOf(subject)) {
    const depth = task.path.length;
    const parameters = subject.nodes.filter(
      ({ path }) =>
        path.length === depth + 2 &&
        path[depth] === 'with' &&
        task.path.every((part, at) => path[at] === part),
    );
    for (const parameter of parameters) {
      yield* misspelt(parameter, task, subject);
      yield leftOut(parameter, task, { subject, count: parameters.length });
    }
  }
}

function* misspelt(
  { key, path }: PlacedNode,
  task: WrittenTask,
  subject: Subject,
): Generator<Mutation> {
  if (key === null) return;
  const name = String(path.at(-1));
  const range = rangeOf(key, subject.text);
  const { input } = task.action;
  for (const slip of misspellings(name, Object.keys(input.properties))) {
    const edit = { range, by: slip.text };
    if (input.additionalProperties === false) {
      const kind = 'parameter misspelt';
      yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
    } else {
      const kind = 'value under another name';
      const uses = usesOf(task, name, subject);
      yield uses === null
        ? skip(subject, kind, 'whether it is used cannot be told')
        : mutantOf(subject, `${kind}, ${uses.length > 0 ? 'used' : 'not used'}`, edit, {
            verdict: uses.length > 0 ? 'wrong' : 'equivalent',
            ...(uses.length > 0 && { seenAt: uses }),
          });
    }
  }
}

/** Where others read a value of `value/set` by its name; `null` when they read it in another way. */
function usesOf(task: WrittenTask, name: string, subject: Subject): SourceRange[] | null {
  if (task.action.name !== 'value/set') return [];
  const words = new RegExp(
    String.raw`steps\.${task.step.id}\.\??outputs\.\??${name}(?![\w-])`,
    'g',
  );
  const uses: SourceRange[] = [];
  for (const { text, inFile } of subject.expressions) {
    const found = [...text.matchAll(words)];
    for (const { 0: use, index } of found)
      uses.push(inFile({ start: index, end: index + use.length }));
    const isMentioned = text.includes(`steps.${task.step.id}.`) && text.includes(name);
    if (found.length === 0 && isMentioned) return null;
  }
  return uses;
}

interface Around {
  readonly subject: Subject;
  /** How many parameters there are. */
  readonly count: number;
}

function leftOut(parameter: PlacedNode, task: WrittenTask, { subject, count }: Around): Mutation {
  const name = String(parameter.path.at(-1));
  const given = Object.keys(task.with).filter((each) => each !== name);
  const edit = removal(parameter, subject.text, count);
  if (!isComplete(task, given)) {
    const seenAt = keysOf(task, subject);
    const kind = 'required parameter left out';
    return mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt });
  }
  if (count === 1 && !(isMap(parameter.parent) && parameter.parent.flow === true)) {
    const seenAt = keysOf(task, subject);
    return mutantOf(subject, '`with` left empty', edit, { verdict: 'wrong', seenAt });
  }
  const kind = 'parameter that is not required left out';
  const uses = usesOf(task, name, subject);
  if (uses === null) return skip(subject, kind, 'whether it is used cannot be told');
  return uses.length === 0
    ? mutantOf(subject, kind, edit, { verdict: 'equivalent' })
    : mutantOf(subject, 'value left out, but used', edit, { verdict: 'wrong', seenAt: uses });
}

/** Whether an action has all that it needs. */
function isComplete({ action: { input }, child }: WrittenTask, given: readonly string[]): boolean {
  const wantsInputs = Object.values(child?.inputs ?? {}).some((each) => each.default === undefined);
  return (!wantsInputs || given.includes('inputs')) && allows(input, given);
}

/** The part of JSON Schema that is about which members there are. */
function allows({ required, anyOf, oneOf, not }: JsonSchema, given: readonly string[]): boolean {
  return (
    (required ?? []).every((name) => given.includes(name)) &&
    (anyOf === undefined || anyOf.some((branch) => allows(branch, given))) &&
    (oneOf === undefined || oneOf.filter((branch) => allows(branch, given)).length === 1) &&
    (not === undefined || !allows(not, given))
  );
}

/** The keys `with` and `uses` of a step: where it says that something is not there. */
function keysOf(task: WrittenTask, subject: Subject): SourceRange[] {
  return subject.nodes.flatMap(({ path, key }) => {
    const isOfStep =
      path.length === task.path.length + 1 && task.path.every((part, at) => path[at] === part);
    const isSought = isOfStep && ['with', 'uses'].includes(String(path.at(-1)));
    return isSought && key !== null ? [rangeOf(key, subject.text)] : [];
  });
}
