import { ancestorsOf } from '../workflow/ancestors.ts';
import { dependentsOf } from '../workflow/dependents.ts';
import { stepsById } from '../workflow/edges.ts';
import type { Step, Workflow } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { visibleExpressions, type VisibleExpression } from './visible-expressions.ts';

/**
 * Outputs are read only of a step that has certainly succeeded by then. That is not certain in a
 * step that runs after failures, for a step that may fail or be skipped without stopping the run.
 */
export function checkSkippedSteps({ workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  const uncertain = uncertainSteps(workflow);
  for (const visible of visibleExpressions(workflow)) {
    for (const { root, path } of visible.expression.references) {
      const [id, outputs] = path;
      const source = root === 'steps' ? ids.get(id?.name ?? '') : undefined;
      if (source === undefined || outputs?.name !== 'outputs' || outputs.isOptional) continue;
      if (
        !mayLack(source, visible, uncertain) ||
        isGuarded(source, visible, { ids, steps: workflow.steps })
      )
        continue;
      report.warning(
        'maybe-skipped',
        visible.inFile(
          id?.range ?? visible.expression.references[0]?.range ?? { start: 0, end: 1 },
        ),
        `"${source.id}" may not have succeeded when this is read, and then it has no outputs`,
        {
          hint: `ask \`steps.${source.id}.status == "succeeded"\` in \`if\`, or read \`.?outputs\``,
        },
      );
    }
  }
}

/**
 * Steps that need not succeed for the run to succeed, by index: what needs one that is skipped is
 * skipped with it; what needs one that may fail runs.
 */
function uncertainSteps({ steps }: Workflow): ReadonlySet<number> {
  const dependents = dependentsOf(steps);
  const found = new Set<number>();
  const open = steps.filter(isConditional).map((step) => step.index);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (found.has(index)) continue;
    found.add(index);
    open.push(...(dependents[index] ?? []));
  }
  for (const step of steps) if (step.continueOnError) found.add(step.index);
  return found;
}

function isConditional(step: Step): boolean {
  return step.if !== null && step.if.expression.text !== 'always()';
}

function mayLack(
  source: Step,
  { step, place }: VisibleExpression,
  uncertain: ReadonlySet<number>,
): boolean {
  if (step === null) return uncertain.has(source.index);
  if (step.phase === 'finally' && source.phase === 'main') return true;
  if (source.continueOnError) return true;
  const asks = step.if?.asksStatus === true && !step.if.expression.functions.has('success');
  return asks && place !== 'if' ? true : asks;
}

/**
 * Whether the step's condition, or the expression itself, asks how the source went: directly, or by
 * the status of a step that runs only after the source succeeded.
 */
function isGuarded(
  source: Step,
  { expression, step }: VisibleExpression,
  { ids, steps }: { ids: ReadonlyMap<string, Step>; steps: readonly Step[] },
): boolean {
  const conditions = [expression, ...(step?.if == null ? [] : [step.if.expression])];
  return conditions.some((condition) =>
    condition.references.some(({ root, path }) => {
      const asked = root === 'steps' ? ids.get(path[0]?.name ?? '') : undefined;
      if (asked === undefined) return false;
      if (path[1]?.name === 'outputs') return asked === source && path[1].isOptional;
      return asked === source || ancestorsOf(asked, steps).has(source.index);
    }),
  );
}
