import { expressionsOf } from '../expression/template.ts';
import { ancestorsOf } from '../workflow/ancestors.ts';
import { expressionsOfWork, stepsById, stepsOf } from '../workflow/edges.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { inFileOf } from './visible-expressions.ts';

/**
 * What an action makes in the background is used only when somebody waited for it: the step itself,
 * or one in between that polls.
 */
export function checkReadiness({ workflow, report }: Checked): void {
  const ids = stepsById(workflow.steps);
  for (const step of workflow.steps) {
    if (step.class === 'read' || step.child !== null) continue;
    for (const template of Object.values(step.with)) {
      for (const part of expressionsOf(template)) {
        for (const { root, path, range } of part.expression.references) {
          const source = root === 'steps' ? ids.get(path[0]?.name ?? '') : undefined;
          if (source === undefined || !isUnawaited(source)) continue;
          if (isWaitedFor(source, step, workflow.steps)) continue;
          const waits = Object.keys(source.action.waits);
          const place = inFileOf(workflow, { ...part, place: 'with' })(range);
          const message = `nobody waits until what "${source.id}" started is done`;
          report.warning('not-awaited', place, message, {
            hint: `add \`await: ${waits.join('` or `await: ')}\` to "${source.id}"`,
          });
        }
      }
    }
  }
}

function isUnawaited({ action, await: awaited, class: kind }: Step): boolean {
  return kind === 'create' && action.asynchronous && awaited === null && waitsOf(action) > 0;
}

function waitsOf(action: Step['action']): number {
  return Object.keys(action.waits).length;
}

/** Whether a step before looks at the source until something is true of it. */
function isWaitedFor(source: Step, step: Step, steps: readonly Step[]): boolean {
  return [...ancestorsOf(step, steps)].some((index) => {
    const between = steps[index];
    if (between === undefined || between === source) return false;
    if (between.until === null && between.await === null && between.action.name !== 'time/sleep') {
      return false;
    }
    const refersTo = expressionsOfWork(between).some(({ expression }) =>
      stepsOf(expression).includes(source.id),
    );
    return refersTo || between.needs.includes(source.index);
  });
}
