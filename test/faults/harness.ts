import { dirname } from 'node:path';
import { digest } from '../../src/cli/digest.ts';
import { trialsFor, type Trial } from '../../src/cli/rehearsal/each-fault.ts';
import { rehearse, Theatre, type Rehearsal, type Stage } from '../../src/cli/rehearsal/rehearse.ts';
import { verdictOf } from '../../src/cli/rehearsal/verdict.ts';
import { loadWorkflow } from '../../src/cli/workflow-source.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { createPlan, type Plan } from '../../src/core/workflow/plan.ts';
import type { WorldSnapshot } from '../../src/providers/lunanode/simulator/world/world-snapshot.ts';
import type { Subject } from '../crash/trial.ts';
import { obey } from './operator.ts';

/** A workflow, and its run without a fault. */
export interface Prepared {
  readonly subject: Subject;
  readonly plan: Plan;
  readonly stage: Stage;
  readonly faultless: Rehearsal;
  readonly trials: readonly Trial[];
}

export async function prepare(subject: Subject): Promise<Prepared> {
  const { workflow } = loadWorkflow(subject.file, dirname(subject.file));
  if (workflow === null) throw new Error(`${subject.file} cannot be read`);
  const planned = createPlan(workflow, subject.inputs as JsonObject, digest);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  const { plan } = planned;
  const stage: Stage = {
    startedAt: Date.parse('2026-03-01T03:30:00Z'),
    env: {},
    cwd: dirname(subject.file),
  };
  const faultless = await rehearse(plan, stage);
  return { subject, plan, stage, faultless, trials: trialsFor(faultless) };
}

export interface Outcome {
  /** How the run ended at first. */
  readonly status: string;
  /** How it ended after the printed commands, if it asked for a person. */
  readonly finalStatus: string;
  /** What is wrong; nothing, if all is well. */
  readonly wrongs: readonly string[];
}

/** Runs a workflow with a fault, and does what it says has to be done. */
export async function tryFault(prepared: Prepared, trial: Trial): Promise<Outcome> {
  const { plan, stage, faultless } = prepared;
  await using theatre = await Theatre.open({ ...stage, ...trial.change });
  const before = theatre.simulator.snapshot();
  const first = await theatre.run(plan);
  const verdict = verdictOf(theatre.report(first, before), faultless, trial.strangers);
  const wrongs = [
    ...verdict.unknown.map(({ kind, name }) => `${kind} ${name} is not in the journal`),
    ...verdict.doubled.map((what) => `made twice: ${what}`),
  ];
  const state = await obey(theatre, plan, first);
  const last = verdictOf(theatre.report(state, before), faultless, trial.strangers);
  if (state.status === 'needs-operator') wrongs.push('the printed commands do not finish the job');
  wrongs.push(...last.lostAddresses, ...sharedAddresses(theatre.simulator.snapshot()));
  wrongs.push(...last.doubled.map((what) => `made twice after all: ${what}`));
  return { status: first.status, finalStatus: state.status, wrongs };
}

/** An address is on one VM at most. */
function sharedAddresses({ vms }: WorldSnapshot): string[] {
  const all = vms.flatMap(({ floating }) => floating);
  return all.filter((ip, at) => all.indexOf(ip) !== at).map((ip) => `${ip} is on two VMs`);
}
