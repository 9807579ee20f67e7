import type { Expression } from '../../core/expression/expression.ts';
import type { Template } from '../../core/expression/template.ts';
import type { Step, Undo } from '../../core/workflow/workflow.ts';
import {
  known,
  plannedExpression,
  plannedValue,
  withoutSecrets,
  type Knowledge,
  type PlannedValue,
} from './planned-value.ts';
import { plannedWait } from './planned-wait.ts';
import type { PlannedUndo } from './planned-workflow.ts';

/** What a step was given, and what is known where it stands. */
export interface UndoSurroundings {
  readonly given: Readonly<Record<string, PlannedValue>>;
  readonly knowledge: Knowledge;
}

/** What would take a step back. Its parameters are known as far as they do not depend on the outputs. */
export function plannedUndo(step: Step, undo: Undo, around: UndoSurroundings): PlannedUndo {
  const { properties } = undo.action.input;
  const entries = Object.entries(undo.with).map(([name, template]) => {
    const value = undo.isProviders
      ? providersValue(template, step, around)
      : plannedValue(template, { ...around.knowledge, outputs: afterStep(step) });
    return [name, withoutSecrets(value, properties[name])] as const;
  });
  return {
    action: undo.action.name,
    class: undo.class,
    destroys: undo.class === 'destroy',
    with: Object.fromEntries(entries),
    await: plannedWait(undo.await),
    isProviders: undo.isProviders,
  };
}

function afterStep(step: Step) {
  return { when: 'steps' as const, steps: [step.id] };
}

/** A provider's expressions are over `input`, which is what the step was given, and `outputs`. */
function providersValue(template: Template, step: Step, around: UndoSurroundings): PlannedValue {
  if (template.kind === 'constant') return known(template.value);
  if (template.kind === 'expression') {
    const { expression } = template;
    if (expression.references.length === 0) {
      return plannedExpression(expression, around.knowledge);
    }
    const parameter = inputOf(expression);
    if (parameter !== null) return around.given[parameter] ?? known(null);
    return { kind: 'later', expression: expression.text, moment: afterStep(step) };
  }
  return { kind: 'later', expression: '', moment: afterStep(step) };
}

/** The name of the parameter that an expression repeats: `input.vm_id`. */
function inputOf({ text, references }: Expression): string | null {
  const [only] = references;
  const isWhole = only?.root === 'input' && only.path.length === 1 && !only.isOpen;
  return isWhole && only.range.end - only.range.start === text.length
    ? (only.path[0]?.name ?? null)
    : null;
}
