import type { Plan } from '../../core/workflow/plan.ts';
import { faultKinds } from '../../providers/lunanode/simulator/fault-kinds.ts';
import type { FaultKind } from '../../providers/lunanode/simulator/fault-plan.ts';
import type { MachineFault, PlannedMachineFault } from './machine-faults.ts';
import { rehearse, type Rehearsal, type Stage } from './rehearse.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** One fault at one call. */
export interface Trial {
  /** `category/action`; `http/request` for what is asked of machines. */
  readonly action: string;
  /** Which of the calls of that action, from 1. */
  readonly nth: number;
  readonly fault: string;
  /** How the stage differs from one without faults. */
  readonly change: Pick<Stage, 'faults' | 'machineFault'>;
  /** How many things somebody else makes because of it. */
  readonly strangers: number;
}

export interface Tried {
  readonly trial: Trial;
  readonly rehearsal: Rehearsal;
  readonly verdict: Verdict;
}

/** Every fault that can happen to any call of a run, each for a rehearsal of its own. */
export function trialsFor(faultless: Rehearsal): readonly Trial[] {
  const trials: Trial[] = [];
  const counts = new Map<string, number>();
  for (const { action } of faultless.requests) {
    const nth = (counts.get(action) ?? 0) + 1;
    counts.set(action, nth);
    for (const kind of faultKinds) {
      if (kind.appliesTo(action)) trials.push(trialOf(action, nth, kind.name, kind.example));
    }
  }
  for (let nth = 1; nth <= faultless.machineRequests; nth += 1) {
    trials.push(machineTrial({ nth, fault: 'refuse' }), machineTrial({ nth, fault: 'status-500' }));
  }
  if (faultless.machineRequests > 0) {
    trials.push(machineTrial({ nth: 'each', fault: 'refuse' }));
    trials.push(machineTrial({ nth: 'each', fault: 'status-500' }));
  }
  return trials;
}

function trialOf(action: string, nth: number, fault: string, kind: FaultKind): Trial {
  const change = { faults: [{ action, nth, ...kind }] };
  return { action, nth, fault, change, strangers: fault === 'duplicate-name' ? 1 : 0 };
}

const machineWords: Readonly<Record<MachineFault, string>> = {
  refuse: 'refuse',
  'status-500': 'status-500',
};

function machineTrial(machineFault: PlannedMachineFault): Trial {
  const { nth, fault } = machineFault;
  const isEach = nth === 'each';
  return {
    action: 'http/request',
    nth: isEach ? 1 : nth,
    fault: isEach ? `${machineWords[fault]}, each time` : machineWords[fault],
    change: { machineFault },
    strangers: 0,
  };
}

/** Tries them all, some at a time, and gives the results in the order of the trials. */
export async function tryFaults(
  plan: Plan,
  stage: Stage,
  { faultless, trials }: { readonly faultless: Rehearsal; readonly trials: readonly Trial[] },
): Promise<readonly Tried[]> {
  const results: Tried[] = [];
  const queue = trials.entries();
  const work = async (): Promise<void> => {
    for (const [at, trial] of queue) {
      const rehearsal = await rehearse(plan, { ...stage, ...trial.change });
      const verdict = verdictOf(rehearsal, faultless, trial.strangers);
      // It tells what is in the cloud, where secrets are in clear.
      results[at] = { trial, rehearsal, verdict: rehearsal.redactor.value(verdict) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** Rehearsals that share the time in which one of them waits for the simulated cloud. */
const atOnce = 4;
