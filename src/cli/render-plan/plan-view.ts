import type { Plan } from '../../core/workflow/plan.ts';
import type { Template } from '../../core/expression/template.ts';
import type { Phase, Workflow } from '../../core/workflow/workflow.ts';
import { childInputs, knowledgeOf } from './knowledge.ts';
import { permissionsOf } from './permissions.ts';
import { totalsOf } from './plan-totals.ts';
import { plannedStep } from './planned-step.ts';
import { plannedUndoing } from './planned-undoing.ts';
import { known, type Knowledge, type PlannedValue } from './planned-value.ts';
import type { PlannedStep, PlanView, WorkflowView } from './planned-workflow.ts';
import { wavesOf } from './waves.ts';

/**
 * Describes what a run would do. Whatever depends on inputs alone is shown as the value it will have;
 * secrets are hidden.
 */
export function planView(plan: Plan): PlanView {
  const { workflow, hash } = plan;
  const inputs = Object.fromEntries(
    Object.entries(plan.inputs).map(([name, value]) => [name, known(value)]),
  );
  const view = workflowView(workflow, inputs);
  return { hash, ...view, totals: totalsOf(view), permissions: permissionsOf(workflow) };
}

function workflowView(
  workflow: Workflow,
  inputs: Readonly<Record<string, PlannedValue>>,
): WorkflowView {
  const knowledge = knowledgeOf(workflow, inputs);
  const stepsIn = stepsOf(workflow, knowledge);
  const waves = stepsIn('main');
  return {
    workflow: workflow.name,
    file: workflow.file.source.path,
    description: workflow.description,
    inputs: knowledge.inputs,
    onFailure: workflow.onFailure,
    timeoutMs: workflow.timeoutMs,
    maxParallel: workflow.maxParallel,
    waves,
    finally: stepsIn('finally'),
    undo: plannedUndoing(workflow, waves),
  };
}

/** The steps of a phase, wave by wave: what a step needs is described before the step. */
function stepsOf(workflow: Workflow, knowledge: Knowledge) {
  const skipped = new Set<number>();
  const viewChild = (child: Workflow, written: Template | undefined, inside: Knowledge) =>
    workflowView(child, childInputs(child, written, inside));
  return (phase: Phase): PlannedStep[][] =>
    wavesOf(workflow.steps.filter((step) => step.phase === phase)).map((wave) =>
      wave.map((step) => {
        const planned = plannedStep(step, { workflow, knowledge, skipped, viewChild });
        if (planned.skip !== null) skipped.add(step.index);
        return planned;
      }),
    );
}
