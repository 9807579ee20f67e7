import type { SourceRange } from '../diagnostic/source-file.ts';
import type { Variables } from '../expression/expression-types.ts';
import { expressionsOf } from '../expression/template.ts';
import { expressionsOfStep, type PlacedExpression } from '../workflow/edges.ts';
import { localVariables, sharedVariables } from '../workflow/variables.ts';
import type { Step, Workflow } from '../workflow/workflow.ts';

/** An expression, the step it belongs to, and the schemas of what it sees. */
export interface VisibleExpression extends PlacedExpression {
  /** `null` for the workflow's own `outputs` and `env`. */
  readonly step: Step | null;
  readonly variables: Variables;
  /** Place in the file of a part of the expression. */
  readonly inFile: (range: SourceRange) => SourceRange;
}

/** Every expression of a workflow. */
export function* visibleExpressions(workflow: Workflow): Generator<VisibleExpression> {
  const shared = sharedVariables(workflow);
  for (const step of workflow.steps) {
    for (const placed of expressionsOfStep(step)) {
      const variables = { ...shared, ...localVariables(workflow, step, placed.place) };
      yield { ...placed, step, variables, inFile: inFileOf(workflow, placed) };
    }
  }
  for (const template of [...Object.values(workflow.outputs), ...Object.values(workflow.env)]) {
    for (const part of expressionsOf(template)) {
      const placed = { ...part, place: 'with' as const };
      yield { ...placed, step: null, variables: shared, inFile: inFileOf(workflow, placed) };
    }
  }
}

/** Ranges of an expression count from its first character that is not blank. */
export function inFileOf(workflow: Workflow, { path, expression }: PlacedExpression) {
  return ({ start, end }: SourceRange) =>
    workflow.file.rangeInText(path, expression.offset + start, expression.offset + end);
}
