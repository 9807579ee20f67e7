import { stepSources } from '../workflow/build-workflow.ts';
import { expressionsOfWork, stepsById, stepsOf } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';

/** A need that is there anyway only hides those that matter. */
export function checkRedundantNeeds({ document, workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  stepSources(document).forEach(({ step: authored, path }, index) => {
    const step = workflow.steps[index];
    if (step === undefined || authored.needs === undefined) return;
    const referred = new Set(
      expressionsOfWork(step).flatMap(({ expression }) => stepsOf(expression)),
    );
    const through = needsOfNeeds(step, workflow.steps);
    authored.needs.forEach((name, at) => {
      const other = through.get(ids.get(name)?.index ?? -1);
      if (!ids.has(name) || (other === undefined && !referred.has(name))) return;
      const reason = referred.has(name)
        ? `an expression of "${step.id}" refers to it`
        : `"${other?.id}" needs it too`;
      const range = workflow.file.rangeOf([...path, 'needs', at]);
      report.warning('redundant-need', range, `"${name}" is needed anyway: ${reason}`, {
        hint: 'remove it here',
      });
    });
  });
}

/** What the needs of a step need themselves, by index, with the one that does. */
function needsOfNeeds(step: Step, steps: readonly Step[]): ReadonlyMap<number, Step> {
  const found = new Map<number, Step>();
  for (const index of step.needs) {
    const other = steps[index];
    for (const need of other?.needs ?? []) if (other !== undefined) found.set(need, other);
  }
  return found;
}
