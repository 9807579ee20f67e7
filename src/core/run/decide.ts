import type { Instant } from '../duration.ts';
import { holds } from '../expression/condition.ts';
import { ExpressionError } from '../expression/expression.ts';
import { effectAt } from './apply-undo.ts';
import { isSurveyNeeded } from './call.ts';
import {
  attemptOf,
  call,
  failed,
  failedEvent,
  record,
  type Command,
  type Situation,
} from './command.ts';
import { verdictOf } from './condition.ts';
import { decideLoop, haltOf, startLoop } from './decide-loop.ts';
import { decideAnswered, decideLost } from './decide-lost.ts';
import { endedEarly } from './early-end.ts';
import type { Failure } from './failure.ts';
import { stepAt, where } from './place.ts';
import { contextsOfUndo, scopeAt } from './scope.ts';
import {
  hasEnded,
  isHeld,
  taskAt,
  workAt,
  type Address,
  type RunState,
  type Work,
  type WorkState,
} from './state.ts';

/**
 * What may happen next at an address. A pure function of the state: it reads the piece of work and
 * its own edges, nothing else. `isAdmitted` says that a place among those at work is reserved.
 */
export function decide(
  state: RunState,
  address: Address,
  now: Instant,
  isAdmitted = false,
): readonly Command[] {
  const step = stepAt(state, address);
  if (isGone(state, address)) return [];
  const current = workAt(state, address);
  const situation = { step, address, now, isAdmitted };
  switch (current.status) {
    case 'ready':
      return guarded(situation, null, () =>
        address.undo ? decideUndo(state, situation) : decideReady(state, situation),
      );
    case 'waiting':
      return guarded(situation, current.work, () => decideWaiting(state, current, situation));
    case 'lost':
      return guarded(situation, current.work, () => decideLost(state, current, situation));
    case 'answered':
      return guarded(situation, current.work, () => decideAnswered(state, current, situation));
    case 'looping':
      return decideLoop(state, current, situation);
    default:
      return [];
  }
}

/**
 * A loop that is over took its items with it, and so does what is taken back anew; who slept for one
 * of them may still wake.
 */
function isGone(state: RunState, { step, item, undo }: Address): boolean {
  if (undo) return state.undo?.steps.get(step).status !== 'open';
  return item !== null && hasEnded(state.steps.get(step));
}

/** An expression without a value fails its step; what may have been done stays in doubt. */
function guarded(
  { step, address, now }: Situation,
  work: Work | null,
  decision: () => readonly Command[],
): readonly Command[] {
  try {
    return decision();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const failure: Failure = { kind: 'invalid-value', message: error.message };
    const event = failedEvent({ at: now, ...where(step, address) }, failure);
    return [record({ ...event, isUnsettled: work?.isUncertain ?? false })];
  }
}

function decideReady(state: RunState, situation: Situation): readonly Command[] {
  const { step, address, now, isAdmitted } = situation;
  if (step.phase !== state.phase || isHeld(state)) return [];
  if (address.item === null) {
    const verdict = verdictOf(state, step.index, now);
    if (!verdict.runs) {
      return [record({ type: 'step-skipped', at: now, step: step.id, because: verdict.because })];
    }
    if (step.foreach !== null) return [startLoop(state, situation)];
  } else {
    const because = haltOf(state);
    if (because !== null) {
      return [record({ type: 'step-skipped', at: now, ...where(step, address), because })];
    }
  }
  if (!isAdmitted) return [{ type: 'admit', address }];
  const first = step.until === null ? 'act' : 'look';
  return [call(state, situation, isSurveyNeeded(state, address, now) ? 'survey' : first, 1)];
}

function decideUndo(state: RunState, situation: Situation): readonly Command[] {
  const { step, address, now, isAdmitted } = situation;
  const undo = state.undo?.scope === 'created' ? step.cleanUp : step.undo;
  const contexts = contextsOfUndo(step, effectAt(state, address));
  if (undo?.when != null && !holds(undo.when, scopeAt(state, address, { now, contexts }))) {
    const message = 'what it did cannot be taken back this way';
    return [failed(step, address, now, { kind: 'invalid-value', message })];
  }
  if (!isAdmitted) return [{ type: 'admit', address }];
  return [call(state, situation, isSurveyNeeded(state, address, now) ? 'survey' : 'act', 1)];
}

function decideWaiting(
  state: RunState,
  current: Extract<WorkState, { status: 'waiting' }>,
  situation: Situation,
): readonly Command[] {
  const { address, now, isAdmitted } = situation;
  const isSettling = current.call === 'settle';
  const end = isSettling ? null : endedEarly(state, current.work, situation);
  if (end !== null) return [record(end)];
  const { timeoutMs } = taskAt(state, address);
  const isEndless = isSettling || timeoutMs === null;
  const deadline = isEndless ? Infinity : current.work.startedAt + timeoutMs;
  const until = Math.min(current.until, deadline);
  if (now < until) return [{ type: 'sleep', address, until }];
  if (!isAdmitted) return [{ type: 'admit', address }];
  return [call(state, situation, current.call, attemptOf(current.work, current.call))];
}
