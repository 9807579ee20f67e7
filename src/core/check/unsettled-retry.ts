import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** Nobody counts on `retry` for a call that is not repeated when its answer is lost. */
export function checkUnsettledRetry(checked: Checked): void {
  const { workflow, report } = checked;
  for (const { authored, path, task, isUndo } of taskSources(checked)) {
    if (isUndo || authored.retry === undefined || task.retry.attempts < 2) continue;
    if (task.class !== 'create' && task.class !== 'toggle') continue;
    // A command that ended is a certain failure, and what its `retry` is for.
    if (task.settle !== null || task.action.name === 'shell/run') continue;
    const range = workflow.file.rangeOfKey([...path, 'retry']);
    const message = `what became of ${task.action.name} cannot be found out when its answer is lost`;
    report.warning('unsettled-retry', range, message, {
      hint: 'then it is not repeated: the run waits for you to say what happened (needs-operator)',
    });
  }
}
