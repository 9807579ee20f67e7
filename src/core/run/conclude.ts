import type { Instant } from '../duration.ts';
import { ExpressionError } from '../expression/expression.ts';
import { evaluateEntries } from '../expression/template.ts';
import { hasUndo } from './apply-undo.ts';
import { labelOf } from './place.ts';
import type { RunEvent } from './event.ts';
import { scopeAt } from './scope.ts';
import { chainItems, hasEnded, isHeld, loopOf, type Address, type RunState } from './state.ts';

/** What follows when nothing is left to do in the current phase: the next one, or the end of the run. */
export function conclude(state: RunState, now: Instant): RunEvent | null {
  if (state.status !== 'running' || !isPhaseOver(state)) return null;
  const { workflow } = state.context.plan;
  if (isHeld(state) && workflow.onFailure !== 'undo') return end(state, now);
  if (wantsUndo(state)) {
    const scope = state.undo?.scope ?? 'declared';
    return {
      type: 'undo-started',
      at: now,
      by: state.phase === 'main' ? 'failure' : 'person',
      scope,
    };
  }
  const hasFinally = workflow.steps.some((step) => step.phase === 'finally');
  if (state.phase !== 'finally' && !state.isTidy && hasFinally) {
    return { type: 'finally-started', at: now };
  }
  return end(state, now);
}

function isPhaseOver(state: RunState): boolean {
  // What is settled late is no part of the phase, and is waited for all the same.
  if (state.active > 0) return false;
  if (state.phase === 'undo') return state.undo === null || state.undo.open === 0;
  if (state.open === 0) return true;
  if (state.unsettled === 0) return false;
  // Of the main part nothing new is begun then; of `finally` all that can be is.
  return state.phase === 'main' || !hasReady(state);
}

/** Whether a step of `finally`, or an item of its loop, is about to begin. */
function hasReady(state: RunState): boolean {
  const { steps } = state.context.plan.workflow;
  return steps.some(({ index, phase }) => {
    const found = state.steps.get(index);
    const works = found.status === 'looping' ? [...found.works] : [found];
    return phase === 'finally' && works.some(({ status }) => status === 'ready');
  });
}

/** Whether the run has to be taken back now: it did not go as it should, or there is more to take back. */
function wantsUndo(state: RunState): boolean {
  const isOnFailure = state.context.plan.workflow.onFailure === 'undo';
  const isAmiss = state.failed !== null || state.cancel !== null || state.unsettled > 0;
  if (state.phase === 'main') return isOnFailure && isAmiss && hasUndo(state, 'declared');
  if (!state.hasNewAnswer) return false;
  return state.undo !== null || (isOnFailure && hasUndo(state, 'declared'));
}

function end(state: RunState, at: Instant): RunEvent {
  const failed = failedSteps(state);
  const unsettled = [...unsettledOf(state)];
  const notUndone = [...chainItems(state.undo?.failed ?? null)].map((each) => labelOf(state, each));
  if (unsettled.length > 0 || notUndone.length > 0) {
    return { type: 'run-needs-operator', at, unsettled, notUndone, failed };
  }
  if ((state.undo?.pieces ?? 0) > 0 && !hasUntidy(state)) return { type: 'run-undone', at, failed };
  if (state.cancel !== null) return { type: 'run-cancelled', at, by: state.cancel };
  if (state.failed !== null) return { type: 'run-failed', at, failed, message: null };
  const message = whyIncomplete(state);
  if (message !== null) return { type: 'run-failed', at, failed, message };
  try {
    const { workflow } = state.context.plan;
    const outputs = evaluateEntries(workflow.outputs, scopeAt(state, null, { now: at }));
    return { type: 'run-succeeded', at, outputs };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const why = `an output has no value: ${error.message}`;
    return { type: 'run-failed', at, failed: [], message: why };
  }
}

/** A run that was given up because of what nobody knew is no success, whatever a person said later. */
function whyIncomplete(state: RunState): string | null {
  const { steps } = state.context.plan.workflow;
  const open = steps.find(({ index }) => {
    const found = state.steps.get(index);
    return !hasEnded(found) || found.status === 'cancelled';
  });
  return open === undefined ? null : `the run was given up before step "${open.id}" was done`;
}

function failedSteps(state: RunState): string[] {
  const { steps } = state.context.plan.workflow;
  const failed = [...chainItems(state.failed)].toReversed();
  return failed.map((index) => steps[index]?.id ?? '');
}

/** Whether a step of `finally` failed: then things are not in order, whatever was undone. */
function hasUntidy(state: RunState): boolean {
  const { steps } = state.context.plan.workflow;
  return [...chainItems(state.failed)].some((index) => steps[index]?.phase === 'finally');
}

/** Labels of the pieces of work of which nobody knows what became of them. */
function* unsettledOf(state: RunState): Generator<string> {
  for (const address of chainItems(state.doubts)) {
    if (!isTakenBack(state, address)) yield labelOf(state, address);
  }
  if (state.unsettled === 0) return;
  for (const { index } of state.context.plan.workflow.steps) {
    const found = state.steps.get(index);
    if (found.status === 'unsettled') yield labelOf(state, { step: index, item: null });
    let item = 0;
    for (const work of loopOf(found)?.works ?? []) {
      const address: Address = { step: index, item };
      if (work.status === 'unsettled') yield labelOf(state, address);
      item += 1;
    }
  }
}

/** Whether what may have been done has been taken back since. */
function isTakenBack({ undo }: RunState, { step, item }: Address): boolean {
  return undo?.steps.get(step).works?.get(item ?? 0).status === 'succeeded';
}
