import type { Expression } from '../expression/expression.ts';
import { expressionsOf } from '../expression/template.ts';
import type { ExpressionPlace } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';

/** Paths that an expression asks for with `has` or `.?`. */
export function pathsAskedIn(expression: Expression): ReadonlySet<string> {
  return new Set(
    expression.references
      .filter((reference) => reference.path.some((segment) => segment.isOptional))
      .map(({ root, path }) => [root, ...path.map((segment) => segment.name)].join('.')),
  );
}

/** Where a path is read. */
export interface ReadAt {
  readonly step: Step;
  readonly place: ExpressionPlace;
  readonly steps: readonly Step[];
}

/**
 * Whether a path was asked for by the time at which it is read: by the condition of the step, or by
 * what had to succeed before the step could begin.
 */
export function isAskedBefore(path: string, { step, place, steps }: ReadAt): boolean {
  if (place !== 'if' && step.if !== null && asks(step.if.expression, path)) return true;
  const seen = new Set<number>();
  const open = needsThatSucceeded(step);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const before = steps[index];
    if (before === undefined || seen.has(index)) continue;
    seen.add(index);
    if (hasProven(before, path)) return true;
    open.push(...needsThatSucceeded(before));
  }
  return false;
}

/** A step that asks how the run goes also runs when what it needs did not succeed. */
function needsThatSucceeded(step: Step): number[] {
  const asksMore = step.if?.asksStatus === true && !step.if.expression.functions.has('success');
  return asksMore ? [] : [...step.needs];
}

/** Whether a step that succeeded shows that a path is there. */
function hasProven(step: Step, path: string): boolean {
  if (step.continueOnError || step.foreach !== null) return false;
  if (step.if !== null && asks(step.if.expression, path)) return true;
  const own = `steps.${step.id}.outputs.`;
  if (step.until !== null && path.startsWith(own)) {
    return asks(step.until, `outputs.${path.slice(own.length)}`);
  }
  const { that } = step.with;
  return (
    step.action.name === 'assert/that' &&
    that !== undefined &&
    [...expressionsOf(that)].some(({ expression }) => asks(expression, path))
  );
}

/** Whether a condition holds only where a path is there, as far as its words tell. */
function asks(condition: Expression, path: string): boolean {
  const text = condition.text.replaceAll(/\s/g, '');
  return pathsAskedIn(condition).has(path) && !text.includes(`!has(${path})`);
}
