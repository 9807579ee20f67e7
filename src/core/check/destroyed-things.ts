import type { Template } from '../expression/template.ts';
import { ancestorsOf } from '../workflow/ancestors.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';

/** What a step destroyed is not used by a step after it. */
export function checkDestroyedThings({ workflow, report }: Checked): void {
  const { steps, file } = workflow;
  const destroyed = Map.groupBy(
    steps.flatMap((step) => destroyedBy(step) ?? []),
    ({ thing }) => thing,
  );
  if (destroyed.size === 0) return;
  for (const step of steps) {
    for (const [parameter, template] of Object.entries(step.with)) {
      const suspects = destroyed.get(thingOf(parameter, template) ?? '') ?? [];
      const before = suspects.length === 0 ? null : ancestorsOf(step, steps);
      for (const { by } of suspects) {
        if (before?.has(by.index) !== true) continue;
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
}

interface Destroyed {
  readonly by: Step;
  readonly thing: string;
}

/** The thing that a step destroys: what the first id of a `…/delete` or `…/remove` names. */
function destroyedBy(step: Step): Destroyed | null {
  if (step.class !== 'destroy' || !/\/(?:delete|remove)$/.test(step.action.name)) return null;
  const parameter = (step.action.input.required ?? []).find((name) => name.endsWith('_id'));
  const template = parameter === undefined ? undefined : step.with[parameter];
  if (parameter === undefined || template === undefined || step.foreach !== null) return null;
  const thing = thingOf(parameter, template);
  return thing === null ? null : { by: step, thing };
}

/** A thing by the parameter that names it and how: the same words mean the same thing. */
function thingOf(parameter: string, template: Template): string | null {
  if (template.kind === 'expression') return `${parameter} ${template.expression.text}`;
  return template.kind === 'constant' ? `${parameter} = ${JSON.stringify(template.value)}` : null;
}
