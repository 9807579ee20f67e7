import type { ExpressionPlace } from '../workflow/edges.ts';
import type { Checked } from './check-workflow.ts';
import { isNeverTrue, neverRunning } from './never-running.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** A condition depends on something; one that never changes is a leftover. */
export function checkConstantConditions({ workflow, report }: Checked): void {
  const causes = new Set(
    neverRunning(workflow.steps).flatMap((each) => (each.need === null ? [] : [each.cause])),
  );
  for (const { expression, place, step, inFile } of visibleExpressions(workflow)) {
    const key = keys[place];
    if (key === undefined) continue;
    const asks = [...expression.functions].some((name) => name !== 'always');
    if (expression.references.length > 0 || asks || expression.functions.has('always')) continue;
    const range = inFile({ start: 0, end: expression.text.length });
    const isNever = isNeverTrue(expression);
    // It is told where another step waits for this one.
    if (isNever && place === 'if' && step !== null && causes.has(step)) continue;
    report.warning(
      'constant-condition',
      range,
      isNever && place === 'if'
        ? 'this step never runs'
        : `\`${key}\` is the same every time: it looks at nothing`,
      {
        hint:
          isNever && place === 'if'
            ? 'remove the step, or let an input decide'
            : `remove \`${key}\``,
      },
    );
  }
}

/** What the conditions are called. */
const keys: Readonly<Partial<Record<ExpressionPlace, string>>> = {
  if: 'if',
  until: 'until',
  'fail-if': 'fail-if',
  'retry-if': 'retry.if',
  'undo-retry-if': 'retry.if',
};
