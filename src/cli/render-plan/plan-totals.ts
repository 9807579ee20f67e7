import type { PlannedStep, PlanTotals, WorkflowView } from './planned-workflow.ts';

const nothing: PlanTotals = {
  calls: 0,
  billed: 0,
  destroys: 0,
  mayBeFewer: false,
  openLoops: 0,
};

/** Adds up what the steps do, those of sub-workflows included. */
export function totalsOf({ waves, finally: last }: WorkflowView): PlanTotals {
  return [...waves, ...last].flat().map(totalsOfStep).reduce(sum, nothing);
}

function totalsOfStep(step: PlannedStep): PlanTotals {
  if (step.skip !== null) return nothing;
  const times = step.loop === null ? 1 : step.loop.count;
  if (times === null) return { ...nothing, openLoops: 1 };
  const once = step.child === null ? oneCall(step) : totalsOf(step.child);
  return {
    calls: once.calls * times,
    billed: once.billed * times,
    destroys: once.destroys * times,
    mayBeFewer: once.mayBeFewer || step.condition?.holds === null,
    openLoops: times === 0 ? 0 : once.openLoops,
  };
}

function oneCall(step: PlannedStep): PlanTotals {
  return { ...nothing, calls: 1, billed: step.billed ? 1 : 0, destroys: step.destroys ? 1 : 0 };
}

function sum(a: PlanTotals, b: PlanTotals): PlanTotals {
  return {
    calls: a.calls + b.calls,
    billed: a.billed + b.billed,
    destroys: a.destroys + b.destroys,
    mayBeFewer: a.mayBeFewer || b.mayBeFewer,
    openLoops: a.openLoops + b.openLoops,
  };
}
