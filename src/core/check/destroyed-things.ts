import type { Template } from '../expression/template.ts';
import { ancestorsOf } from '../workflow/ancestors.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';

/** What a step destroyed is not used by a step after it. */
export function checkDestroyedThings({ workflow, report }: Checked): void {
  const { steps, file } = workflow;
  const destroyed = steps.flatMap((step) => destroyedBy(step) ?? []);
  if (destroyed.length === 0) return;
  for (const step of steps) {
    const used = Object.entries(step.with);
    const suspects = destroyed.filter(({ text, parameter, by }) =>
      used.some(
        ([name, template]) => by !== step && name === parameter && textOf(template) === text,
      ),
    );
    if (suspects.length === 0) continue;
    const before = ancestorsOf(step, steps);
    for (const { by, parameter } of suspects) {
      if (!before.has(by.index)) continue;
      const range = file.rangeOf([...step.path, 'with', parameter]);
      report.warning('used-after-destroy', range, `"${by.id}" has destroyed this before`, {
        hint: `do it before "${by.id}", or use another one`,
        related: [
          {
            file: file.source,
            range: file.rangeOf([...by.path, 'with', parameter]),
            message: 'it is destroyed here',
          },
        ],
      });
    }
  }
}

interface Destroyed {
  readonly by: Step;
  readonly parameter: string;
  readonly text: string;
}

/** The thing that a step destroys: what the first parameter of a `…/delete` or `…/remove` names. */
function destroyedBy(step: Step): Destroyed | null {
  if (step.class !== 'destroy' || !/\/(?:delete|remove)$/.test(step.action.name)) return null;
  const parameter = (step.action.input.required ?? []).find((name) => name.endsWith('_id'));
  const template = parameter === undefined ? undefined : step.with[parameter];
  const text = template === undefined || step.foreach !== null ? null : textOf(template);
  return text === null || parameter === undefined ? null : { by: step, parameter, text };
}

function textOf(template: Template): string | null {
  if (template.kind === 'expression') return template.expression.text;
  return template.kind === 'constant' ? JSON.stringify(template.value) : null;
}
