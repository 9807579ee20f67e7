import { createBuiltinActions } from '../../actions/builtin-actions.ts';
import type { Instant } from '../../core/duration.ts';
import type { RunState } from '../../core/run/state.ts';
import type { Plan } from '../../core/workflow/plan.ts';
import type { Action } from '../../engine/action.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Continuation } from '../../engine/go-on.ts';
import type { Journal, RecordedEvent } from '../../engine/journal.ts';
import { createRedactor, type Redactor } from '../../engine/redactor.ts';
import type { RunPorts } from '../../engine/run-ports.ts';
import { resumeRun, runWorkflow } from '../../engine/run-workflow.ts';
import { VirtualClock } from '../../engine/virtual-clock.ts';
import { createLunaNodeActions } from '../../providers/lunanode/lunanode-actions.ts';
import { demoAccount } from '../../providers/lunanode/simulator/demo-account.ts';
import { demoWorld } from '../../providers/lunanode/simulator/demo-world.ts';
import type { FaultPlan } from '../../providers/lunanode/simulator/fault-plan.ts';
import type { RequestEntry } from '../../providers/lunanode/simulator/request-log.ts';
import {
  isSimulated,
  onSimulatedNetwork,
} from '../../providers/lunanode/simulator/simulated-network.ts';
import { startSimulator, type Simulator } from '../../providers/lunanode/simulator/simulator.ts';
import type { WorldSnapshot } from '../../providers/lunanode/simulator/world/world-snapshot.ts';
import { createMemoryJournal } from '../../store/memory-journal.ts';
import { digest } from '../digest.ts';
import { MachineFaults, type PlannedMachineFault } from './machine-faults.ts';
import { standIn, withMachineFaults } from './stand-ins.ts';

/** What a rehearsal is given besides the plan. */
export interface Stage {
  readonly startedAt: Instant;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly faults?: FaultPlan;
  readonly machineFault?: PlannedMachineFault;
  readonly observe?: (recorded: RecordedEvent, clock: Clock) => void;
}

/** A run in virtual time, against a simulated cloud of its own. */
export interface Rehearsal {
  readonly state: RunState;
  readonly events: readonly RecordedEvent[];
  /** Calls of the API, in their order. */
  readonly requests: readonly RequestEntry[];
  /** Requests to machines. */
  readonly machineRequests: number;
  readonly before: WorldSnapshot;
  readonly after: WorldSnapshot;
  /** Hides what the run had to hide. */
  readonly redactor: Redactor;
  /** Virtual time that it took, in milliseconds. */
  readonly tookMs: number;
}

/** Runs a plan against a simulated cloud in virtual time. @throws {MissingSecret} */
export async function rehearse(plan: Plan, stage: Stage): Promise<Rehearsal> {
  await using theatre = await Theatre.open(stage);
  const before = theatre.simulator.snapshot();
  const state = await theatre.run(plan);
  return theatre.report(state, before);
}

/** The id of every rehearsed run: nothing of it may depend on chance. */
export const rehearsedRun = 'rehearsal';

/** A simulated cloud and all that a run needs beside it; time is virtual. */
export class Theatre implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly journal: Journal = createMemoryJournal();
  readonly clock: VirtualClock;
  readonly events: RecordedEvent[] = [];
  readonly #redactor = createRedactor();
  readonly #stage: Stage;
  readonly #client: ReturnType<typeof createLunaNodeActions>;
  readonly #machines: MachineFaults;

  private constructor(simulator: Simulator, clock: VirtualClock, stage: Stage) {
    this.simulator = simulator;
    this.clock = clock;
    this.#stage = stage;
    this.#machines = new MachineFaults(stage.machineFault ?? null);
    this.#client = createLunaNodeActions({ ...demoAccount, url: simulator.url, clock });
  }

  static async open(stage: Stage): Promise<Theatre> {
    const clock = new VirtualClock(stage.startedAt);
    const simulator = await startSimulator({
      clock: clock.serving,
      accounts: [demoAccount],
      seed: demoWorld,
      ...(stage.faults === undefined ? {} : { faults: stage.faults }),
    });
    return new Theatre(simulator, clock, stage);
  }

  run(plan: Plan, cancelled = new AbortController().signal): Promise<RunState> {
    return runWorkflow({ plan, id: rehearsedRun, cancelled }, this.#ports());
  }

  /** Goes on with a run, as a person would who takes up what its end asked for. */
  goOn(plan: Plan, how: Continuation): Promise<RunState> {
    const cancelled = new AbortController().signal;
    return resumeRun({ plan, id: rehearsedRun, how, cancelled, evenIfAlive: true }, this.#ports());
  }

  report(state: RunState, before: WorldSnapshot): Rehearsal {
    const { simulator, clock, events } = this;
    return {
      state,
      events,
      requests: [...simulator.requests],
      machineRequests: this.#machines.count,
      before,
      after: simulator.snapshot(),
      redactor: this.#redactor,
      tookMs: clock.now() - this.#stage.startedAt,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
    await this.simulator.close();
    this.clock.close();
  }

  #ports(): RunPorts {
    const { env, cwd, observe } = this.#stage;
    const builtin = createBuiltinActions({ baseEnvironment: env }).map((action) =>
      this.#place(action),
    );
    const all = [...this.#client.actions, ...builtin];
    const byName = new Map(all.map((action) => [action.spec.name, action]));
    return {
      actions: { get: (name) => byName.get(name) },
      clock: this.clock,
      random: () => 0.5,
      journal: this.journal,
      redactor: this.#redactor,
      digest,
      // What a secret is does not matter here, but that it has a value does.
      secret: (name) => env[name] ?? `rehearsed ${name}`,
      place: { cwd, settings: {} },
      folderOf: () => cwd,
      observe: (recorded) => {
        this.events.push(recorded);
        observe?.(recorded, this.clock);
      },
    };
  }

  #place(action: Action): Action {
    const placed = onSimulatedNetwork(action, this.simulator);
    return withMachineFaults(standIn(placed, isSimulated), this.#machines);
  }
}
