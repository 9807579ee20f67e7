import type { Checked } from './check-workflow.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** A condition depends on something; one that never changes is a leftover. */
export function checkConstantConditions({ workflow, report }: Checked): void {
  for (const { expression, place, inFile } of visibleExpressions(workflow)) {
    if (!['if', 'until', 'fail-if', 'retry-if'].includes(place)) continue;
    const asks = [...expression.functions].some((name) => name !== 'always');
    if (expression.references.length > 0 || asks || expression.functions.has('always')) continue;
    const range = inFile({ start: 0, end: expression.text.length });
    const isNever = expression.text === 'false';
    const key = place === 'retry-if' ? 'retry.if' : place;
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
