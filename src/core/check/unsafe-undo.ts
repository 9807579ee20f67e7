import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** An undo is tried until it is done, and so it has to bear being done twice. */
export function checkUnsafeUndo(checked: Checked): void {
  const { workflow, report } = checked;
  for (const { path, task, isUndo } of taskSources(checked)) {
    if (!isUndo || task.settle !== null) continue;
    if (task.class !== 'create' && task.class !== 'toggle') continue;
    const { name } = task.action;
    const message = `when the answer of ${name} is lost, nobody knows whether to do it once more`;
    report.warning('unsafe-undo', workflow.file.rangeOf([...path, 'uses']), message, {
      hint: 'use an action that may be repeated; else such an undo stops, and waits for you',
    });
  }
}
