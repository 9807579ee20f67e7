import type { Plan } from '../../core/workflow/plan.ts';
import { faultKinds } from '../../providers/lunanode/simulator/fault-kinds.ts';
import type { MachineFault } from './machine-faults.ts';
import { rehearse, type Rehearsal, type Stage } from './rehearse.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** One fault at one call, or at every call of an action. */
export interface Trial {
  /** `category/action`; `http/request` for what is asked of machines. */
  readonly action: string;
  /** Which of the calls of that action, from 1. */
  readonly nth: number | 'each';
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

/**
 * Every fault that can happen to any call of a run, and those that do not pass at every call of an
 * action; each for a rehearsal of its own.
 */
export function trialsFor(faultless: Rehearsal): readonly Trial[] {
  const { requests, machineRequests } = faultless;
  const trials: Trial[] = [];
  const counts = new Map<string, number>();
  for (const { action } of requests) {
    const nth = (counts.get(action) ?? 0) + 1;
    counts.set(action, nth);
    trials.push(...trialsAt(action, nth));
  }
  for (let nth = 1; nth <= machineRequests; nth += 1) trials.push(...machineTrials(nth));
  for (const action of counts.keys()) {
    trials.push(...trialsAt(action, 'each').filter(({ fault }) => lasting.has(fault)));
  }
  if (machineRequests > 0) trials.push(...machineTrials('each'));
  return trials;
}

/** Faults that can last: an outage, a network that loses every answer, an API that will not have it. */
const lasting: ReadonlySet<string> = new Set(['refuse', 'cut-after', 'reject', 'status-500']);

function trialsAt(action: string, nth: Trial['nth']): Trial[] {
  return faultKinds
    .filter(({ appliesTo }) => appliesTo(action))
    .map(({ name: fault, example }) => ({
      action,
      nth,
      fault,
      change: { faults: [{ action, nth, ...example }] },
      strangers: fault === 'duplicate-name' ? 1 : 0,
    }));
}

const machineFaults: readonly MachineFault[] = ['refuse', 'status-500'];

function machineTrials(nth: Trial['nth']): Trial[] {
  return machineFaults.map((fault) => ({
    action: 'http/request',
    nth,
    fault,
    change: { machineFault: { nth, fault } },
    strangers: 0,
  }));
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
