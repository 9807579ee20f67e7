import { expect } from 'vitest';

import type { JsonObject } from '../../src/core/json.ts';
import type { Failure } from '../../src/core/run/failure.ts';
import { type Action, type ActionContext, ActionError } from '../../src/engine/action.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { misfits } from './misfits.ts';

/** An attempt whose surroundings are in the hands of the test. */
export class Attempt {
  readonly clock = new VirtualClock(Date.parse('2026-03-01T00:00:00Z'));
  readonly context: ActionContext;
  readonly #end = new AbortController();
  readonly #deadline = new AbortController();

  constructor(overrides: Partial<ActionContext> = {}) {
    this.context = {
      signal: AbortSignal.any([this.#end.signal, this.#deadline.signal]),
      deadline: this.#deadline.signal,
      clock: this.clock,
      run: { id: 'r1', workflow: 'test' },
      step: 'step',
      attempt: 1,
      startedAt: this.clock.now(),
      holdTime: () => () => undefined,
      folder: import.meta.dirname,
      env: {},
      addSecret: () => undefined,
      runWorkflow: () => Promise.reject(new Error('no workflow was expected to run')),
      undoWorkflow: () => Promise.reject(new Error('no workflow was expected to be undone')),
      answer: () => Promise.reject(new Error('nobody was expected to be asked')),
      ...overrides,
    };
  }

  /** As when the run is cancelled. */
  cancel(reason: unknown): void {
    this.#end.abort(reason);
  }

  /** As when the time of the attempt is up. */
  expire(reason: unknown): void {
    this.#deadline.abort(reason);
  }

  /** The outputs with which the action ends, which must be such as its spec says. */
  async run(action: Action, input: JsonObject): Promise<JsonObject> {
    const outputs = await action.run(input, this.context);
    expect(misfits(action.spec.output, outputs)).toEqual([]);
    return outputs;
  }

  /** The failure with which the action ends. */
  async failure(action: Action, input: JsonObject): Promise<Failure> {
    const error = await action.run(input, this.context).then(
      (outputs) => expect.fail(`it succeeded: ${JSON.stringify(outputs)}`),
      (error: unknown) => error,
    );
    if (!(error instanceof ActionError)) throw error;
    return error.failure;
  }
}
