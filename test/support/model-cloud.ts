import { valueSet } from '../../src/actions/value-set.ts';
import { workflowRun, workflowUndo } from '../../src/actions/workflow-run.ts';
import { classOf, type ActionSpec } from '../../src/core/action-spec.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Failure } from '../../src/core/run/failure.ts';
import {
  ActionError,
  type Action,
  type ActionContext,
  type Actions,
} from '../../src/engine/action.ts';
import type { Clock } from '../../src/engine/clock.ts';
import { failures } from './failures.ts';
import { thingSpecs } from './test-actions.ts';

export interface Thing {
  readonly id: string;
  readonly label: string;
  /** The piece of work that made it, `run step`; `null` when it was there before. */
  readonly maker: string | null;
  readonly createdAt: number;
  removedAt: number;
  /** What was done to it last. */
  state: string | null;
  flips: number;
}

/** Something that changes things, from the moment at which it left. */
export interface Act {
  readonly run: string;
  readonly step: string;
  readonly action: string;
  readonly input: JsonObject;
  /** What it answered, or would have; `null` while nothing is done. */
  outputs: JsonObject | null;
}

export interface CloudOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** How many of a hundred calls go wrong. */
  readonly trouble: number;
  /** Told of every act right before it leaves. */
  readonly onAct: (act: Act) => void;
}

/** Time from a request to its effect, lists that lag behind included, is less than any quiet time. */
const latenciesMs = [0, 0, 50, 400] as const;
const latestMs = 3000;
const stalenessMs = [0, 1000, 4000] as const;

/**
 * A cloud of things that does what it is asked, whoever still listens: a request that left is
 * carried out although its process died. Answers are lost before and after the effect, the effect can
 * come late, and lists lag behind.
 */
export class ModelCloud implements Actions {
  readonly things: Thing[] = [];
  readonly acts: Act[] = [];
  /** From now on nothing goes wrong. */
  isHealthy = false;
  readonly #options: CloudOptions;
  readonly #actions: ReadonlyMap<string, Action>;

  constructor(options: CloudOptions) {
    this.#options = options;
    const own = thingSpecs.map((spec): Action => ({
      spec,
      run: (input, context) => this.#ask(spec, input, context),
    }));
    const all = [...own, valueSet, workflowRun, workflowUndo];
    this.#actions = new Map(all.map((action) => [action.spec.name, action]));
  }

  get(name: string): Action | undefined {
    return this.#actions.get(name);
  }

  /** Something that is there before any run. */
  place(id: string): void {
    this.#add({ id, label: 'web', maker: null });
  }

  /** What is there now. */
  get present(): readonly Thing[] {
    return this.things.filter(({ removedAt }) => removedAt === Infinity);
  }

  /** What became of the last act of a step by this action; `null`: it had no effect. */
  truth(run: string, step: string, action: string): JsonObject | null {
    const last = this.acts.findLast(
      (act) => act.run === run && act.step === step && act.action === action,
    );
    return last?.outputs ?? null;
  }

  async #ask(spec: ActionSpec, input: JsonObject, context: ActionContext): Promise<JsonObject> {
    const { clock } = this.#options;
    const isReading = classOf(spec, input) === 'read';
    const act: Act = {
      run: context.run.id,
      step: context.step,
      action: spec.name,
      input,
      outputs: null,
    };
    if (!isReading) {
      this.#options.onAct(act);
      this.acts.push(act);
    }
    const fault = this.#fault(isReading);
    const latency = this.#pick(latenciesMs);
    if (fault === 'refused' || fault === 'throttled' || fault === 'rejected') {
      throw new ActionError(failures[fault]);
    }
    const signal = isReading ? context.signal : context.deadline;
    const served = this.#serve(act, {
      isLate: fault === 'late',
      isLost: fault === 'before',
      latency,
    });
    // Nobody may be left to hear of it.
    served.catch(() => undefined);
    if (fault === 'hangs') await clock.sleepUntil(Infinity, signal);
    await clock.sleepUntil(clock.now() + latency, signal);
    if (fault !== null) throw new ActionError(this.#pick([failures.cut, failures.badAnswer]));
    return await served;
  }

  async #serve(
    act: Act,
    { isLate, isLost, latency }: { isLate: boolean; isLost: boolean; latency: number },
  ): Promise<JsonObject> {
    const { clock } = this.#options;
    const wait = latency / 2 + (isLate ? latestMs : 0);
    if (wait > 0) await clock.sleepUntil(clock.now() + wait);
    if (isLost) return {};
    const outputs = this.#perform(act.action, act.input, act);
    act.outputs = outputs;
    return outputs;
  }

  #fault(isReading: boolean): Fault | null {
    const { random, trouble } = this.#options;
    if (this.isHealthy || random() * 100 >= trouble) return null;
    return this.#pick(isReading ? readingFaults : actingFaults);
  }

  #perform(action: string, input: JsonObject, { run, step }: Act): JsonObject {
    const thing = this.present.find(({ id }) => id === input['thing_id']);
    switch (action) {
      case 'thing/list':
        return this.#list();
      case 'thing/make':
      case 'thing/build':
      case 'thing/spawn': {
        const id = `t${this.things.length}`;
        this.#add({
          id,
          label: typeof input['label'] === 'string' ? input['label'] : '',
          maker: `${run} ${step}`,
        });
        return { thing_id: id };
      }
      default:
    }
    if (thing === undefined) {
      throw new ActionError({ kind: 'rejected', message: `No such thing: ${action}` });
    }
    if (action === 'thing/remove') thing.removedAt = this.#options.clock.now();
    if (action === 'thing/keep') thing.state = 'kept';
    if (action === 'thing/drop') thing.state = 'dropped';
    if (action === 'thing/flip') thing.flips += 1;
    return { thing_id: thing.id, state: this.#stateOf(thing) };
  }

  #stateOf({ state, createdAt }: Thing): string {
    return state ?? (this.#options.clock.now() - createdAt >= 2000 ? 'ready' : 'building');
  }

  #list(): JsonObject {
    const asOf = this.#options.clock.now() - this.#pick(stalenessMs);
    const shown = this.things.filter(
      ({ createdAt, removedAt }) => createdAt <= asOf && removedAt > asOf,
    );
    return { things: shown.map(({ id, label }) => ({ thing_id: id, label })) };
  }

  #add({ id, label, maker }: Pick<Thing, 'id' | 'label' | 'maker'>): void {
    const createdAt = maker === null ? -Infinity : this.#options.clock.now();
    this.things.push({ id, label, maker, createdAt, removedAt: Infinity, state: null, flips: 0 });
  }

  #pick<T>(items: readonly T[]): T {
    const found = items[Math.floor(this.#options.random() * items.length)];
    if (found === undefined) throw new RangeError('there is nothing to pick from');
    return found;
  }
}

type Fault = keyof Pick<typeof failures, 'refused' | 'throttled' | 'rejected'> | LostAnswer;

/** The connection breaks before the effect, after it, long before it, or never. */
type LostAnswer = 'before' | 'after' | 'late' | 'hangs';

const readingFaults: readonly Fault[] = ['refused', 'throttled', 'after', 'hangs'];

const actingFaults: readonly Fault[] = [
  'refused',
  'throttled',
  'rejected',
  'before',
  'after',
  'after',
  'late',
  'hangs',
];

/** A failure that no cloud has. */
export function isOwnFault({ kind }: Failure): boolean {
  return kind === 'internal' || kind === 'invalid-value';
}
