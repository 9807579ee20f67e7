import { assertThat } from '../../src/actions/assert-that.ts';
import { timeSleep } from '../../src/actions/time-sleep.ts';
import { valueSet } from '../../src/actions/value-set.ts';
import { workflowRun, workflowUndo } from '../../src/actions/workflow-run.ts';
import type { ActionSpec } from '../../src/core/action-spec.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Failure } from '../../src/core/run/failure.ts';
import {
  ActionError,
  type Action,
  type ActionContext,
  type Actions,
} from '../../src/engine/action.ts';
import { thingSpecs } from './test-actions.ts';

/** How a call ends, and after how many milliseconds. */
export type Ending = { readonly afterMs?: number } & (
  | { readonly outputs: JsonObject }
  | { readonly failure: Failure }
  | { readonly error: unknown }
  /** It never ends by itself. */
  | { readonly hangs: true }
);

/** A call that an action was asked for. */
export class ActionCall {
  readonly action: string;
  readonly input: JsonObject;
  readonly context: ActionContext;
  readonly startedAt: number;
  /** Whether it is over, for whatever reason. */
  isOver = false;
  readonly ending: Promise<Ending>;
  readonly #settle: (ending: Ending) => void;

  constructor(action: string, input: JsonObject, context: ActionContext) {
    this.action = action;
    this.input = input;
    this.context = context;
    this.startedAt = context.clock.now();
    const { promise, resolve, reject } = Promise.withResolvers<Ending>();
    this.ending = promise;
    this.#settle = resolve;
    context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
    // Whoever scripts the call beforehand does not wait for this.
    promise.catch(() => undefined);
  }

  get step(): string {
    return this.context.step;
  }

  end(ending: Ending): void {
    this.#settle(ending);
  }

  succeed(outputs: JsonObject = {}): void {
    this.end({ outputs });
  }

  fail(failure: Failure): void {
    this.end({ failure });
  }
}

/** Says how a call ends; `undefined` leaves it to whoever holds the call. */
export type Script = (call: ActionCall) => Ending | undefined;

/**
 * Actions of which the test decides when and how each call ends, beside the built-in ones that reach
 * nothing outside.
 */
export class ScriptedActions implements Actions {
  /** All calls so far, in the order in which they left. */
  readonly calls: ActionCall[] = [];
  /** Told of every call. */
  onCall: (call: ActionCall) => void = () => undefined;
  readonly #actions: ReadonlyMap<string, Action>;

  constructor(script: Script) {
    const scripted = thingSpecs.map((spec) => this.#scripted(spec, script));
    const all = [...scripted, valueSet, assertThat, timeSleep, workflowRun, workflowUndo];
    this.#actions = new Map(all.map((action) => [action.spec.name, action]));
  }

  get(name: string): Action | undefined {
    return this.#actions.get(name);
  }

  #scripted(spec: ActionSpec, script: Script): Action {
    return {
      spec,
      run: async (input, context) => {
        const call = new ActionCall(spec.name, input, context);
        this.calls.push(call);
        this.onCall(call);
        try {
          // The clock stands while the test makes up its mind.
          return await perform(script(call) ?? (await context.clock.outside(call.ending)), call);
        } finally {
          call.isOver = true;
        }
      },
    };
  }
}

async function perform(ending: Ending, { context }: ActionCall): Promise<JsonObject> {
  const { clock, signal } = context;
  const until = 'hangs' in ending ? Infinity : clock.now() + (ending.afterMs ?? 0);
  await clock.sleepUntil(until, signal);
  if ('outputs' in ending) return ending.outputs;
  if ('failure' in ending) throw new ActionError(ending.failure);
  throw 'error' in ending ? ending.error : new Error('it was to hang for ever');
}
