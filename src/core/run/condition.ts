import type { Instant } from '../duration.ts';
import { holds } from '../expression/condition.ts';
import type { StatusFlags } from '../expression/functions.ts';
import type { SkipReason } from './event.ts';
import { hasEnded, isStopping, type RunState, type StepState } from './state.ts';
import { scopeAt } from './scope.ts';

export type Verdict =
  | { readonly runs: true }
  | { readonly runs: false; readonly because: SkipReason };

/**
 * Whether a step whose needs have all ended runs.
 *
 * @throws {ExpressionError} when its condition has no value.
 */
export function verdictOf(state: RunState, index: number, now: Instant): Verdict {
  const step = state.context.plan.workflow.steps[index];
  if (step === undefined) throw new RangeError(`no step ${index}`);
  const status = statusFlags(state, index);
  const condition = step.if;
  if (condition?.asksStatus !== true) {
    const obstacle = obstacleTo(state, index);
    if (obstacle !== null) return { runs: false, because: obstacle };
  }
  if (condition === null) return { runs: true };
  return holds(condition.expression, scopeAt(state, null, { now, status }))
    ? { runs: true }
    : { runs: false, because: { kind: 'condition', condition: condition.expression.text } };
}

/** What the status functions answer for a step. */
function statusFlags(state: RunState, index: number): StatusFlags {
  const cancelled = state.cancel !== null;
  if (state.phase === 'finally') {
    // What nobody knows to have succeeded has not.
    const failure = state.failed !== null || state.unsettled > 0;
    return { success: !failure && !cancelled, failure, cancelled };
  }
  const step = state.context.plan.workflow.steps[index];
  const needs = (step?.needs ?? []).map((need) => state.steps.get(need));
  return {
    success: obstacleTo(state, index) === null,
    failure: needs.some((need) => hasEnded(need) && (isFailure(need) || need.afterFailure)),
    cancelled,
  };
}

/** Why a step does not run when its condition does not say otherwise; `null` when nothing is in its way. */
function obstacleTo(state: RunState, index: number): SkipReason | null {
  const { steps } = state.context.plan.workflow;
  if (state.phase === 'main' && state.cancel !== null) return { kind: 'cancelled' };
  const failed = (steps[index]?.needs ?? []).find((need) => !isGood(state.steps.get(need)));
  if (failed !== undefined) return { kind: 'need', need: steps[failed]?.id ?? '' };
  if (state.phase === 'main' && isStopping(state) && state.failed !== null) {
    return { kind: 'stopping', failed: steps[state.failed.value]?.id ?? '' };
  }
  return null;
}

function isFailure(state: StepState): boolean {
  return state.status === 'failed' && !state.isTolerated;
}

function isGood(state: StepState): boolean {
  return state.status === 'succeeded' || (state.status === 'failed' && state.isTolerated);
}
