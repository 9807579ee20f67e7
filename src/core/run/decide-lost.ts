import { isSurveyNeeded } from './call.ts';
import { attemptOf, call, record, type Command, type Situation } from './command.ts';
import { endedEarly } from './early-end.ts';
import type { RunEvent } from './event.ts';
import type { Failure } from './failure.ts';
import { where } from './place.ts';
import { settleMode } from './settle.ts';
import { taskAt, type RunState, type Work, type WorkState } from './state.ts';

/** Nobody knows what became of an act: it is made again where that does no harm, or looked for. */
export function decideLost(
  state: RunState,
  { work, failure }: Extract<WorkState, { status: 'lost' }>,
  situation: Situation,
): readonly Command[] {
  const { step, address, isAdmitted } = situation;
  const mode = settleMode(taskAt(state, address), failure);
  if (mode === 'nobody') return [record(unsettled(state, { work, failure }, situation))];
  const end = mode === 'repeat' ? endedEarly(state, work, situation) : null;
  // A run inside this one is not left in the middle: it has to be told, and to say how it ended.
  const isLate = end !== null || step.phase !== state.phase;
  const isTold = isLate && step.child !== null && !address.undo;
  if (end !== null && !isTold) return [record(end)];
  if (!isAdmitted) return [{ type: 'admit', address }];
  const kind = mode === 'repeat' ? 'act' : 'settle';
  const made = call(state, situation, kind, attemptOf(work, kind));
  return [isTold ? { ...made, call: { ...made.call, isOver: true } } : made];
}

/** A person is asked; but what takes something back is tried again as a whole. */
function unsettled(
  state: RunState,
  { work, failure }: { readonly work: Work; readonly failure: Failure | null },
  { step, address, now }: Situation,
): RunEvent {
  const { action } = taskAt(state, address);
  const reason = failure?.message ?? 'the process ended while the call was out';
  const at = { at: now, ...where(step, address) };
  if (!address.undo) {
    return { type: 'step-unsettled', ...at, action: action.name, reason, candidates: [] };
  }
  const kept: Failure = failure ?? { kind: 'cut', message: reason };
  const during = { action: action.name, attempt: Math.max(1, work.acts) };
  return { type: 'step-failed', ...at, failure: kept, during, lastSeen: null, isUnsettled: true };
}

/** A person said what became of the act. */
export function decideAnswered(
  state: RunState,
  { work, outputs }: Extract<WorkState, { status: 'answered' }>,
  situation: Situation,
): readonly Command[] {
  const { step, address, now, isAdmitted } = situation;
  const at = { at: now, ...where(step, address) };
  if (outputs !== null) {
    const isAdopted = true as const;
    // What comes after its phase is over is only known, and then taken back or kept.
    const goesOn = step.await !== null && step.phase === state.phase;
    return goesOn
      ? [record({ type: 'action-answered', ...at, outputs, isAdopted, nextAt: now })]
      : [record({ type: 'step-succeeded', ...at, outputs, isAdopted })];
  }
  if (step.phase !== state.phase) return [record({ type: 'step-cancelled', ...at })];
  const end = endedEarly(state, work, situation);
  if (end !== null) return [record(end)];
  if (!isAdmitted) return [{ type: 'admit', address }];
  // Much can have come about while a person thought.
  return isSurveyNeeded(state, address, now)
    ? [call(state, situation, 'survey', 1)]
    : [call(state, situation, 'act', work.acts + 1)];
}
