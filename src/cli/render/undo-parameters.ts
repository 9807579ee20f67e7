import { ExpressionError, type Scope } from '../../core/expression/expression.ts';
import { evaluateTemplate, type Template } from '../../core/expression/template.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { TrackedRun, TrackedWork } from './tracked-work.ts';

/**
 * What the action that takes a work back is given, as far as is known here: of a value that cannot
 * be computed, the expression stands.
 */
export function undoParameters(undo: TrackedWork): JsonObject {
  if (undo.known.input !== null) return undo.known.input;
  const { run, name, task, known } = undo;
  const work = run.steps.members.flatMap((each) => [each, ...(each.items?.members ?? [])]);
  const undone = work.find((each) => each.name === name);
  const scope = scopeOf(run, {
    item: known.item,
    input: undone?.known.input ?? null,
    outputs: undone?.known.outputs ?? null,
  });
  return Object.fromEntries(
    Object.entries(task.with).map(([key, template]) => [key, valueOf(template, scope)]),
  );
}

function valueOf(template: Template, scope: Scope): Json {
  try {
    return evaluateTemplate(template, scope);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return template.kind === 'expression' ? `\${{ ${template.expression.text} }}` : '?';
  }
}

function scopeOf(run: TrackedRun, values: Readonly<Record<string, Json>>): Scope {
  const contexts: Record<string, Json> = { ...values, inputs: run.inputs, run: { id: run.id } };
  return {
    contexts: Object.fromEntries(
      Object.entries(contexts).flatMap(([name, value]) =>
        value === null ? [] : [[name, { value }]],
      ),
    ),
    step: (id) => {
      const found = run.steps.members.find(({ step }) => step.id === id);
      const outputs = found?.known.outputs ?? null;
      if (found === undefined) return undefined;
      const { status } = found.state;
      return outputs === null ? { status } : { status, outputs: { value: outputs } };
    },
    status: { success: true, failure: false, cancelled: false },
    now: 0,
  };
}
