import type { Checked } from './check-workflow.ts';
import { edgeRange } from './edge-range.ts';
import { neverRunning } from './never-running.ts';

/** No step waits for one that never runs: it would be skipped, every time. */
export function checkSkippedForGood(checked: Checked): void {
  const { workflow, report } = checked;
  for (const { step, cause, need } of neverRunning(workflow.steps)) {
    if (need === null) continue;
    const message = `"${step.id}" never runs: it waits for "${need.id}", which never does`;
    report.warning('never-runs', edgeRange(step, need, checked), message, {
      hint: 'remove what waits, or what keeps the other from running',
      related: [
        {
          file: workflow.file.source,
          range: workflow.file.rangeOf([...cause.path, 'if']),
          message: 'this is never true',
        },
      ],
    });
  }
}
