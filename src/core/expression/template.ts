import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import {
  compileExpression,
  ExpressionError,
  type Compiled,
  type Expression,
  type Scope,
  type SyntaxProblem,
} from './expression.ts';

/** A value as authored: constants, with expressions in the places of texts. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  /** The text is exactly one expression: its value keeps its type. */
  | { readonly kind: 'expression'; readonly expression: Expression; readonly path: DocumentPath }
  /** Text with expressions inside, which have to give scalars. */
  | {
      readonly kind: 'text';
      readonly parts: readonly (string | Expression)[];
      readonly path: DocumentPath;
    }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, Template>> };

/** A problem, and the path of the text in which it is. */
export interface PlacedProblem extends SyntaxProblem {
  readonly path: DocumentPath;
}

/** Reads the expressions in a value; problems are added to `problems`. */
export function compileTemplate(
  value: Json,
  path: DocumentPath,
  problems: PlacedProblem[],
): Template {
  if (typeof value === 'string') return compileText(value, path, problems);
  if (Array.isArray(value)) {
    const items = value.map((item: Json, at) => compileTemplate(item, [...path, at], problems));
    return items.every((item) => item.kind === 'constant')
      ? { kind: 'constant', value }
      : { kind: 'list', items };
  }
  if (isJsonObject(value)) {
    const entries = compileEntries(value, path, problems);
    return Object.values(entries).every((entry) => entry.kind === 'constant')
      ? { kind: 'constant', value }
      : { kind: 'map', entries };
  }
  return { kind: 'constant', value };
}

/** The members of a mapping, each as a template. */
export function compileEntries(
  values: JsonObject | undefined,
  path: DocumentPath,
  problems: PlacedProblem[],
): Readonly<Record<string, Template>> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]) => [
      key,
      compileTemplate(value, [...path, key], problems),
    ]),
  );
}

function compileText(value: string, path: DocumentPath, problems: PlacedProblem[]): Template {
  const parts: (string | Expression)[] = [];
  for (const piece of splitText(value)) {
    if (typeof piece === 'string') {
      parts.push(piece);
      continue;
    }
    const compiled = compilePiece(piece);
    if (compiled.ok) parts.push(compiled.expression);
    else problems.push({ ...compiled.problem, path });
  }
  const [only] = parts;
  if (parts.every((part) => typeof part === 'string')) return { kind: 'constant', value };
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') {
    return { kind: 'expression', expression: only, path };
  }
  return { kind: 'text', parts, path };
}

/** A `${{ … }}` in a text. */
export interface Piece {
  /** What stands between the braces. */
  readonly text: string;
  readonly start: number;
  readonly isClosed: boolean;
}

export function compilePiece(piece: Piece): Compiled {
  const problem = piece.isClosed ? blank(piece) : unclosed(piece);
  return problem === null ? compileExpression(piece.text, piece.start) : { ok: false, problem };
}

function unclosed(piece: Piece): SyntaxProblem {
  return {
    message: 'the expression has no end',
    range: { start: piece.start - 3, end: piece.start },
    hint: 'close it with `}}`',
  };
}

function blank(piece: Piece): SyntaxProblem | null {
  if (piece.text.trim() !== '') return null;
  return {
    message: 'the expression is empty',
    range: { start: piece.start - 3, end: piece.start + piece.text.length + 2 },
  };
}

/** Cuts a text at its `${{ … }}`; braces and quotes inside an expression do not end it. */
export function splitText(value: string): (string | Piece)[] {
  const pieces: (string | Piece)[] = [];
  let from = 0;
  for (let open = value.indexOf('${{'); open !== -1; open = value.indexOf('${{', from)) {
    if (open > from) pieces.push(value.slice(from, open));
    const start = open + 3;
    const end = endOfExpression(value, start);
    pieces.push({ text: value.slice(start, end ?? value.length), start, isClosed: end !== null });
    from = end === null ? value.length : end + 2;
  }
  if (from < value.length) pieces.push(value.slice(from));
  return pieces;
}

function endOfExpression(value: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < value.length; at += 1) {
    const character = value[at];
    if (character === '"' || character === "'") {
      at = endOfString(value, at);
    } else if (character === '{') {
      depth += 1;
    } else if (character === '}') {
      if (depth === 0) return value[at + 1] === '}' ? at : null;
      depth -= 1;
    }
  }
  return null;
}

function endOfString(value: string, start: number): number {
  for (let at = start + 1; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === value[start]) return at;
  }
  return value.length;
}

/** The value that a template has in a scope. @throws {ExpressionError} */
export function evaluateTemplate(template: Template, scope: Scope): Json {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return template.expression.evaluate(scope);
    case 'text':
      return template.parts.map((part) => partText(part, scope)).join('');
    case 'list':
      return template.items.map((item) => evaluateTemplate(item, scope));
    case 'map':
      return evaluateEntries(template.entries, scope);
  }
}

export function evaluateEntries(
  entries: Readonly<Record<string, Template>>,
  scope: Scope,
): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, evaluateTemplate(entry, scope)]),
  );
}

function partText(part: string | Expression, scope: Scope): string {
  if (typeof part === 'string') return part;
  const value = part.evaluate(scope);
  if (typeof value === 'object') {
    const what = value === null ? 'null' : Array.isArray(value) ? 'a list' : 'a map';
    throw new ExpressionError(part.text, `${what} cannot stand inside a text`);
  }
  return String(value);
}

/** Every expression of a template, with the path of the text that holds it. */
export function* expressionsOf(template: Template): Generator<{
  readonly expression: Expression;
  readonly path: DocumentPath;
  readonly inText: boolean;
}> {
  switch (template.kind) {
    case 'constant':
      return;
    case 'expression':
      yield { expression: template.expression, path: template.path, inText: false };
      return;
    case 'text':
      for (const part of template.parts) {
        if (typeof part !== 'string') yield { expression: part, path: template.path, inText: true };
      }
      return;
    case 'list':
      for (const item of template.items) yield* expressionsOf(item);
      return;
    case 'map':
      for (const entry of Object.values(template.entries)) yield* expressionsOf(entry);
  }
}
