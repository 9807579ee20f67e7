import type { JsonObject } from '../../src/core/json.ts';
import type { RunEvent } from '../../src/core/run/event.ts';
import type { RunState } from '../../src/core/run/state.ts';
import type { Journal, RecordedEvent } from '../../src/engine/journal.ts';
import { createRedactor, type Redactor } from '../../src/engine/redactor.ts';
import type { Continuation } from '../../src/engine/go-on.ts';
import type { RunPorts } from '../../src/engine/run-ports.ts';
import { resumeRun, runWorkflow } from '../../src/engine/run-workflow.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { createMemoryJournal } from '../../src/store/memory-journal.ts';
import { digest, planOf, type PlanOptions } from './plan.ts';
import { ScriptedActions, type ActionCall, type Script } from './scripted-actions.ts';
import { seededRandom } from './seeded-random.ts';

export interface RigOptions extends PlanOptions {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly seed?: number;
  /** How calls end; those about which it says nothing are in the hands of the test. */
  readonly script?: Script;
  readonly journal?: Journal;
  readonly cancelled?: AbortSignal;
  /** How a run goes on that is in the journal already, whoever else writes it. */
  readonly how?: Continuation;
  /** Id of the run; `run` if not given. */
  readonly id?: string;
}

export const startOfTime = Date.parse('2026-03-01T00:00:00Z');

/** Starts a run of a workflow with everything real but the world: time, chance and the actions. */
export function startRun(text: string, options: RigOptions = {}): Rig {
  return new Rig(text, options);
}

export class Rig implements Disposable {
  readonly clock = new VirtualClock(startOfTime);
  readonly actions: ScriptedActions;
  readonly journal: Journal;
  readonly redactor: Redactor = createRedactor();
  /** Everything that was shown, of runs inside the run too. */
  readonly shown: RecordedEvent[] = [];
  readonly ended: Promise<RunState>;
  readonly #cancel = new AbortController();
  #arrived = Promise.withResolvers<void>();

  constructor(text: string, options: RigOptions) {
    this.journal = options.journal ?? createMemoryJournal();
    this.actions = new ScriptedActions(options.script ?? (() => undefined));
    this.actions.onCall = () => {
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
    };
    const cancelled = AbortSignal.any([
      this.#cancel.signal,
      ...(options.cancelled ? [options.cancelled] : []),
    ]);
    const request = { plan: planOf(text, options), id: options.id ?? 'run', cancelled };
    const ports: RunPorts = {
      actions: this.actions,
      clock: this.clock,
      random: seededRandom(options.seed ?? 1),
      journal: this.journal,
      redactor: this.redactor,
      digest,
      secret: (name) => options.secrets?.[name],
      folderOf: () => '/workflows',
      place: { cwd: '/workflows', settings: {} },
      observe: (recorded) => void this.shown.push(recorded),
    };
    const { how } = options;
    this.ended =
      how === undefined
        ? runWorkflow(request, ports)
        : resumeRun({ ...request, how, evenIfAlive: true }, ports);
    // Whoever waits for the end is told of its failure then.
    this.ended.catch(() => undefined);
  }

  /** The events of the run itself, as shown. */
  get events(): readonly RunEvent[] {
    return this.eventsOf('run');
  }

  eventsOf(run: string): readonly RunEvent[] {
    return this.shown.filter((each) => each.run === run).map(({ event }) => event);
  }

  /** The next call of a step that is not over; waits for it. @throws when the run ends before. */
  async call(step: string): Promise<ActionCall> {
    for (;;) {
      const found = this.actions.calls.find((call) => call.step === step && !call.isOver);
      if (found !== undefined) return found;
      const isOver = await Promise.race([this.#arrived.promise, this.ended.then(() => true)]);
      if (isOver === true) throw new Error(`the run is over, and "${step}" was not called`);
    }
  }

  /** Ends a call, and waits until it is over. */
  async succeed(step: string, outputs: JsonObject = {}): Promise<void> {
    const call = await this.call(step);
    call.succeed(outputs);
    await this.#settled(call);
  }

  cancel(): void {
    this.#cancel.abort(new Error('somebody pressed Ctrl-C'));
  }

  /** Milliseconds since the run was started. */
  get elapsed(): number {
    return this.clock.now() - startOfTime;
  }

  /** Labels of the calls that are not over. */
  get open(): readonly string[] {
    return this.actions.calls.filter((call) => !call.isOver).map((call) => call.step);
  }

  [Symbol.dispose](): void {
    this.clock.close();
  }

  async #settled(call: ActionCall): Promise<void> {
    while (!call.isOver) await new Promise((resolve) => setImmediate(resolve));
  }
}
