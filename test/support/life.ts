import type { JsonObject } from '../../src/core/json.ts';
import { labelOf, stepAt } from '../../src/core/run/place.ts';
import type { RunEvent } from '../../src/core/run/event.ts';
import { loopOf, type Address, type RunState } from '../../src/core/run/state.ts';
import { madeAndThere } from '../../src/core/run/transition.ts';
import type { Plan } from '../../src/core/workflow/plan.ts';
import type { Action } from '../../src/engine/action.ts';
import type { Continuation } from '../../src/engine/go-on.ts';
import {
  WriterReplaced,
  type Entry,
  type Journal,
  type RecordedEvent,
} from '../../src/engine/journal.ts';
import { createRedactor } from '../../src/engine/redactor.ts';
import type { RunPorts } from '../../src/engine/run-ports.ts';
import { resumeRun, runWorkflow } from '../../src/engine/run-workflow.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { isOver, statusAfter } from '../../src/store/status-after.ts';
import { childTexts, type LifePlan } from './arbitrary-life.ts';
import { ModelCloud, type Act } from './model-cloud.ts';
import { mortalJournal, type Death } from './mortal-journal.ts';
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
  /** What was asked of the cloud by a process that another one had shut out. */
  readonly trespasses: readonly string[];
}

export interface LifeOptions {
  /** What is written of what should be. */
  readonly keep?: (entries: readonly Entry[]) => readonly Entry[];
}

/** Lives through a plan, until the run is over and a person can do no more for it. */
export async function live(given: LifePlan, options: LifeOptions = {}): Promise<Life> {
  using world = new World(given, options);
  let { deaths } = given;
  let help: Help | null = null;
  for (let round = 0; round < 60; round += 1) {
    const [death = null] = deaths;
    deaths = deaths.slice(1);
    const end = await world.process(help, death);
    if (end === 'died') {
      await world.pass(given.pauseMs);
      help = { run: 'run', how: { kind: 'resume' } };
      continue;
    }
    // Whoever is asked looks when everything has come to rest.
    await world.pass(20_000);
    const isInside: boolean = help !== null && help.run !== 'run';
    help = isInside ? { run: 'run', how: { kind: 'resume' } } : world.helpFor(end);
    if (help === null) return { ...world.seen, state: end };
  }
  throw new Error('this run never ends');
}

/** What a person does for the run, or for one inside it. */
interface Help {
  readonly run: string;
  /** Name of the workflow of the run inside. */
  readonly child?: string;
  readonly how: Continuation;
}

const childPlans = new Map(Object.entries(childTexts).map(([name, text]) => [name, planOf(text)]));

const childFiles = Object.fromEntries(
  Object.entries(childTexts).map(([name, text]) => [`${name}.yaml`, text]),
);

/** Where a run lives: its cloud and its journal outlast the processes. */
class World implements Disposable {
  readonly seen: Omit<Life, 'state'>;
  readonly #given: LifePlan;
  readonly #options: LifeOptions;
  readonly #clock = new VirtualClock(0);
  readonly #journal = createMemoryJournal();
  readonly #random: () => number;
  readonly #plan: Plan;
  readonly #written = new Map<string, RunEvent[]>();
  readonly #shown: RecordedEvent[] = [];
  readonly #breaches: string[] = [];
  readonly #trespasses: string[] = [];
  /** Which of the processes has the run, counted from 1. */
  #owner = 0;
  #processes = 0;
  #isOver = false;

  constructor(given: LifePlan, options: LifeOptions) {
    this.#given = given;
    this.#options = options;
    this.#random = seededRandom(given.seed + 1);
    this.#plan = planOf(JSON.stringify(given.document), { files: childFiles });
    const cloud = new ModelCloud({
      clock: this.#clock,
      random: seededRandom(given.seed),
      trouble: given.trouble,
      onAct: (act) => this.#expectIntent(act),
    });
    for (let index = 0; index < 8; index += 1) cloud.place(`f${index}`);
    this.seen = {
      written: this.#written,
      shown: this.#shown,
      cloud,
      breaches: this.#breaches,
      trespasses: this.#trespasses,
    };
    if (given.cancelAfterMs !== null) {
      this.#later(given.cancelAfterMs, () => this.#journal.request('run', { kind: 'cancel' }));
    }
  }

  /** Lets a process begin the run, or go on with it, until the run is over or the process dies. */
  async process(help: Help | null, death: Death | null): Promise<RunState | 'died'> {
    this.#processes += 1;
    const self = this.#processes;
    const { journal, died, wake } = mortalJournal(this.#journal, {
      death,
      onOwned: (run) => {
        if (run === (help?.run ?? 'run')) this.#owner = self;
      },
      keep: this.#options.keep ?? ((all) => all),
      onWritten: (run, events) =>
        void this.#written.set(run, [...(this.#written.get(run) ?? []), ...events]),
    });
    const id = help?.run ?? 'run';
    const plan = childPlans.get(help?.child ?? '') ?? this.#plan;
    const request = { plan, id, cancelled: new AbortController().signal };
    const ports = this.#portsOf(journal, self);
    const ended =
      help === null
        ? runWorkflow(request, ports)
        : resumeRun({ ...request, how: help.how, evenIfAlive: true }, ports);
    const end = await Promise.race([ended, died]);
    if (end === 'died' && death?.comesBack === true) {
      this.#later(this.#given.pauseMs + 500, wake);
      const wasOver = this.#hasEnded();
      ended.then(
        () => {
          if (!wasOver) this.#blame('a process that was replaced went on to the end');
        },
        (error: unknown) => {
          if (!(error instanceof WriterReplaced)) this.#blame(String(error));
        },
      );
    }
    return end;
  }

  async pass(ms: number): Promise<void> {
    await this.#clock.sleepUntil(this.#clock.now() + ms);
  }

  /** What a person does for a run that waits for one; `null` when there is nothing to do. */
  helpFor(state: RunState): Help | null {
    const { cloud } = this.seen;
    if (state.status !== 'needs-operator') return null;
    for (const address of unsettledOf(state)) {
      const step = labelOf(state, address);
      const { id, action, child } = stepAt(state, address);
      if (child !== null) return this.#helpInside(childIdOf(id, address), child.name);
      const outputs = cloud.truth('run', step, action.name);
      // Of two of a kind one may have been taken for the other: then there is only that other left.
      const thing = outputs?.['thing_id'];
      const isTaken = typeof thing === 'string' && madeAndThere(state).has(thing);
      return settling('run', step, isTaken ? null : outputs);
    }
    return this.#isOutOfOrder(state)
      ? { run: 'run', how: { kind: 'undo', scope: 'declared' } }
      : null;
  }

  /** What is done for a run inside that waits for a person; once it does not, its run goes on. */
  #helpInside(run: string, child: string): Help {
    const last = this.#written.get(run)?.at(-1);
    const [step] = last?.type === 'run-needs-operator' ? last.unsettled : [];
    if (step === undefined) return { run: 'run', how: { kind: 'resume' } };
    const plan = childPlans.get(child);
    const { action } = plan?.workflow.steps[plan.stepIndex.get(step) ?? -1] ?? {};
    return { ...settling(run, step, this.seen.cloud.truth(run, step, action?.name ?? '')), child };
  }

  /** Whether something could not be taken back, which can be now that nothing goes wrong any more. */
  #isOutOfOrder({ undo }: RunState): boolean {
    const { cloud } = this.seen;
    if (undo === null || undo.failed === null || cloud.isHealthy) return false;
    cloud.isHealthy = true;
    return true;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#clock.close();
  }

  #portsOf(journal: Journal, self: number): RunPorts {
    const { cloud } = this.seen;
    return {
      actions: { get: (name) => this.#watched(cloud.get(name), self) },
      clock: this.#clock,
      random: this.#random,
      journal,
      redactor: createRedactor(),
      digest,
      secret: () => token,
      folderOf: () => '/workflows',
      place: { cwd: '/workflows', settings: {} },
      observe: (recorded) => {
        const written = this.#written.get(recorded.run)?.length ?? 0;
        if (written < recorded.sequence) this.#blame('something was shown that is not written');
        this.#shown.push(recorded);
      },
    };
  }

  /** An action of the cloud, for one of the processes. */
  #watched(action: Action | undefined, self: number): Action | undefined {
    if (action?.spec.provider === 'builtin' || action === undefined) return action;
    return {
      ...action,
      run: (input, context) => {
        if (self !== this.#owner && !this.#isOver) {
          this.#trespasses.push(`process ${self} asked for ${action.spec.name}`);
        }
        return action.run(input, context);
      },
    };
  }

  /** There has to be an intent for every act of a step that has left, the one that leaves included. */
  #expectIntent({ run, step, action }: Act): void {
    const [id] = step.split('[');
    const intents = (this.#written.get(run) ?? []).filter(
      (event) => event.type === 'call-started' && event.step === id && event.action === action,
    );
    const left = this.seen.cloud.acts.filter(
      (act) => act.run === run && act.action === action && act.step.split('[')[0] === id,
    );
    if (left.length >= intents.length) this.#blame(`${action} of ${step} left without an intent`);
  }

  /** Whether the last that was written of the run is its end. */
  #hasEnded(): boolean {
    const last = this.#written.get('run')?.at(-1);
    return last !== undefined && isOver(statusAfter(last) ?? 'running');
  }

  #blame(breach: string): void {
    if (!this.#isOver) this.#breaches.push(breach);
  }

  #later(ms: number, work: () => unknown): void {
    this.#clock.sleepUntil(this.#clock.now() + ms).then(
      work,
      // The life was over before.
      () => undefined,
    );
  }
}

function settling(run: string, step: string, outputs: JsonObject | null): Help {
  return { run, how: { kind: 'settle', step, outputs } };
}

function childIdOf(step: string, { item }: Address): string {
  return `run-${step}${item === null ? '' : `-${item}`}`;
}

function* unsettledOf(state: RunState): Generator<Address> {
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
