import { ancestorsOf } from '../workflow/ancestors.ts';
import { stepsById } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { visibleExpressions } from './visible-expressions.ts';

/** An undo counts only on what was over when its step began, and on what came of the step itself. */
export function checkUndoReferences({ workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  for (const { step, place, expression, inFile } of visibleExpressions(workflow)) {
    if (step === null || (place !== 'undo' && place !== 'undo-retry-if')) continue;
    for (const { root, path } of expression.references) {
      const [id] = path;
      const referred = root === 'steps' && id !== undefined ? ids.get(id.name) : undefined;
      const problem = referred === undefined ? null : problemOf(referred, step, workflow.steps);
      if (id === undefined || problem === null) continue;
      const { message, hint } = problem;
      report.error('unreachable-step', inFile(id.range), message, { hint });
    }
  }
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

function problemOf(referred: Step, step: Step, steps: readonly Step[]): Problem | null {
  if (ancestorsOf(step, steps).has(referred.index)) return null;
  if (referred.index === step.index) {
    const message = `this takes "${step.id}" back: what came of it is \`outputs\` here`;
    return { message, hint: 'leave out `steps.ID`' };
  }
  const message = `"${referred.id}" need not have run when "${step.id}" is taken back`;
  const isAfter = ancestorsOf(referred, steps).has(step.index);
  const hint = isAfter
    ? `it comes after "${step.id}": only what comes before can be counted on`
    : `add \`needs: [${referred.id}]\` to "${step.id}"`;
  return { message, hint };
}
