import { labelOf } from '../../src/core/run/decide.ts';
import type { RunEvent } from '../../src/core/run/event.ts';
import { loopOf, type Address, type RunState } from '../../src/core/run/state.ts';
import type { Plan } from '../../src/core/workflow/plan.ts';
import type { Continuation } from '../../src/engine/go-on.ts';
import type { Entry, RecordedEvent } from '../../src/engine/journal.ts';
import { createRedactor } from '../../src/engine/redactor.ts';
import type { RunPorts } from '../../src/engine/run-ports.ts';
import { resumeRun, runWorkflow } from '../../src/engine/run-workflow.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { childText, type LifePlan } from './arbitrary-life.ts';
import { ModelCloud, type Act } from './model-cloud.ts';
import { mortalJournal } from './mortal-journal.ts';
import { digest, planOf } from './plan.ts';
import { seededRandom } from './seeded-random.ts';

export const token = 's3cret-t0ken';

/** All that came of a run, over the deaths of its processes and the answers of a person. */
export interface Life {
  readonly state: RunState;
  /** As written, of every run. */
  readonly written: ReadonlyMap<string, readonly RunEvent[]>;
  readonly shown: readonly RecordedEvent[];
  readonly cloud: ModelCloud;
  /** What was done without having been announced, and what was shown without having been written. */
  readonly breaches: readonly string[];
}

export interface LifeWorld {
  /** What is written of what should be. */
  readonly keep?: (entries: readonly Entry[]) => readonly Entry[];
}

/** Lives through a plan, until the run is over and a person can do no more for it. */
export async function live(
  given: LifePlan,
  { keep = (all) => all }: LifeWorld = {},
): Promise<Life> {
  using clock = new VirtualClock(0);
  const journal = createMemoryJournal();
  const written = new Map<string, RunEvent[]>();
  const breaches: string[] = [];
  const cloud = new ModelCloud({
    clock,
    random: seededRandom(given.seed),
    trouble: given.trouble,
    onAct: (act) => {
      if (!isAnnounced(act, written.get(act.run) ?? [], cloud.acts)) {
        breaches.push(`${act.action} of ${act.step} left without an intent`);
      }
    },
  });
  for (let index = 0; index < 8; index += 1) cloud.place(`f${index}`);
  const shown: RecordedEvent[] = [];
  const plan = planOf(JSON.stringify(given.document), { files: { 'child.yaml': childText } });
  const random = seededRandom(given.seed + 1);
  const process = (deaths: LifePlan['deaths'], how: Continuation | null) => {
    const [death = null] = deaths;
    const onWritten = (run: string, events: readonly RunEvent[]) =>
      void written.set(run, [...(written.get(run) ?? []), ...events]);
    const mortal = mortalJournal(journal, { death, keep, onWritten });
    const ports: RunPorts = {
      actions: cloud,
      clock,
      random,
      journal: mortal.journal,
      redactor: createRedactor(),
      digest,
      secret: () => token,
      folderOf: () => '/workflows',
      place: { cwd: '/workflows', settings: {} },
      observe: (recorded) => {
        if ((written.get(recorded.run)?.length ?? 0) < recorded.sequence)
          breaches.push('shown early');
        shown.push(recorded);
      },
    };
    const request = { plan, id: 'run', cancelled: new AbortController().signal };
    const ended =
      how === null
        ? runWorkflow(request, ports)
        : resumeRun({ ...request, how, evenIfAlive: true }, ports);
    return Promise.race([ended, mortal.died]);
  };
  if (given.cancelAfterMs !== null) {
    clock.sleepUntil(given.cancelAfterMs).then(
      () => journal.request('run', { kind: 'cancel' }),
      // The run was over before.
      () => undefined,
    );
  }

  let deaths = given.deaths;
  let how: Continuation | null = null;
  for (let round = 0; round < 40; round += 1) {
    const end = await process(deaths, how);
    deaths = deaths.slice(1);
    if (end === 'died') {
      await clock.sleepUntil(clock.now() + given.pauseMs);
      how = (await journal.find('run')) === null ? null : { kind: 'resume' };
      continue;
    }
    // Whoever is asked looks when everything has come to rest.
    await clock.sleepUntil(clock.now() + 20_000);
    how = helpFor(end, plan, cloud);
    if (how === null) return { state: end, written, shown, cloud, breaches };
  }
  throw new Error('this run never ends');
}

/** What a person does for a run that waits for one; `null` when there is nothing to do. */
function helpFor(state: RunState, plan: Plan, cloud: ModelCloud): Continuation | null {
  if (state.status !== 'needs-operator') return null;
  for (const address of unsettledOf(state)) {
    const step = labelOf(state, address);
    const action = plan.workflow.steps[address.step]?.action.name ?? '';
    return { kind: 'settle', step, outputs: cloud.truth('run', step, action) };
  }
  if (state.undo === null || state.undo.failed === null || cloud.isHealthy) return null;
  cloud.isHealthy = true;
  return { kind: 'undo', scope: 'declared' };
}

export function* unsettledOf(state: RunState): Generator<Address> {
  let step = 0;
  for (const each of state.steps) {
    if (each.status === 'unsettled') yield { step, item: null };
    let item = 0;
    for (const work of loopOf(each)?.works ?? []) {
      if (work.status === 'unsettled') yield { step, item };
      item += 1;
    }
    step += 1;
  }
}

/** Whether there is an intent for every act of a step that has left, this one included. */
function isAnnounced(
  { run, step, action }: Act,
  events: readonly RunEvent[],
  acts: readonly Act[],
): boolean {
  const [id] = step.split('[');
  const intents = events.filter(
    (event) => event.type === 'call-started' && event.step === id && event.action === action,
  );
  const left = acts.filter(
    (act) => act.run === run && act.action === action && act.step.split('[')[0] === id,
  );
  return left.length < intents.length;
}
