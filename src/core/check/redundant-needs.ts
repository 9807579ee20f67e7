import { stepSources } from '../workflow/build-workflow.ts';
import { expressionsOfStep, stepsById, stepsOf } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';

/** A need that is there anyway only hides those that matter. */
export function checkRedundantNeeds({ document, workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  stepSources(document).forEach(({ step: authored, path }, index) => {
    const step = workflow.steps[index];
    if (step === undefined || authored.needs === undefined) return;
    const referred = new Set(
      expressionsOfStep(step).flatMap(({ expression }) => stepsOf(expression)),
    );
    authored.needs.forEach((name, at) => {
      const need = ids.get(name);
      if (need === undefined) return;
      const reason = referred.has(name)
        ? `an expression of "${step.id}" refers to it`
        : otherNeed(need, step, workflow.steps);
      if (reason === null) return;
      const range = workflow.file.rangeOf([...path, 'needs', at]);
      report.warning('redundant-need', range, `"${name}" is needed anyway: ${reason}`, {
        hint: 'remove it here',
      });
    });
  });
}

/** Another need of the step that needs the same. */
function otherNeed(need: Step, step: Step, steps: readonly Step[]): string | null {
  const other = step.needs.find((each) => steps[each]?.needs.includes(need.index));
  return other === undefined ? null : `"${steps[other]?.id}" needs it too`;
}
