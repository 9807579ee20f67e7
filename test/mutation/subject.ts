import type { ASTNode } from '@marcbachmann/cel-js';
import { isMap, isScalar, isSeq, parseDocument, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { SourceFile, SourceRange } from '../../src/core/diagnostic/source-file.ts';
import type { DocumentPath } from '../../src/core/document/workflow-file.ts';
import { createLanguage } from '../../src/core/expression/environment.ts';
import { splitText } from '../../src/core/expression/template.ts';
import type { WorkflowDocument } from '../../src/core/language/workflow-document.ts';
import { readWorkflow, type Library } from '../../src/core/workflow/read-workflow.ts';
import type { ActionSpec } from '../../src/core/action-spec.ts';
import type { Step, Task, Workflow } from '../../src/core/workflow/workflow.ts';

/** A workflow without mistakes, taken apart: where each value and each expression of it stands. */
export interface Subject {
  readonly file: string;
  readonly text: string;
  readonly document: WorkflowDocument;
  readonly workflow: Workflow;
  readonly library: Library;
  readonly nodes: readonly PlacedNode[];
  readonly expressions: readonly WrittenExpression[];
}

/** A value of the file, with its key if it is a member of a mapping. */
export interface PlacedNode {
  readonly path: DocumentPath;
  readonly node: Node;
  readonly key: Scalar | null;
  readonly parent: Node | null;
}

/** An expression as it stands in the file. */
export interface WrittenExpression {
  readonly path: DocumentPath;
  readonly scalar: Scalar<string>;
  readonly text: string;
  readonly ast: ASTNode;
  /** The text holds nothing else: the value keeps its type. */
  readonly isWhole: boolean;
  /** Written without `${{ }}`. */
  readonly isBare: boolean;
  /** Place in the file of a part of the expression. */
  readonly inFile: (range: SourceRange) => SourceRange;
  /** Words of an expression, as they have to be written in this kind of scalar. */
  readonly written: (text: string) => string;
}

/** @throws when the workflow is not valid, for then its mutants tell nothing. */
export function createSubject(source: SourceFile, library: Library): Subject {
  const { workflow, diagnostics } = readWorkflow(source, library);
  if (workflow === null) {
    throw new Error(`${source.path} is not valid: ${diagnostics[0]?.message ?? ''}`);
  }
  const parsed = parseDocument(source.text, { version: '1.2', schema: 'core' });
  const nodes = [...placedNodes({ path: [], node: parsed.contents, key: null, parent: null })];
  return {
    file: source.path,
    text: source.text,
    document: workflow.file.value as WorkflowDocument,
    workflow,
    library,
    nodes,
    expressions: nodes.flatMap((each) => expressionsIn(each, workflow)),
  };
}

/** What a step does, or what takes it back: an action with parameters, and where that is written. */
export interface WrittenTask {
  readonly path: DocumentPath;
  readonly step: Step;
  readonly action: ActionSpec;
  readonly with: Task['with'];
  readonly child: Workflow | null;
}

/** Every action that is written out, that of an undo behind the step's own. */
export function tasksOf({ workflow }: Subject): readonly WrittenTask[] {
  return workflow.steps.flatMap((step): WrittenTask[] => {
    const { path, action, with: given, child, undo } = step;
    const own = { path, step, action, with: given, child };
    if (undo === null || undo.isProviders) return [own];
    const undoing = { action: undo.action, with: undo.with, child: null };
    return [own, { path: [...path, 'undo'], step, ...undoing }];
  });
}

type Candidate = Omit<PlacedNode, 'node'> & { readonly node: unknown };

function* placedNodes({ path, node, key, parent }: Candidate): Generator<PlacedNode> {
  if (isMap(node)) {
    yield { path, node, key, parent };
    for (const pair of (node as YAMLMap<Scalar>).items) {
      const name = String(pair.key.value);
      yield* placedNodes({ path: [...path, name], node: pair.value, key: pair.key, parent: node });
    }
  } else if (isSeq(node)) {
    yield { path, node, key, parent };
    for (const [at, item] of node.items.entries()) {
      yield* placedNodes({ path: [...path, at], node: item, key: null, parent: node });
    }
  } else if (isScalar(node)) {
    yield { path, node, key, parent };
  }
}

const language = createLanguage();

function expressionsIn({ path, node }: PlacedNode, workflow: Workflow): WrittenExpression[] {
  if (!isScalar(node) || typeof node.value !== 'string') return [];
  const scalar = node as Scalar<string>;
  const create = (raw: string, start: number, isWhole: boolean): WrittenExpression => {
    const text = raw.trim();
    const offset = start + raw.length - raw.trimStart().length;
    return {
      path,
      scalar,
      text,
      ast: language.parse(text).ast,
      isWhole,
      isBare: !scalar.value.includes('${{'),
      inFile: (range) => workflow.file.rangeInText(path, offset + range.start, offset + range.end),
      written: (words) => writtenIn(scalar, words),
    };
  };
  const pieces = splitText(scalar.value);
  if (pieces.every((piece) => typeof piece === 'string')) {
    return isCondition(path) ? [create(scalar.value, 0, true)] : [];
  }
  return pieces.flatMap((piece) =>
    typeof piece === 'string' ? [] : [create(piece.text, piece.start, pieces.length === 1)],
  );
}

const conditions: ReadonlySet<string> = new Set([
  'if',
  'until',
  'fail-if',
  'key',
  'foreach',
  'retry.if',
  'undo.retry.if',
]);

/** Keys that hold an expression with or without `${{ }}`. */
export function isCondition(path: DocumentPath): boolean {
  const [first, second] = path;
  if (path.join('.') === 'defaults.retry.if') return true;
  if ((first !== 'steps' && first !== 'finally') || typeof second !== 'number') return false;
  return conditions.has(path.slice(2).join('.'));
}

function writtenIn({ type }: Scalar, words: string): string {
  if (type === 'QUOTE_SINGLE') return words.replaceAll("'", "''");
  return type === 'QUOTE_DOUBLE' ? words.replaceAll(/["\\]/g, String.raw`\$&`) : words;
}

/** Range of a node without the blanks and comments that follow it. */
export function rangeOf(node: Node, text: string): SourceRange {
  const [start, end] = node.range ?? [0, 0];
  const written = text.slice(start, end);
  return { start, end: start + written.trimEnd().length };
}
