import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { SourceFile, SourceRange } from '../diagnostic/source-file.ts';
import { alignScalar } from './align-scalar.ts';

/** Where something is in a document: keys of mappings and numbers of list items. */
export type DocumentPath = readonly (string | number)[];

/** A workflow file that is valid YAML: its values, and where each of them stands. */
export interface WorkflowFile {
  readonly source: SourceFile;
  readonly value: unknown;
  /** Range of the value at a path; of the nearest thing around it when there is no such value. */
  rangeOf(path: DocumentPath): SourceRange;
  /** Range of the key at a path: `on-failure` of `on-failure: stop`. */
  rangeOfKey(path: DocumentPath): SourceRange;
  /** Range of a part of a text, `start` and `end` counted in the text as it was read. */
  rangeInText(path: DocumentPath, start: number, end: number): SourceRange;
}

export function createWorkflowFile(
  source: SourceFile,
  document: Document,
  value: unknown,
): WorkflowFile {
  const whole = { start: 0, end: Math.max(0, source.text.search(/\r?\n|$/)) };
  const at = (path: DocumentPath) => walk(document, path);
  const alignments = new WeakMap<Node, readonly number[]>();
  const alignmentOf = (node: Node, range: SourceRange, text: string) => {
    const known = alignments.get(node) ?? alignScalar(source.text, range, text);
    alignments.set(node, known);
    return known;
  };
  return {
    source,
    value,
    rangeOf: (path) => nodeRange(at(path).node) ?? whole,
    rangeOfKey: (path) => nodeRange(at(path).key) ?? nodeRange(at(path).node) ?? whole,
    rangeInText(path, start, end) {
      const found = at(path).node;
      // What is wrong inside of an anchored text is wrong where it is written.
      const node = isAlias(found) ? (found.resolve(document) ?? found) : found;
      const range = nodeRange(node) ?? whole;
      if (!isScalar(node) || typeof node.value !== 'string') return range;
      const offsets = alignmentOf(node, range, node.value);
      const from = offsets[start];
      const to = offsets[end];
      return from === undefined || to === undefined || to < from
        ? range
        : { start: from, end: Math.max(to, from + 1) };
    },
  };
}

interface Place {
  readonly node: Node | null;
  readonly key: Node | null;
}

/** Follows a path as far as it exists. */
function walk(document: Document, path: DocumentPath): Place {
  let node: Node | null = document.contents;
  let key: Node | null = null;
  for (const step of path) {
    const resolved = isAlias(node) ? (node.resolve(document) ?? null) : node;
    if (isMap(resolved)) {
      const pair = pairsOf(resolved).get(String(step));
      if (pair === undefined) return { node, key };
      key = pair.key as Node | null;
      node = (pair.value as Node | null) ?? key;
    } else if (isSeq(resolved)) {
      const item = resolved.items[Number(step)];
      if (item === undefined) return { node, key };
      node = item as Node;
      key = null;
    } else {
      return { node, key };
    }
  }
  return { node, key };
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a mapping by their keys, however many there are. */
function pairsOf(mapping: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(mapping);
  if (known !== undefined) return known;
  const pairs = new Map(mapping.items.map((pair) => [keyText(pair), pair]));
  indexes.set(mapping, pairs);
  return pairs;
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function nodeRange(node: Node | null): SourceRange | null {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[1], range[0]) } : null;
}
