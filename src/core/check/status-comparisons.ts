import type { Comparison } from '../expression/comparisons.ts';
import type { Expression } from '../expression/expression.ts';
import type { Reference } from '../expression/references.ts';
import { stepsById } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { visibleExpressions } from './visible-expressions.ts';

/**
 * A step without a status function begins only when all that it needs succeeded, so that asking
 * whether one of these failed or was skipped leads nowhere, and neither does asking for one of two.
 */
export function checkStatusComparisons({ workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  for (const { expression, step, place, inFile } of visibleExpressions(workflow)) {
    if (step === null || step.if?.asksStatus === true || place === 'undo') continue;
    const hint =
      step.if === null ? 'add `if: "!cancelled()"`' : 'begin `if` with `!cancelled() && `';
    const asked = expression.comparisons.flatMap((comparison) => {
      const need = needOf(comparison, ids);
      return need === undefined || need.phase !== step.phase ? [] : [{ comparison, need }];
    });
    for (const { comparison, need } of asked) {
      if (!isImpossible(comparison, need)) continue;
      const result = comparison.operator === '!=' ? 'always' : 'never';
      const message = `this is ${result} true: without a status function, "${step.id}" runs only if "${need.id}" succeeded`;
      report.warning('never-true', inFile(comparison.range), message, { hint });
    }
    for (const reference of expression.references) {
      const need = optionalNeedOf(reference, expression.text, ids);
      if (need === undefined || need.phase !== step.phase || need.continueOnError) continue;
      const message = `"${need.id}" always has outputs here: without a status function, "${step.id}" runs only if it succeeded`;
      report.warning('never-true', inFile(reference.range), message, { hint });
    }
    const [first, ...others] = place === 'if' && isChoice(expression) ? asked : [];
    const second = others.find(({ need }) => need !== first?.need);
    if (first === undefined || second === undefined) continue;
    const message = `without a status function, "${step.id}" runs only if both "${first.need.id}" and "${second.need.id}" succeeded`;
    report.warning('never-true', inFile(second.comparison.range), message, { hint });
  }
}

/** `steps.a.status == "succeeded" || steps.b.status == "succeeded"` */
function isChoice({ text, comparisons }: Expression): boolean {
  const allSucceeded = comparisons.every(
    ({ value, operator }) => value === 'succeeded' && operator === '==',
  );
  return allSucceeded && text.includes('||') && !text.includes('&&');
}

function needOf(
  { reference: { root, path } }: Comparison,
  ids: ReadonlyMap<string, Step>,
): Step | undefined {
  const isStatus = root === 'steps' && path.length === 2 && path[1]?.name === 'status';
  return isStatus ? ids.get(path[0]?.name ?? '') : undefined;
}

/** The step whose outputs are read as if there might be none. */
function optionalNeedOf(
  { root, path }: Reference,
  text: string,
  ids: ReadonlyMap<string, Step>,
): Step | undefined {
  const [id, outputs] = path;
  if (root !== 'steps' || outputs?.name !== 'outputs' || !outputs.isOptional) return undefined;
  // Of what stands in `has( )`, only the end is asked for.
  const isAsked = path.length === 2 || text.charAt(outputs.range.start - 1) === '?';
  return isAsked ? ids.get(id?.name ?? '') : undefined;
}

function isImpossible({ value }: Comparison, need: Step): boolean {
  return value === 'skipped' || (value === 'failed' && !need.continueOnError);
}
