import type { RunEvent } from '../core/run/event.ts';
import type { RunContext, RunState } from '../core/run/state.ts';
import { secretValues } from '../core/secret-values.ts';
import { Answers } from './answers.ts';
import { ChildRuns } from './child-runs.ts';
import { EmbeddedHost } from './embedded-host.ts';
import type { JournalWriter } from './journal.ts';
import { performCall } from './perform-call.ts';
import { runLoop } from './run-loop.ts';
import type { RunPorts } from './run-ports.ts';
import type { RunRequest, Runs } from './run-request.ts';

interface SessionOptions {
  readonly request: RunRequest;
  readonly ports: RunPorts;
  readonly writer: JournalWriter;
  readonly runs: Runs;
}

/** A run in this process, for as long as this process writes it. */
export class RunSession implements AsyncDisposable {
  readonly #ports: RunPorts;
  readonly #writer: JournalWriter;
  readonly #host: EmbeddedHost;
  readonly #answers = new Answers();
  readonly #stopListening: () => void;

  constructor(context: RunContext, { request, ports, writer, runs }: SessionOptions) {
    this.#ports = ports;
    this.#writer = writer;
    const cancel = new AbortController();
    const children = new ChildRuns(context, portsInside(ports, writer), runs);
    const { workflow } = context.plan;
    const { clock, redactor, actions } = ports;
    this.#host = new EmbeddedHost({
      clock,
      random: ports.random,
      maxParallel: workflow.maxParallel,
      perform: (call, interrupted) =>
        performCall(call, interrupted, {
          actions,
          clock,
          context: {
            run: { id: context.run.id, workflow: workflow.name },
            folder: ports.folderOf(workflow),
            addSecret: (value) => redactor.add(value),
            answer: (signal) => this.#answers.to(call.label, signal),
          },
          assertCurrent: () => writer.assertCurrent(),
          runChild: (inputs, signal) => children.run(call, inputs, signal),
          undoChild: (signal) => children.undo(call, signal),
        }),
      cancelled: AbortSignal.any([request.cancelled, cancel.signal]),
      cancelledBy: context.run.parent === null ? 'person' : 'parent',
      lost: writer.replaced,
    });
    this.#stopListening = writer.onRequest((asked) => {
      if (asked.kind === 'cancel') cancel.abort(new Error('somebody cancelled the run'));
      else this.#answers.give(asked);
    });
  }

  /** Goes on from a state with these events, to the end of the run. */
  run(state: RunState, events: readonly RunEvent[]): Promise<RunState> {
    return runLoop(state, events, { host: this.#host, record: (each) => this.#record(each) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopListening();
    this.#host[Symbol.dispose]();
    await this.#writer.close();
  }

  async #record(events: readonly RunEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { redactor, observe } = this.#ports;
    for (const event of events) this.#hideInput(event);
    const entries = events.map((clear) => ({ clear, shown: redactor.value(clear) }));
    for (const recorded of await this.#writer.append(entries)) observe(recorded);
  }

  /** What an action marks as secret must not be shown by the intent to give it. */
  #hideInput(event: RunEvent): void {
    if (event.type !== 'call-started' || event.input === undefined) return;
    const spec = this.#ports.actions.get(event.action)?.spec;
    const secrets = spec === undefined ? [] : secretValues(spec.input, event.input);
    for (const secret of secrets) this.#ports.redactor.add(secret);
  }
}

/** A run inside this one is written only as long as this one is. */
function portsInside(ports: RunPorts, writer: JournalWriter): RunPorts {
  return { ...ports, journal: { ...ports.journal, ...writer.inside } };
}
