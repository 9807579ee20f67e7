import { formatDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import { misfit } from '../core/language/validator.ts';
import type { ActionSpec } from '../core/action-spec.ts';
import type { Call } from '../core/run/decide.ts';
import type { Failure } from '../core/run/failure.ts';
import type { Outcome } from '../core/run/judge.ts';
import { ActionError, type ActionContext, type Actions, type ChildRunResult } from './action.ts';
import type { Clock } from './clock.ts';

export interface Performance {
  readonly actions: Actions;
  readonly clock: Clock;
  /** What an attempt gets besides its signals. */
  readonly context: Pick<ActionContext, 'run' | 'folder' | 'addSecret'>;
  /** Runs the workflow of the step, until it ends or the signal is aborted. */
  readonly runChild: (inputs: JsonObject, signal: AbortSignal) => Promise<ChildRunResult>;
}

/** Performs one call within its limit. Whatever happens becomes an outcome; this never rejects. */
export async function performCall(
  call: Call,
  interrupted: AbortSignal,
  { actions, clock, context, runChild }: Performance,
): Promise<Outcome> {
  using limit = startLimit(call.timeoutMs, clock);
  try {
    const action = actions.get(call.action);
    if (action === undefined) throw new Error('there is no such action');
    const signal = AbortSignal.any([interrupted, limit.signal]);
    const outputs = await action.run(fittingInput(action.spec, call.input), {
      ...context,
      runWorkflow: (_file, inputs) => runChild(inputs, signal),
      signal,
      deadline: limit.signal,
      clock,
      step: call.label,
      attempt: call.attempt,
      holdTime: () => limit.hold(),
      env: call.env,
    });
    return { ok: true, outputs };
  } catch (error) {
    return { ok: false, failure: failureOf(error, { call, interrupted, deadline: limit.signal }) };
  }
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
