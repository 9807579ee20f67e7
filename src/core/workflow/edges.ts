import { expressionsOf, type Template } from '../expression/template.ts';
import type { Expression } from '../expression/expression.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import type { StepDraft } from './build-step.ts';
import type { Step } from './workflow.ts';

/** An expression of a step, and the key or parameter of which it is a part. */
export interface PlacedExpression {
  readonly expression: Expression;
  readonly path: DocumentPath;
  readonly inText: boolean;
  readonly place: ExpressionPlace;
}

export type ExpressionPlace =
  | 'with'
  | 'env'
  | 'if'
  | 'foreach'
  | 'key'
  | 'until'
  | 'fail-if'
  | 'retry-if'
  /** A parameter of what takes the step back. */
  | 'undo'
  | 'undo-retry-if';

/** Every expression that a step was authored with, that of its undo included. */
export function expressionsOfStep(step: StepDraft): PlacedExpression[] {
  return [...expressionsOfWork(step), ...expressionsOfUndo(step)];
}

/**
 * Those that make the step wait for what they refer to. An undo makes it wait for nothing: it runs
 * when all of that is over, if ever.
 */
export function expressionsOfWork(step: StepDraft): PlacedExpression[] {
  const found: PlacedExpression[] = [];
  const template = (each: Template, place: ExpressionPlace) => {
    for (const part of expressionsOf(each)) found.push({ ...part, place });
  };
  const bare = (each: Expression | null | undefined, place: ExpressionPlace, key: string[]) => {
    if (each) found.push({ expression: each, path: [...step.path, ...key], inText: false, place });
  };
  for (const each of Object.values(step.with)) template(each, 'with');
  for (const each of Object.values(step.env)) template(each, 'env');
  if (step.foreach !== null) template(step.foreach.list, 'foreach');
  bare(step.foreach?.key, 'key', ['key']);
  bare(step.if?.expression, 'if', ['if']);
  bare(step.until, 'until', ['until']);
  bare(step.failIf, 'fail-if', ['fail-if']);
  bare(step.retry.if, 'retry-if', ['retry', 'if']);
  return found;
}

/** What a provider declares to take its action back was not authored. */
function expressionsOfUndo({ undo, path }: StepDraft): PlacedExpression[] {
  if (undo === null || undo.isProviders) return [];
  const found = Object.values(undo.with).flatMap((each) => [...expressionsOf(each)]);
  const placed = found.map((part): PlacedExpression => ({ ...part, place: 'undo' }));
  const expression = undo.retry.if;
  if (expression === null) return placed;
  const retryIf = [...path, 'undo', 'retry', 'if'];
  return [...placed, { expression, path: retryIf, inText: false, place: 'undo-retry-if' }];
}

/**
 * Adds to each step what it waits for: the steps that it needs, and those that its expressions
 * refer to. Steps of `finally` wait for the whole main part anyway; between the two there are no
 * edges. Names that do not exist are left out: a check reports them.
 */
export function dependencyEdges(
  drafts: readonly StepDraft[],
  authored: readonly (readonly string[])[],
): Step[] {
  const byId = stepsById(drafts);
  return drafts.map((draft, at) => {
    const names = [...(authored[at] ?? []), ...referredSteps(draft)];
    const needs = new Set<number>();
    for (const name of names) {
      const need = byId.get(name);
      if (need !== undefined && need.phase === draft.phase) needs.add(need.index);
    }
    return { ...draft, needs: [...needs].toSorted((a, b) => a - b) };
  });
}

/** The steps by id; of several with the same, the first: a check complains about the others. */
export function stepsById<T extends { readonly id: string }>(
  steps: readonly T[],
): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const step of steps) if (!byId.has(step.id)) byId.set(step.id, step);
  return byId;
}

function referredSteps(step: StepDraft): string[] {
  return expressionsOfWork(step).flatMap(({ expression }) => stepsOf(expression));
}

/** Ids of the steps that an expression refers to. */
export function stepsOf(expression: Expression): string[] {
  return expression.references.flatMap(({ root, path }) =>
    root === 'steps' && path[0] !== undefined ? [path[0].name] : [],
  );
}
