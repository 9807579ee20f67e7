import { isCollection, isMap, isScalar, parseDocument } from 'yaml';
import type { SourceRange } from '../../src/core/diagnostic/source-file.ts';
import { mutantOf, skip } from './make-mutant.ts';
import { edited, type Edit, type Mutation } from './mutant.ts';
import { rangeOf, type Subject, type WrittenExpression } from './subject.ts';

/** Braces, brackets, quotes, colons and commas: each one lost. */
export function* lostDelimiters(subject: Subject): Generator<Mutation> {
  for (const expression of subject.expressions) {
    if (!expression.isBare) yield* lostBraces(expression, subject);
    yield* lostInside(expression, subject);
  }
  for (const { node, key, parent } of subject.nodes) {
    const range = rangeOf(node, subject.text);
    if (isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE')) {
      yield* lostQuotes(range, subject);
    }
    if (isCollection(node) && node.flow === true) yield* lostBrackets(range, subject);
    if (key !== null && isMap(parent)) yield* lostColon(rangeOf(key, subject.text), subject);
  }
}

/** `${{ … }}`: without an end, or not an expression any more. */
function* lostBraces({ text, inFile }: WrittenExpression, subject: Subject): Generator<Mutation> {
  const { start, end } = inFile({ start: 0, end: text.length });
  const open = subject.text.lastIndexOf('${{', start);
  const close = subject.text.indexOf('}}', end);
  const seenAt = [{ start: open, end: close + 2 }];
  const lost = (from: number, to: number, kind: string, verdict: 'wrong' | 'suspect') =>
    mutantOf(subject, kind, { range: { start: from, end: to }, by: '' }, { verdict, seenAt });
  yield lost(close, close + 2, '}} lost', 'wrong');
  yield lost(close, close + 1, 'one } of }} lost', 'wrong');
  yield lost(open, open + 1, '$ of ${{ lost', 'suspect');
  yield lost(open + 1, open + 2, 'one { of ${{ lost', 'suspect');
}

/** Texts of an expression, and brackets outside of them. */
const strings = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[()[\]{}]/g;

/** Brackets and quotes inside of an expression. */
function* lostInside(expression: WrittenExpression, subject: Subject): Generator<Mutation> {
  const { text, inFile } = expression;
  const whole = inFile({ start: 0, end: text.length });
  const lost = (kind: string, from: number, to: number): Mutation => {
    const range = inFile({ start: from, end: to });
    return mutantOf(subject, kind, { range, by: '' }, { verdict: 'wrong', seenAt: [range, whole] });
  };
  for (const { 0: found, index } of text.matchAll(strings)) {
    if (found.startsWith("'")) continue;
    if (!found.startsWith('"')) {
      yield lost(`${found} of an expression lost`, index, index + 1);
      continue;
    }
    const last = index + found.length - 1;
    yield lost('quote of an expression lost', index, index + 1);
    yield lost('quote of an expression lost', last, last + 1);
    // A number without its quotes may be as good.
    if (/^"-?\d+"$/.test(found)) continue;
    const range = inFile({ start: index, end: last + 1 });
    const edit = { range, by: expression.written(found.slice(1, -1)) };
    const seenAt = [range, whole];
    yield mutantOf(subject, 'quotes of an expression lost', edit, { verdict: 'wrong', seenAt });
  }
}

function* lostQuotes({ start, end }: SourceRange, subject: Subject): Generator<Mutation> {
  const first = { range: { start, end: start + 1 }, by: '' };
  const last = { range: { start: end - 1, end }, by: '' };
  yield judged('opening quote lost', first, { start, end }, subject);
  yield judged('closing quote lost', last, { start, end }, subject);
}

function* lostBrackets({ start, end }: SourceRange, subject: Subject): Generator<Mutation> {
  const first = { range: { start, end: start + 1 }, by: '' };
  const last = { range: { start: end - 1, end }, by: '' };
  yield judged('opening bracket lost', first, { start, end }, subject);
  yield judged('closing bracket lost', last, { start, end }, subject);
  const inner = subject.text.slice(start, end);
  for (const { index } of inner.matchAll(/,(?= )/g)) {
    const at = start + index;
    yield judged('comma lost', { range: { start: at, end: at + 1 }, by: '' }, { start, end }, subject);
  }
}

function* lostColon({ end }: SourceRange, subject: Subject): Generator<Mutation> {
  if (subject.text[end] !== ':') return;
  const lineStart = subject.text.lastIndexOf('\n', end) + 1;
  const place = { start: lineStart, end: end + 1 };
  const colon = { range: { start: end, end: end + 1 }, by: '' };
  yield judged('colon lost', colon, place, subject);
  if (subject.text[end + 1] !== ' ') return;
  const blank = { range: { start: end + 1, end: end + 2 }, by: '' };
  yield judged('blank after a colon lost', blank, place, subject);
}

/** YAML itself says whether a text is still well formed; if it is, it may mean anything. */
function judged(kind: string, edit: Edit, place: SourceRange, subject: Subject): Mutation {
  const { errors, warnings } = parseDocument(edited(subject.text, [edit]), { version: '1.2' });
  if (errors.length + warnings.length === 0) return skip(subject, kind, 'still YAML');
  return mutantOf(subject, kind, edit, { verdict: 'wrong', seenAt: [place, edit.range] });
}
