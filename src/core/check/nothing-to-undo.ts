import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** Whoever speaks of taking back means something that was done, and can be. */
export function checkNothingToUndo(checked: Checked): void {
  const { workflow, report } = checked;
  for (const { path, task, step, isUndo } of taskSources(checked)) {
    if (!isUndo) continue;
    if (step.class === 'read') {
      const message = `${step.action.name} changes nothing: there is nothing to take back`;
      const hint = 'remove `undo`, or move it to the step that does something';
      report.warning('nothing-to-undo', workflow.file.rangeOfKey(path), message, { hint });
    } else if (task.class === 'read') {
      const range = workflow.file.rangeOf([...path, 'uses']);
      const message = `${task.action.name} changes nothing: it takes nothing back`;
      report.warning('nothing-to-undo', range, message, {
        hint: `use what undoes ${step.action.name}`,
      });
    }
  }
  if (workflow.onFailure !== 'undo' || workflow.steps.some(({ undo }) => undo !== null)) return;
  const range = workflow.file.rangeOf(['on-failure']);
  report.warning('nothing-to-undo', range, 'no step says how it is taken back', {
    hint: 'add `undo: true`, or an action as `undo`, to the steps that change something',
  });
}
