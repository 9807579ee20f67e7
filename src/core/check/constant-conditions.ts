import type { ExpressionPlace } from '../workflow/edges.ts';
import type { Checked } from './check-workflow.ts';
import { neverRunning } from './never-running.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** A condition depends on something; one that never changes is a leftover or a slip. */
export function checkConstantConditions({ workflow, report }: Checked): void {
  const causes = new Set(
    neverRunning(workflow.steps).flatMap((each) => (each.need === null ? [] : [each.cause])),
  );
  for (const { foreach, path } of workflow.steps) {
    const isEmpty =
      foreach?.list.kind === 'constant' &&
      Array.isArray(foreach.list.value) &&
      foreach.list.value.length === 0;
    if (!isEmpty) continue;
    const range = workflow.file.rangeOf([...path, 'foreach']);
    report.warning('constant-condition', range, 'this step never runs: the list is empty', {
      hint: 'remove the step, or let an input hold the list',
    });
  }
  for (const { expression, place, step, inFile } of visibleExpressions(workflow)) {
    const key = keys[place];
    const fixed = key === undefined ? null : expression.fixed();
    if (fixed === null) continue;
    const isNever = !fixed.value && place === 'if';
    // It is told where another step waits for this one.
    if (isNever && step !== null && causes.has(step)) continue;
    const { range } = fixed;
    const isWhole = range.start === 0 && range.end === expression.text.length;
    const what = isNever
      ? 'this step never runs'
      : `\`${key}\` is ${fixed.value ? 'always' : 'never'} true`;
    report.warning(
      'constant-condition',
      inFile(range),
      isWhole ? what : `${what} because of this`,
      {
        hint: isNever
          ? 'remove the step, or let an input decide'
          : isWhole
            ? `remove \`${key}\``
            : 'remove this part of it',
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
