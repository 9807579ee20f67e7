import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Phase } from '../../core/workflow/workflow.ts';
import type { Part } from './part.ts';
import { namedPlace, nodeRange, pairOf, valueOf, type NamedPlace } from './spot.ts';

/** What a file declares, as far as it can be understood, and where. */
export interface Outline {
  /** Names of the keys of the workflow. */
  readonly keys: readonly NamedPlace[];
  readonly inputs: readonly InputOutline[];
  readonly secrets: readonly NamedPlace[];
  readonly env: readonly NamedPlace[];
  readonly outputs: readonly NamedPlace[];
  /** Steps of the main part, then those of `finally`. */
  readonly steps: readonly StepOutline[];
}

export interface InputOutline extends NamedPlace {
  readonly schema: JsonObject;
}

export interface StepOutline {
  readonly phase: Phase;
  readonly path: DocumentPath;
  readonly part: Part;
  readonly range: SourceRange;
  readonly id: NamedPlace | null;
  readonly uses: NamedPlace | null;
  readonly await: NamedPlace | null;
  readonly description: NamedPlace | null;
  readonly needs: readonly NamedPlace[];
  /** The list of its loop. */
  readonly foreach: Node | null;
  /** The file of a sub-workflow. */
  readonly file: NamedPlace | null;
  /** The action that takes it back, when one is written. */
  readonly undoUses: NamedPlace | null;
}

export function outlineOf(parts: readonly Part[]): Outline {
  const found = parts.filter(({ path }) => path.length === 0).map(outlineOfKeys);
  const inFile = [
    ...parts.flatMap((part) =>
      part.path.length === 0 ? [] : [stepOutline(part.root, part.path, part)],
    ),
    ...found.flatMap(({ steps }) => steps),
  ];
  const phase = (wanted: Phase) => inFile.filter((step) => step.phase === wanted);
  return {
    keys: found.flatMap(({ keys }) => keys),
    inputs: found.flatMap(({ inputs }) => inputs),
    secrets: found.flatMap(({ secrets }) => secrets),
    env: found.flatMap(({ env }) => env),
    outputs: found.flatMap(({ outputs }) => outputs),
    steps: [...phase('main'), ...phase('finally')],
  };
}

/** What a section declares that is not a step on its own; mostly one key of the workflow. */
function outlineOfKeys(part: Part): Outline {
  const { root } = part;
  const stepsIn = (key: string) =>
    itemsOf(valueOf(root, key)).map((item, at) => stepOutline(item, [key, at], part));
  return {
    keys: keyPlaces(root, part),
    inputs: keyPlaces(valueOf(root, 'inputs'), part).map((place) => ({
      ...place,
      schema: schemaOf(pairOf(valueOf(root, 'inputs'), place.name)?.value),
    })),
    secrets: namesIn(valueOf(root, 'secrets'), part),
    env: keyPlaces(valueOf(root, 'env'), part),
    outputs: keyPlaces(valueOf(root, 'outputs'), part),
    steps: [...stepsIn('steps'), ...stepsIn('finally')],
  };
}

/** What a step says of itself, wherever it stands. */
export function stepOutline(node: Node | null, path: DocumentPath, part: Part): StepOutline {
  const text = (key: string) => namedPlace(valueOf(node, key), part);
  return {
    phase: path[0] === 'finally' ? 'finally' : 'main',
    path,
    part,
    range: node === null ? { start: part.start, end: part.start } : nodeRange(node, part),
    id: text('id'),
    uses: text('uses'),
    await: text('await'),
    description: text('description'),
    needs: namesIn(valueOf(node, 'needs'), part),
    foreach: valueOf(node, 'foreach'),
    file: namedPlace(valueOf(valueOf(node, 'with'), 'file'), part),
    undoUses: namedPlace(valueOf(valueOf(node, 'undo'), 'uses'), part),
  };
}

function keyPlaces(node: Node | null, part: Part): NamedPlace[] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key }) => namedPlace(key, part) ?? []);
}

function namesIn(node: Node | null, part: Part): NamedPlace[] {
  return itemsOf(node).flatMap((item) => namedPlace(item, part) ?? []);
}

function itemsOf(node: Node | null): Node[] {
  return isSeq<Node>(node) ? node.items : [];
}

/** An input's schema; what it holds that is no JSON is left out. */
function schemaOf(node: unknown): JsonObject {
  const value = jsonOf(node);
  return isJsonObject(value) ? value : {};
}

function jsonOf(node: unknown): Json {
  if (isAlias(node)) return null;
  if (isScalar(node)) return scalarJson(node.value);
  if (isSeq(node)) return node.items.map((item) => jsonOf(item));
  if (!isMap(node)) return null;
  return Object.fromEntries(
    node.items.flatMap(({ key, value }): [string, Json][] =>
      isScalar(key) ? [[String(key.value), jsonOf(value)]] : [],
    ),
  );
}

function scalarJson(value: unknown): Json {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}
