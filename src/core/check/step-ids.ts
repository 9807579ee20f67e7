import type { Checked } from './check-workflow.ts';

/** Every step has an id of its own, `finally` included. */
export function checkStepIds({ workflow, report }: Checked): void {
  const first = new Map<string, number>();
  const rangeOf = (index: number) =>
    workflow.file.rangeOf([...(workflow.steps[index]?.path ?? []), 'id']);
  for (const step of workflow.steps) {
    const earlier = first.get(step.id);
    if (earlier === undefined) {
      first.set(step.id, step.index);
      continue;
    }
    report.error('duplicate-id', rangeOf(step.index), `there are two steps "${step.id}"`, {
      hint: 'give this one another id',
      related: [
        { file: workflow.file.source, range: rangeOf(earlier), message: 'the first one is here' },
      ],
    });
  }
}
