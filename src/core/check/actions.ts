import { suggestion, nearest } from '../diagnostic/nearest.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import { waitNames, waitOf } from '../workflow/output-schema.ts';
import type { Checked } from './check-workflow.ts';

/** Every step uses an action that exists, and awaits what that action declares. */
export function checkActions({ document, workflow, catalogue, report }: Checked): void {
  for (const { step, path } of stepSources(document)) {
    const action = catalogue.get(step.uses);
    if (action === undefined) {
      const near = nearest(step.uses, catalogue.names());
      report.error(
        'unknown-action',
        workflow.file.rangeOf([...path, 'uses']),
        `there is no action "${step.uses}"`,
        {
          hint:
            near === undefined
              ? 'run `perilune actions` to see all of them'
              : `did you mean "${near}"?`,
        },
      );
    } else if (step.await !== undefined && waitOf(action, step.await) === undefined) {
      const names = waitNames(action);
      const range = workflow.file.rangeOf([...path, 'await']);
      const message = `${action.name} has no wait "${step.await}"`;
      report.error('unknown-wait', range, message, {
        hint:
          names.length === 0
            ? 'poll with a step of its own: `uses`, `until`, `poll`'
            : suggestion(step.await, names),
      });
    }
  }
}
