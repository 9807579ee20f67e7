import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import { expectedAt, kindOf, type Expected, type Kind } from './expected-kinds.ts';
import { mutantOf, skip } from './make-mutant.ts';
import { misspellings } from './misspell.ts';
import type { Mutation } from './mutant.ts';
import { isCondition, rangeOf, type PlacedNode, type Subject } from './subject.ts';

/** Every value that is written out: as another type, out of range, as a word that is not allowed. */
export function* mutatedLiterals(subject: Subject): Generator<Mutation> {
  for (const placed of subject.nodes) {
    if (
      placed.path[0] === 'inputs' &&
      placed.path.at(-1) === 'default' &&
      placed.path.length === 3
    ) {
      yield* mutatedDefault(placed, subject);
      continue;
    }
    const expected = expectedAt(placed.path, subject);
    if (expected === null) {
      const kind = 'value of another type';
      if (isScalar(placed.node)) yield skip(subject, kind, 'any value may stand there');
      continue;
    }
    yield* retyped(placed, expected, subject);
    yield* otherWords(placed, expected, subject);
    yield* outOfRange(placed, expected, subject);
    if (expected.isDuration) yield* brokenDurations(placed, subject);
  }
}

/** How a value of each kind can be written in one line. */
const samples: Readonly<Record<Kind, string>> = {
  text: 'oops',
  integer: '7',
  number: '1.5',
  flag: 'true',
  list: '[oops]',
  map: '{ oops: 1 }',
  null: 'null',
};

function* retyped(
  { node, path }: PlacedNode,
  expected: Expected,
  subject: Subject,
): Generator<Mutation> {
  const range = rangeOf(node, subject.text);
  const own = kindOfNode(node);
  for (const [kind, by] of Object.entries(samples) as [Kind, string][]) {
    if (kind === own) continue;
    const title = `${expected.place} given ${nameOf(kind)}`;
    // A word in the place of a condition is an expression that names nothing.
    const isName = kind === 'text' && isCondition(path);
    if (!fits(kind, expected) || isName) {
      yield mutantOf(subject, title, { range, by }, { verdict: 'wrong' });
    } else if (isSimple(kind, expected)) {
      yield mutantOf(subject, title, { range, by }, { verdict: 'equivalent' });
    } else {
      yield skip(subject, title, 'more than the type has to fit');
    }
  }
}

function fits(kind: Kind, { kinds }: Expected): boolean {
  return kinds.includes(kind) || (kind === 'integer' && kinds.includes('number'));
}

/** Whether any value of a kind will do. */
function isSimple(kind: Kind, { kinds, words, most, place, isOfAction }: Expected): boolean {
  if (isOfAction === true) return false;
  if (kind === 'list' || kind === 'map' || words !== undefined || most !== undefined) return false;
  // The default of an input has to fit its keywords, too.
  if (place === 'keyword of an input') return false;
  return !(kind === 'text' && kinds.includes('integer'));
}

function nameOf(kind: Kind): string {
  const names = { text: 'a text', flag: 'true', map: 'a mapping', list: 'a list' };
  const others = { integer: 'a whole number', number: 'a broken number', null: 'null' };
  return { ...names, ...others }[kind];
}

function kindOfNode(node: Node): Kind {
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'list';
  const value: unknown = isScalar(node) ? node.value : null;
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'flag' : 'text';
}

function* otherWords(
  { node }: PlacedNode,
  { words, place }: Expected,
  subject: Subject,
): Generator<Mutation> {
  if (words === undefined || !isScalar(node) || typeof node.value !== 'string') return;
  if (node.value.includes('${{')) return;
  const range = rangeOf(node, subject.text);
  for (const slip of misspellings(node.value, words)) {
    const edit = { range, by: slip.text };
    yield mutantOf(subject, `${place} misspelt`, edit, { verdict: 'wrong', meant: slip.meant });
  }
}

function* outOfRange(
  { node }: PlacedNode,
  { least, most, place }: Expected,
  subject: Subject,
): Generator<Mutation> {
  if (!isScalar(node) || typeof node.value !== 'number') return;
  const range = rangeOf(node, subject.text);
  for (const value of [
    least === undefined ? [] : least - 1,
    most === undefined ? [] : most + 1,
  ].flat()) {
    const edit = { range, by: String(value) };
    yield mutantOf(subject, `${place} out of range`, edit, { verdict: 'wrong' });
  }
}

const notDurations = ['5 minutes', '5', 'm5', '5x', '-5s', '5m10', "''", '1,5s', '5M'];

function* brokenDurations({ node }: PlacedNode, subject: Subject): Generator<Mutation> {
  const range = rangeOf(node, subject.text);
  for (const by of notDurations) {
    yield mutantOf(subject, 'duration broken', { range, by }, { verdict: 'wrong' });
  }
}

/** The default of an input has to be what the input says it is. */
function* mutatedDefault({ node, path }: PlacedNode, subject: Subject): Generator<Mutation> {
  const schema: JsonSchema = subject.workflow.inputs[String(path[1])] ?? {};
  const kinds = [schema.type ?? []].flat().map(kindOf);
  const place = 'default of an input';
  if (kinds.length === 0) return;
  yield* retyped({ node, path, key: null, parent: null }, { kinds, place }, subject);
  const range = rangeOf(node, subject.text);
  if (isScalar(node) && schema.enum !== undefined) {
    for (const slip of misspellings(String(node.value), schema.enum.map(String))) {
      const edit = { range, by: slip.text };
      yield mutantOf(subject, `${place} misspelt`, edit, { verdict: 'wrong' });
    }
  }
  if (schema.minimum !== undefined) {
    const edit = { range, by: String(schema.minimum - 1) };
    yield mutantOf(subject, `${place} out of range`, edit, { verdict: 'wrong' });
  }
}
