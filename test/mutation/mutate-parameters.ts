import { isMap } from 'yaml';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import type { Step } from '../../src/core/workflow/workflow.ts';
import { mutantOf } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Edit, Mutation } from './mutant.ts';
import { rangeOf, type PlacedNode, type Subject } from './subject.ts';

/** Every parameter: misspelt, and left out. */
export function* mutatedParameters(subject: Subject): Generator<Mutation> {
  for (const step of subject.workflow.steps) {
    const depth = step.path.length;
    const inStep = subject.nodes.filter((each) => step.path.every((part, at) => each.path[at] === part));
    const parameters = inStep.filter(
      ({ path }) => path[depth] === 'with' && path.length === depth + 2,
    );
    for (const parameter of parameters) {
      yield* misspelt(parameter, step, subject);
      yield leftOut(parameter, step, { subject, count: parameters.length, inStep });
    }
  }
}

function* misspelt({ key, path }: PlacedNode, step: Step, subject: Subject): Generator<Mutation> {
  if (key === null) return;
  const name = String(path.at(-1));
  const range = rangeOf(key, subject.text);
  const isOpen = step.action.input.additionalProperties !== false;
  const known = Object.keys(step.action.input.properties);
  const uses = usesOf(step, name, subject);
  for (const slip of misspellings(name, known)) {
    const edit = { range, by: slip.text };
    if (!isOpen) {
      const kind = 'parameter misspelt';
      yield mutantOf(subject, kind, edit, { verdict: 'wrong', meant: slip.meant });
    } else {
      const isUsed = uses.length > 0;
      yield mutantOf(subject, `value under another name, ${isUsed ? 'used' : 'not used'}`, edit, {
        verdict: isUsed ? 'wrong' : 'equivalent',
        ...(isUsed && { seenAt: uses }),
      });
    }
  }
}

/** Where others read what a value was given a name for. */
function usesOf(step: Step, name: string, subject: Subject): SourceRange[] {
  if (step.action.name !== 'value/set') return [];
  return subject.expressions.flatMap((expression) => {
    const words = new RegExp(String.raw`steps\.${step.id}\.outputs\.\??${name}\b`, 'g');
    return [...expression.text.matchAll(words)].map(({ 0: found, index }) =>
      expression.inFile({ start: index, end: index + found.length }),
    );
  });
}

interface Around {
  readonly subject: Subject;
  /** How many parameters there are. */
  readonly count: number;
  readonly inStep: readonly PlacedNode[];
}

function leftOut(parameter: PlacedNode, step: Step, { subject, count, inStep }: Around): Mutation {
  const name = String(parameter.path.at(-1));
  const { required = [], anyOf = [], oneOf = [] } = step.action.input;
  const given = Object.keys(step.with).filter((each) => each !== name);
  const hasOneOf = (branches: typeof anyOf) =>
    branches.length === 0 ||
    branches.some(({ required: wanted, not }) =>
      wanted === undefined ? not !== undefined : wanted.every((each) => given.includes(each)),
    );
  const isNeeded = required.includes(name) || !hasOneOf(anyOf) || !hasOneOf(oneOf);
  const isUsed = usesOf(step, name, subject).length > 0;
  const edit = removal(parameter, subject, count);
  const isFlow = isMap(parameter.parent) && parameter.parent.flow === true;
  if (!isNeeded && (count > 1 || isFlow)) {
    const kind = `parameter that is not required left out${isUsed ? ', but used' : ''}`;
    const uses = usesOf(step, name, subject);
    return mutantOf(subject, kind, edit, {
      verdict: isUsed ? 'wrong' : 'equivalent',
      ...(isUsed && { seenAt: uses }),
    });
  }
  const places = inStep.flatMap(({ key, path }) =>
    key !== null &&
    path.length === step.path.length + 1 &&
    ['with', 'uses'].includes(String(path.at(-1)))
      ? [rangeOf(key, subject.text)]
      : [],
  );
  const kind = isNeeded ? 'required parameter left out' : '`with` left empty';
  return mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt: places });
}

/** Takes a member out of its mapping; the only one of a flow mapping leaves `{ }` behind. */
export function removal(member: PlacedNode, subject: Subject, count: number): Edit {
  const { text } = subject;
  const start = member.key?.range?.[0] ?? 0;
  const { end } = rangeOf(member.node, text);
  if (isMap(member.parent) && member.parent.flow === true) {
    const after = /^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0;
    if (after > 0 || count === 1) return { range: { start, end: end + after }, by: '' };
    const before = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return { range: { start: start - before, end }, by: '' };
  }
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.indexOf('\n', end);
  return { range: { start: lineStart, end: lineEnd === -1 ? text.length : lineEnd + 1 }, by: '' };
}
