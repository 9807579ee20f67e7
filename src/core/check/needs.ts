import { suggestion } from '../diagnostic/nearest.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import { stepsById } from '../workflow/edges.ts';
import type { Checked } from './check-workflow.ts';

/** What a step needs exists, and can have run before it. */
export function checkNeeds({ document, workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  for (const { step, phase, path } of stepSources(document)) {
    (step.needs ?? []).forEach((name, at) => {
      const range = workflow.file.rangeOf([...path, 'needs', at]);
      const needed = ids.get(name)?.phase;
      if (needed === undefined) {
        const message = `step "${step.id}" needs "${name}", which does not exist`;
        const hint = suggestion(
          name,
          [...ids.keys()].filter((id) => id !== step.id),
        );
        report.error('unknown-step', range, message, { hint });
      } else if (phase === 'main' && needed === 'finally') {
        const message = `step "${step.id}" needs "${name}", which runs only at the end`;
        report.error('unreachable-step', range, message, { hint: `move "${name}" to \`steps\`` });
      } else if (phase === 'finally' && needed === 'main') {
        const message = `all of \`steps\` is over when "${step.id}" runs, "${name}" included`;
        report.error('unusable-key', range, message, {
          hint: `remove it; ask \`if: steps.${name}.status == "succeeded"\` if that matters`,
        });
      }
    });
  }
}
