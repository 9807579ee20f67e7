import type { Instant } from '../duration.ts';
import { ExpressionError } from '../expression/expression.ts';
import { evaluateEntries } from '../expression/template.ts';
import type { RunEvent } from './event.ts';
import { scopeAt } from './scope.ts';
import { chainItems, type RunState } from './state.ts';

/** What follows when no step of the current phase is open: `finally`, or the end of the run. */
export function conclude(state: RunState, now: Instant): RunEvent | null {
  if (state.status !== 'running' || state.open > 0) return null;
  const { workflow } = state.context.plan;
  if (state.phase === 'main' && workflow.steps.some((step) => step.phase === 'finally')) {
    return { type: 'finally-started', at: now };
  }
  if (state.cancel !== null) return { type: 'run-cancelled', at: now, by: state.cancel };
  if (state.failed !== null) {
    const failed = [...chainItems(state.failed)].toReversed();
    const ids = failed.map((index) => workflow.steps[index]?.id ?? '');
    return { type: 'run-failed', at: now, failed: ids, message: null };
  }
  try {
    const outputs = evaluateEntries(workflow.outputs, scopeAt(state, null, { now }));
    return { type: 'run-succeeded', at: now, outputs };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return {
      type: 'run-failed',
      at: now,
      failed: [],
      message: `an output has no value: ${error.message}`,
    };
  }
}
