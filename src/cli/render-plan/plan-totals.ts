import type { OpenLoops, PlannedStep, PlanTotals, WorkflowView } from './planned-workflow.ts';

const noLoops: OpenLoops = { count: 0, billed: 0, destroys: 0 };

const nothing: PlanTotals = {
  calls: 0,
  billed: 0,
  destroys: 0,
  mayBeFewer: false,
  openLoops: noLoops,
};

/** Adds up what the steps do, those of sub-workflows included. */
export function totalsOf({ waves, finally: last }: WorkflowView): PlanTotals {
  return [...waves, ...last].flat().map(totalsOfStep).reduce(sum, nothing);
}

function totalsOfStep(step: PlannedStep): PlanTotals {
  if (step.skip !== null) return nothing;
  const times = step.loop === null ? 1 : step.loop.count;
  const once = step.child === null ? oneCall(step) : totalsOf(step.child);
  if (times === null) return { ...nothing, openLoops: oneLoop(once) };
  if (times === 0) return nothing;
  return {
    calls: once.calls * times,
    billed: once.billed * times,
    destroys: once.destroys * times,
    mayBeFewer: once.mayBeFewer || step.condition?.holds === null,
    openLoops: once.openLoops,
  };
}

function oneCall(step: PlannedStep): PlanTotals {
  return { ...nothing, calls: 1, billed: step.billed ? 1 : 0, destroys: step.destroys ? 1 : 0 };
}

/** A loop inside the loop is a part of what it does. */
function oneLoop({ billed, destroys, openLoops }: PlanTotals): OpenLoops {
  return {
    count: 1,
    billed: billed + openLoops.billed > 0 ? 1 : 0,
    destroys: destroys + openLoops.destroys > 0 ? 1 : 0,
  };
}

function sum(a: PlanTotals, b: PlanTotals): PlanTotals {
  return {
    calls: a.calls + b.calls,
    billed: a.billed + b.billed,
    destroys: a.destroys + b.destroys,
    mayBeFewer: a.mayBeFewer || b.mayBeFewer,
    openLoops: {
      count: a.openLoops.count + b.openLoops.count,
      billed: a.openLoops.billed + b.openLoops.billed,
      destroys: a.openLoops.destroys + b.openLoops.destroys,
    },
  };
}
