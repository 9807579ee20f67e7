import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isScalar, parseDocument } from 'yaml';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import type { DocumentPath } from '../../src/core/document/workflow-file.ts';
import { contextNames } from '../../src/core/expression/environment.ts';
import { mutantOf, skip } from './make-mutant.ts';
import { edited, type Mutation } from './mutant.ts';
import { rangeOf, type PlacedNode, type Subject, type WrittenExpression } from './subject.ts';
import { nodesOf } from './tree.ts';

/** Braces, brackets, quotes, colons and commas: each one lost. */
export function* lostDelimiters(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    if (!expression.isBare) yield* lostBraces(expression, subject);
    yield* lostInside(expression, subject);
  }
  for (const placed of subject.nodes) {
    const { node, key, parent, path } = placed;
    const around = outermostFlow(path, subject);
    if (isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE')) {
      yield* lostQuotes(placed, around, subject);
    }
    if (isCollection(node) && node.flow === true) yield* lostBrackets(placed, around, subject);
    if (key !== null && isMap(parent)) yield* lostColon(placed, subject);
  }
}

/** The brackets around everything at a path: where one is lost, none of them can be matched. */
function outermostFlow(path: DocumentPath, { nodes, text }: Subject): SourceRange[] {
  const outer = nodes.find(
    (each) =>
      isCollection(each.node) &&
      each.node.flow === true &&
      each.path.every((part, at) => path[at] === part),
  );
  return outer === undefined ? [] : [rangeOf(outer.node, text)];
}

/** `${{ … }}`: without an end, or not an expression any more. */
function* lostBraces(expression: WrittenExpression, subject: Subject): Generator<Mutation> {
  const { text, ast, inFile } = expression;
  const { start, end } = inFile({ start: 0, end: text.length });
  const open = subject.text.lastIndexOf('${{', start);
  const close = subject.text.indexOf('}}', end);
  const seenAt = [{ start: open, end: close + 2 }];
  const without = (from: number, to: number, kind: string, verdict: 'wrong' | 'suspect') =>
    mutantOf(subject, kind, { range: { start: from, end: to }, by: '' }, { verdict, seenAt });
  yield without(close, close + 2, '}} lost', 'wrong');
  yield without(close, close + 1, 'one } of }} lost', 'wrong');
  yield without(open + 1, open + 2, 'one { of ${{ lost', 'suspect');
  const isOurs = [...nodesOf(ast)].some(
    ({ node }) =>
      node.op === 'call' || (node.op === 'id' && contextNames.some((name) => name === node.args)),
  );
  const kind = '$ of ${{ lost';
  yield isOurs
    ? without(open, open + 1, kind, 'suspect')
    : skip(subject, kind, 'without a context or a function, it could be any text');
}

/** Texts of an expression, and brackets outside of them. */
const strings = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[()[\]{}]/g;

/** Brackets and quotes inside of an expression. */
function* lostInside(expression: WrittenExpression, subject: Subject): Generator<Mutation> {
  const { text, inFile } = expression;
  const whole = inFile({ start: 0, end: text.length });
  const without = (kind: string, from: number, to: number): Mutation => {
    const range = inFile({ start: from, end: to });
    return mutantOf(subject, kind, { range, by: '' }, { verdict: 'wrong', seenAt: [range, whole] });
  };
  for (const { 0: found, index } of text.matchAll(strings)) {
    if (found.startsWith("'")) continue;
    if (!found.startsWith('"')) {
      yield without(`${found} of an expression lost`, index, index + 1);
      continue;
    }
    const last = index + found.length - 1;
    yield without('quote of an expression lost', index, index + 1);
    yield without('quote of an expression lost', last, last + 1);
    // A number without its quotes may be as good.
    if (/^"-?\d+"$/.test(found)) continue;
    const range = inFile({ start: index, end: last + 1 });
    const edit = { range, by: expression.written(found.slice(1, -1)) };
    const seenAt = [range, whole];
    yield mutantOf(subject, 'quotes of an expression lost', edit, { verdict: 'wrong', seenAt });
  }
}

function* lostQuotes(
  { node }: PlacedNode,
  around: readonly SourceRange[],
  subject: Subject,
): Generator<Mutation> {
  const { start, end } = rangeOf(node, subject.text);
  const seenAt = [{ start, end }, ...around];
  yield lost('opening quote lost', { start, end: start + 1 }, seenAt, subject);
  yield lost('closing quote lost', { start: end - 1, end }, seenAt, subject);
}

function* lostBrackets(
  { node }: PlacedNode,
  around: readonly SourceRange[],
  subject: Subject,
): Generator<Mutation> {
  const { start, end } = rangeOf(node, subject.text);
  const seenAt = [{ start, end }, ...around];
  yield lost('opening bracket lost', { start, end: start + 1 }, seenAt, subject);
  yield lost('closing bracket lost', { start: end - 1, end }, seenAt, subject);
  for (const { index } of subject.text.slice(start, end).matchAll(/,(?= )/g)) {
    const at = start + index;
    if (isInText(at, subject)) continue;
    yield lost('comma lost', { start: at, end: at + 1 }, seenAt, subject);
  }
}

/** Whether a character is part of a value, and divides nothing. */
function isInText(at: number, { nodes, text }: Subject): boolean {
  return nodes.some(({ node }) => {
    if (!isScalar(node)) return false;
    const { start, end } = rangeOf(node, text);
    return start < at && at < end;
  });
}

/** A key without its colon is noticed at the key, or at what follows its value. */
function* lostColon({ key, node }: PlacedNode, subject: Subject): Generator<Mutation> {
  const { text } = subject;
  const colon = key === null ? 0 : rangeOf(key, text).end;
  if (text[colon] !== ':') return;
  const { end } = rangeOf(node, text);
  const next = /^[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*[^\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  const seenAt = [{ start: text.lastIndexOf('\n', colon) + 1, end: end + next }];
  yield lost('colon lost', { start: colon, end: colon + 1 }, seenAt, subject);
  if (text[colon + 1] !== ' ') return;
  yield lost('blank after a colon lost', { start: colon + 1, end: colon + 2 }, seenAt, subject);
}

/** YAML itself says whether a text is still well formed, and whether it means something else then. */
function lost(
  kind: string,
  range: SourceRange,
  seenAt: readonly SourceRange[],
  subject: Subject,
): Mutation {
  const edit = { range, by: '' };
  const after = parseDocument(edited(subject.text, [edit]), { version: '1.2' });
  const places = [...seenAt, range];
  if (after.errors.length + after.warnings.length > 0) {
    return mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt: places });
  }
  const isSame = isDeepStrictEqual(
    after.toJS(),
    parseDocument(subject.text, { version: '1.2' }).toJS(),
  );
  return mutantOf(subject, kind, edit, { verdict: isSame ? 'same' : 'open', seenAt: places });
}
