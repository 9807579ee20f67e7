import { apply } from '../core/run/apply.ts';
import { conclude } from '../core/run/conclude.ts';
import type { Command } from '../core/run/command.ts';
import { decide } from '../core/run/decide.ts';
import type { CancelRequested, RunEvent } from '../core/run/event.ts';
import { judge } from '../core/run/judge.ts';
import { isOver, type Address, type RunState } from '../core/run/state.ts';
import type { Completion, Host } from './host.ts';

export interface LoopPorts {
  readonly host: Host;
  /** Makes the events durable, and only then known. */
  readonly record: (events: readonly RunEvent[]) => Promise<void>;
}

/**
 * Runs a plan to its end, from a state and the events with which it goes on. One turn: take what has
 * ended, fold it into the state, decide what follows, write all of that down, and only then let
 * anything leave.
 *
 * If the process dies before the record, nothing of the turn happened. If it dies after, the
 * journal holds the intent of every call that may have left.
 */
export async function runLoop(
  state: RunState,
  events: readonly RunEvent[],
  { host, record }: LoopPorts,
): Promise<RunState> {
  const { plan, run } = state.context;
  let turn = new Turn(state, host);
  for (const event of events) turn.note(event);
  const { timeoutMs } = plan.workflow;
  if (timeoutMs !== null) host.sleepUntil(run.startedAt + turn.state.heldMs + timeoutMs, null);
  for (;;) {
    turn.settle();
    await record(turn.events);
    for (const effect of turn.effects) effect();
    if (isOver(turn.state)) return turn.state;
    const completions = await host.next();
    turn = new Turn(turn.state, host);
    for (const completion of completions) turn.take(completion);
  }
}

interface Question {
  readonly address: Address;
  readonly isAdmitted: boolean;
}

/** One round of the loop: what happened, what follows from it, and what is to be done about it. */
class Turn {
  state: RunState;
  readonly events: RunEvent[] = [];
  /** What is to be done once the events are durable. */
  readonly effects: (() => void)[] = [];
  readonly #host: Host;
  readonly #questions: Question[] = [];

  constructor(state: RunState, host: Host) {
    this.state = state;
    this.#host = host;
  }

  note(event: RunEvent): void {
    const { state, touched } = apply(this.state, event);
    this.state = state;
    this.events.push(event);
    for (const address of touched) this.#questions.push({ address, isAdmitted: false });
  }

  take(completion: Completion): void {
    switch (completion.type) {
      case 'admitted':
        this.#questions.push({ address: completion.address, isAdmitted: true });
        return;
      case 'performed': {
        const { address, outcome } = completion;
        const chance = this.#host.chance();
        this.effects.push(() => this.#host.release(address));
        this.note(judge(this.state, { address, outcome, chance }, this.#host.now()));
        return;
      }
      case 'woke':
        if (completion.address === null) this.#cancel('timeout');
        else this.#questions.push({ address: completion.address, isAdmitted: false });
        return;
      case 'cancel':
        this.#cancel(completion.by);
    }
  }

  /** Decides about everything that changed, until nothing more follows. */
  settle(): void {
    for (;;) {
      for (let at = 0; at < this.#questions.length; at += 1) {
        const question = this.#questions[at];
        if (question !== undefined) this.#answer(question);
      }
      this.#questions.length = 0;
      const event = conclude(this.state, this.#host.now());
      if (event === null) return;
      this.note(event);
    }
  }

  /** `finally` is not cancelled: it is what puts things in order. */
  #cancel(by: CancelRequested['by']): void {
    if (this.state.cancel !== null || this.state.phase !== 'main') return;
    this.note({ type: 'cancel-requested', at: this.#host.now(), by });
    this.effects.push(() => this.#host.interrupt());
  }

  #answer({ address, isAdmitted }: Question): void {
    const commands = decide(this.state, address, this.#host.now(), isAdmitted);
    if (isAdmitted && !commands.some((command) => command.type === 'call')) {
      this.effects.push(() => this.#host.release(address));
    }
    for (const command of commands) this.#obey(command);
  }

  #obey(command: Command): void {
    const host = this.#host;
    switch (command.type) {
      case 'record':
        this.note(command.event);
        return;
      case 'call':
        this.note(command.intent);
        this.effects.push(() => host.perform(command.call));
        return;
      case 'admit':
        this.effects.push(() => host.admit(command.address));
        return;
      case 'sleep':
        this.effects.push(() => host.sleepUntil(command.until, command.address));
    }
  }
}
