import type { JsonObject } from '../../src/core/json.ts';
import { apply } from '../../src/core/run/apply.ts';
import { conclude } from '../../src/core/run/conclude.ts';
import type { Call } from '../../src/core/run/call.ts';
import type { Command } from '../../src/core/run/command.ts';
import { decide } from '../../src/core/run/decide.ts';
import type { CancelRequested, RunEvent, RunInfo } from '../../src/core/run/event.ts';
import type { Failure } from '../../src/core/run/failure.ts';
import type { Outcome } from '../../src/core/run/case.ts';
import { judge } from '../../src/core/run/judge.ts';
import { goOn, type Continuation } from '../../src/engine/go-on.ts';
import {
  initialState,
  type Address,
  type RunState,
  type StepState,
} from '../../src/core/run/state.ts';
import { planOf, type PlanOptions } from './plan.ts';

export interface MachineOptions extends PlanOptions {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly scheduledAt?: number;
  /** How many calls may be out at once; as many as there are otherwise. */
  readonly places?: number;
}

/** Starts a run of a workflow without an engine, at the moment 0. */
export function machine(text: string, options: MachineOptions = {}): Machine {
  return new Machine(text, options);
}

/**
 * The pure core, stepped by hand: it starts whatever the core wants started, and the test says how
 * each call ends, when time passes, and when somebody cancels.
 */
export class Machine {
  state: RunState;
  now = 0;
  readonly events: RunEvent[] = [];
  readonly #calls = new Map<string, Call>();
  readonly #places: number;
  /** Those who wait for a place. */
  #queue: Address[] = [];
  #sleeps: { readonly until: number; readonly address: Address | null }[] = [];

  constructor(text: string, options: MachineOptions) {
    const plan = planOf(text, options);
    this.#places = options.places ?? Infinity;
    const run: RunInfo = {
      id: 'r1',
      workflow: plan.workflow.name,
      file: 'test.yaml',
      planHash: plan.hash,
      inputs: plan.inputs,
      startedAt: 0,
      scheduledAt: options.scheduledAt ?? null,
      parent: null,
    };
    this.state = initialState({ plan, run, secrets: options.secrets ?? {} });
    this.#startLimit();
    this.#settle(this.#note({ type: 'run-started', at: 0, run }));
  }

  /** Labels of the calls that are out, in the order in which they left. */
  get calls(): readonly string[] {
    return [...this.#calls.keys()];
  }

  /** @throws when no such call is out. */
  call(label: string): Call {
    const call = this.#calls.get(label);
    if (call === undefined) throw new Error(`"${label}" is not out, but ${this.calls.join(', ')}`);
    return call;
  }

  succeed(label: string, outputs: JsonObject = {}): void {
    this.#end(label, { ok: true, outputs }, 0);
  }

  fail(label: string, failure: Failure, chance = 0): void {
    this.#end(label, { ok: false, failure }, chance);
  }

  /** A survey, or a settling look, shows these things. */
  show(label: string, ...things: readonly JsonObject[]): void {
    const { kind } = this.call(label);
    if (kind !== 'survey' && kind !== 'settle') throw new Error(`"${label}" asks by a ${kind}`);
    this.succeed(label, { answers: [{ things }] });
  }

  /** A settling look at one thing shows it so. */
  see(label: string, seen: JsonObject): void {
    if (this.call(label).kind !== 'settle') throw new Error(`"${label}" is not being settled`);
    this.succeed(label, { answers: [seen] });
  }

  /** The process dies, and another one goes on with what is written. */
  crash(): void {
    this.#goOn({ kind: 'resume' });
  }

  /** A person says what became of an act; `null`: it did not happen. */
  answer(label: string, outputs: JsonObject | null): void {
    this.#goOn({ kind: 'settle', step: label, outputs });
  }

  /** A person has everything taken back. */
  undo(scope: 'declared' | 'created' = 'declared'): void {
    this.#goOn({ kind: 'undo', scope });
  }

  cancel(by: CancelRequested['by'] = 'person'): void {
    this.#settle(this.#note({ type: 'cancel-requested', at: this.now, by }));
  }

  /** Lets time pass; whoever sleeps wakes at the right moment. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = Math.min(...this.#sleeps.map(({ until }) => until));
      if (next > end) break;
      this.now = Math.max(this.now, next);
      const due = this.#sleeps.filter(({ until }) => until <= this.now);
      this.#sleeps = this.#sleeps.filter(({ until }) => until > this.now);
      for (const { address } of due) this.#wake(address);
    }
    this.now = end;
  }

  /** Lets as much time pass as the next sleeper sleeps, and says how much that was. */
  passToNext(): number {
    if (this.#sleeps.length === 0) throw new Error('nobody sleeps');
    const ms = Math.min(...this.#sleeps.map(({ until }) => until)) - this.now;
    this.pass(ms);
    return ms;
  }

  step(id: string): StepState {
    return this.state.steps.get(this.#index(id));
  }

  /** Status of every step, by id. */
  get statuses(): Readonly<Record<string, string>> {
    const { steps } = this.state.context.plan.workflow;
    return Object.fromEntries(steps.map((step) => [step.id, this.step(step.id).status]));
  }

  /** The last event of a type. @throws when there is none. */
  last<T extends RunEvent['type']>(type: T): Extract<RunEvent, { type: T }> {
    const found = this.events.findLast((event) => event.type === type);
    if (found === undefined) throw new Error(`there is no event ${type}`);
    return found as Extract<RunEvent, { type: T }>;
  }

  types(): readonly string[] {
    return this.events.map((event) => event.type);
  }

  /** All that is known is what is written: nothing is out, and nobody sleeps. */
  #goOn(how: Continuation): void {
    const { state, next } = goOn(initialState(this.state.context), this.events, {
      how,
      now: this.now,
    });
    this.state = state;
    this.#calls.clear();
    this.#queue = [];
    this.#sleeps = [];
    const touched = next.flatMap((event) => this.#note(event));
    this.#startLimit();
    this.#settle(touched);
  }

  #startLimit(): void {
    const { timeoutMs } = this.state.context.plan.workflow;
    if (timeoutMs === null) return;
    this.#sleeps.push({ until: timeoutMs + this.state.heldMs, address: null });
  }

  #index(id: string): number {
    const index = this.state.context.plan.stepIndex.get(id);
    if (index === undefined) throw new Error(`there is no step ${id}`);
    return index;
  }

  #end(label: string, outcome: Outcome, chance: number): void {
    const { address } = this.call(label);
    this.#calls.delete(label);
    const event = judge(this.state, { address, outcome, chance }, this.now);
    this.#settle(this.#note(event));
  }

  #wake(address: Address | null): void {
    if (address !== null) this.#settle([address]);
    else if (this.state.status === 'running' && this.state.phase === 'main') this.cancel('timeout');
  }

  #note(event: RunEvent): readonly Address[] {
    const { state, touched } = apply(this.state, event);
    this.state = state;
    this.events.push(event);
    return touched;
  }

  #settle(touched: readonly Address[]): void {
    const addresses = [...touched];
    for (const address of addresses) addresses.push(...this.#ask(address, false));
    const event = conclude(this.state, this.now);
    if (event === null) this.#admit();
    else this.#settle(this.#note(event));
  }

  #ask(address: Address, isAdmitted: boolean): readonly Address[] {
    const commands = decide(this.state, address, this.now, isAdmitted);
    return commands.flatMap((command) => this.#obey(command));
  }

  /** Gives free places to those who wait, in the order in which they came. */
  #admit(): void {
    while (this.#calls.size < this.#places) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#settle(this.#ask(next, true));
    }
  }

  #obey(command: Command): readonly Address[] {
    switch (command.type) {
      case 'record':
        return this.#note(command.event);
      case 'call': {
        const touched = this.#note(command.intent);
        this.#calls.set(command.call.label, command.call);
        return touched;
      }
      case 'sleep':
        this.#sleeps.push({ until: command.until, address: command.address });
        return [];
      case 'admit':
        this.#queue.push(command.address);
        return [];
    }
  }
}
