import { formatDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import { misfit } from '../core/language/validator.ts';
import type { ActionSpec } from '../core/action-spec.ts';
import type { Call, Look } from '../core/run/call.ts';
import type { Outcome } from '../core/run/case.ts';
import type { Failure } from '../core/run/failure.ts';
import { ActionError, type ActionContext, type Actions, type ChildRunResult } from './action.ts';
import type { Clock } from './clock.ts';

export interface Performance {
  readonly actions: Actions;
  readonly clock: Clock;
  /** What an attempt gets besides its signals. */
  readonly context: Pick<ActionContext, 'run' | 'folder' | 'addSecret' | 'answer'>;
  /** Throws when nothing may leave any more, because another process goes on with the run. */
  readonly assertCurrent: () => void;
  /** Runs the workflow of the step, until it ends or the signal is aborted. */
  readonly runChild: (inputs: JsonObject, signal: AbortSignal) => Promise<ChildRunResult>;
  /** Takes back what the workflow of the step did. */
  readonly undoChild: (signal: AbortSignal) => Promise<ChildRunResult>;
}

/** Performs one call within its limit. Whatever happens becomes an outcome; this never rejects. */
export async function performCall(
  call: Call,
  interrupted: AbortSignal,
  performance: Performance,
): Promise<Outcome> {
  using limit = startLimit(call.timeoutMs, performance.clock);
  try {
    const outputs = await ask(call, { call, interrupted, limit, performance });
    if (call.kind === 'act' || call.kind === 'look') return { ok: true, outputs };
    const answers = [outputs];
    for (const look of call.more) {
      answers.push(await ask(look, { call, interrupted, limit, performance }));
    }
    return { ok: true, outputs: { answers } };
  } catch (error) {
    return { ok: false, failure: failureOf(error, { call, interrupted, deadline: limit.signal }) };
  }
}

interface Attempt {
  readonly call: Call;
  readonly interrupted: AbortSignal;
  readonly limit: Limit;
  readonly performance: Performance;
}

function ask(look: Look, { call, interrupted, limit, performance }: Attempt): Promise<JsonObject> {
  const { actions, clock, context, assertCurrent, runChild, undoChild } = performance;
  const action = actions.get(look.action);
  if (action === undefined) throw new Error('there is no such action');
  const signal = AbortSignal.any([interrupted, limit.signal]);
  assertCurrent();
  return action.run(fittingInput(action.spec, look.input), {
    ...context,
    runWorkflow: (_file, inputs) => runChild(inputs, signal),
    undoWorkflow: () => undoChild(signal),
    signal,
    deadline: limit.signal,
    clock,
    step: call.label,
    attempt: call.attempt,
    startedAt: call.startedAt,
    holdTime() {
      const start = limit.hold();
      return () => {
        assertCurrent();
        start();
      };
    },
    env: call.env,
  });
}

/**
 * The input as the action takes it: `null` stands for a parameter that is not given.
 *
 * @throws {ActionError} `invalid-value` when it does not fit.
 */
function fittingInput(spec: ActionSpec, given: JsonObject): JsonObject {
  const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const [error] = misfit(spec.input, input) ?? [];
  if (error === undefined) return input;
  const name = error.instancePath.split('/').slice(1).join('.');
  const what = name === '' ? '' : `"${name}" `;
  const message = `${spec.name}: ${what}${error.message ?? 'does not fit'}`;
  throw new ActionError({ kind: 'invalid-value', message });
}

interface Limit extends Disposable {
  readonly signal: AbortSignal;
  hold(): () => void;
}

/** A signal that is aborted after the time, holds left out; 0 for never. */
function startLimit(timeoutMs: number, clock: Clock): Limit {
  const deadline = new AbortController();
  let left = timeoutMs;
  let stop = start();

  function start(): () => void {
    if (timeoutMs === 0) return () => undefined;
    const sleep = new AbortController();
    const startedAt = clock.now();
    clock.sleepUntil(startedAt + left, sleep.signal).then(
      () => deadline.abort(new Error(`no answer within ${formatDuration(timeoutMs)}`)),
      // The call ended in time, or is held.
      () => undefined,
    );
    return () => {
      left -= clock.now() - startedAt;
      sleep.abort();
    };
  }

  return {
    signal: deadline.signal,
    hold() {
      stop();
      stop = () => undefined;
      let isHeld = true;
      return () => {
        if (isHeld) stop = start();
        isHeld = false;
      };
    },
    [Symbol.dispose]: () => stop(),
  };
}

function failureOf(
  error: unknown,
  { call, interrupted, deadline }: { call: Call; interrupted: AbortSignal; deadline: AbortSignal },
): Failure {
  if (error instanceof ActionError) return error.failure;
  if (deadline.aborted) {
    const message = `no answer within ${formatDuration(call.timeoutMs)}`;
    return { kind: 'attempt-timeout', message, limitMs: call.timeoutMs };
  }
  if (interrupted.aborted) return { kind: 'cancelled', message: 'the run was cancelled' };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'internal', message: `${call.action} failed in a way it should not: ${message}` };
}
