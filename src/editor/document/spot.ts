import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { Part } from './part.ts';

/** The scalar at a place of a file. */
export interface Spot {
  /** Of the value; for a key, that of the value it leads to. */
  readonly path: DocumentPath;
  readonly on: 'key' | 'value';
  readonly node: Scalar;
  readonly part: Part;
  /** The mapping that a key is in. */
  readonly mapping: YAMLMap | null;
}

/** The scalar at an offset of the file, its ends included; `null` between scalars. */
export function spotIn(part: Part, offset: number): Spot | null {
  return part.root === null ? null : visit(part.root, part.path, { part, at: offset - part.start });
}

interface Search {
  readonly part: Part;
  readonly at: number;
}

function visit(node: Node, path: DocumentPath, search: Search): Spot | null {
  if (!touches(node, search.at)) return null;
  const { part } = search;
  if (isScalar(node)) return { path, on: 'value', node, part, mapping: null };
  if (isSeq(node)) return firstOf(node.items, (item, at) => inside(item, [...path, at], search));
  if (isMap(node)) {
    return firstOf(node.items, ({ key, value }) => {
      if (!isScalar(key)) return null;
      const inner = [...path, String(key.value)];
      return touches(key, search.at)
        ? { path: inner, on: 'key' as const, node: key, part, mapping: node }
        : inside(value, inner, search);
    });
  }
  return null;
}

function inside(value: unknown, path: DocumentPath, search: Search): Spot | null {
  return isNode(value) ? visit(value, path, search) : null;
}

function firstOf<T>(items: readonly T[], find: (item: T, at: number) => Spot | null): Spot | null {
  for (const [at, item] of items.entries()) {
    const found = find(item, at);
    if (found !== null) return found;
  }
  return null;
}

/** Every scalar of a part that is a value. */
export function* valuesIn(part: Part): Generator<Spot> {
  if (part.root !== null) yield* valuesOf(part.root, part.path, part);
}

function* valuesOf(node: unknown, path: DocumentPath, part: Part): Generator<Spot> {
  if (isScalar(node)) {
    yield { path, on: 'value', node, part, mapping: null };
  } else if (isSeq(node)) {
    for (const [at, item] of node.items.entries()) yield* valuesOf(item, [...path, at], part);
  } else if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (isScalar(key)) yield* valuesOf(value, [...path, String(key.value)], part);
    }
  }
}

function touches(node: Node, at: number): boolean {
  const [start, end] = node.range ?? [0, -1];
  return start <= at && at <= end;
}

/** The value under a key of a mapping. */
export function valueOf(node: unknown, key: string): Node | null {
  const value = pairOf(node, key)?.value;
  return isNode(value) ? value : null;
}

export function pairOf(node: unknown, key: string): Pair | null {
  if (!isMap(node)) return null;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key) ?? null;
}

/** Names of the keys of a mapping. */
export function keysOf(node: unknown): readonly string[] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}

/** A text of a file, and where it stands. */
export interface NamedPlace {
  readonly name: string;
  readonly range: SourceRange;
}

/** A scalar as a name, if it is one; its range is without quotes. */
export function namedPlace(node: unknown, part: Part): NamedPlace | null {
  if (!isScalar(node) || typeof node.value !== 'string' || node.value === '') return null;
  return { name: node.value, range: textRange(node, part) };
}

/** Where the text of a scalar stands in the file, without its quotes. */
export function textRange(node: Node, part: Part): SourceRange {
  const [start, end] = node.range ?? [0, 0];
  const quote = part.parsed.text[start];
  if (quote !== '"' && quote !== "'") return { start: part.start + start, end: part.start + end };
  const isClosed = end - start > 1 && part.parsed.text[end - 1] === quote;
  return { start: part.start + start + 1, end: part.start + end - (isClosed ? 1 : 0) };
}

/** Where a node stands in the file. */
export function nodeRange(node: Node, part: Part): SourceRange {
  const [start, end] = node.range ?? [0, 0];
  return { start: part.start + start, end: part.start + end };
}
