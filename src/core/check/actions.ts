import { suggestion, nearest } from '../diagnostic/nearest.ts';
import { waitNames, waitOf } from '../workflow/output-schema.ts';
import type { Checked } from './check-workflow.ts';
import { taskSources } from './task-sources.ts';

/** Every step and undo uses an action that exists, and awaits what that action declares. */
export function checkActions(checked: Checked): void {
  const { workflow, catalogue, report } = checked;
  for (const { authored, path, isUndo } of taskSources(checked)) {
    const action = catalogue.get(authored.uses);
    if (action === undefined || action.isInternal === true) {
      const near = nearest(authored.uses, catalogue.names());
      report.error(
        'unknown-action',
        workflow.file.rangeOf([...path, 'uses']),
        `there is no action "${authored.uses}"`,
        {
          hint:
            near === undefined
              ? 'run `perilune actions` to see all of them'
              : `did you mean "${near}"?`,
        },
      );
    } else if (isUndo && action.name === 'workflow/run') {
      const range = workflow.file.rangeOf([...path, 'uses']);
      report.error('sub-workflow', range, 'a step cannot be taken back by another workflow', {
        hint: 'use the one action that matters, or `shell/run`',
      });
    } else if (authored.await !== undefined && waitOf(action, authored.await) === undefined) {
      const names = waitNames(action);
      const range = workflow.file.rangeOf([...path, 'await']);
      const message = `${action.name} has no wait "${authored.await}"`;
      report.error('unknown-wait', range, message, {
        hint:
          names.length === 0
            ? isUndo
              ? 'remove it: it is done when it has answered'
              : 'poll with a step of its own: `uses`, `until`, `poll`'
            : suggestion(authored.await, names),
      });
    }
  }
}
