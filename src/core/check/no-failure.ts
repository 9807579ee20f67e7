import { ancestorsOf } from '../workflow/ancestors.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { inFileOf } from './visible-expressions.ts';

/** `failure()` is about what a step needs; one that needs nothing that can fail never sees it. */
export function checkNoFailure({ workflow, report }: Checked): void {
  for (const step of workflow.steps) {
    const condition = step.if?.expression;
    if (condition?.functions.has('failure') !== true || step.phase === 'finally') continue;
    if (canSeeFailure(step, workflow.steps)) continue;
    const found = /\bfailure\s*\(\s*\)/.exec(condition.text);
    const start = found?.index ?? 0;
    const end = start + (found?.[0].length ?? condition.text.length);
    const path = [...step.path, 'if'];
    const inFile = inFileOf(workflow, { expression: condition, path, inText: false, place: 'if' });
    const why =
      step.needs.length === 0
        ? 'the step needs no other'
        : 'what the step needs may fail without being a failure';
    report.warning('never-true', inFile({ start, end }), `this is never true: ${why}`, {
      hint:
        step.needs.length === 0
          ? 'say in `needs` whose failure it is, or move the step to `finally`'
          : 'ask for `steps.ID.status == "failed"`',
    });
  }
}

function canSeeFailure(step: Step, steps: readonly Step[]): boolean {
  return [...ancestorsOf(step, steps)].some((index) => steps[index]?.continueOnError === false);
}
