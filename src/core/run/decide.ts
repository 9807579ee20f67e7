import type { Instant } from '../duration.ts';
import { ExpressionError } from '../expression/expression.ts';
import { asText } from '../expression/functions.ts';
import { evaluateTemplate } from '../expression/template.ts';
import { holds } from '../expression/condition.ts';
import type { Json } from '../json.ts';
import type { Step, Task } from '../workflow/workflow.ts';
import { effectAt } from './apply-undo.ts';
import { callFor, isSurveyNeeded, type Call } from './call.ts';
import { verdictOf } from './condition.ts';
import type { CallKind, CallStarted, RunEvent, SkipReason, StepFailed } from './event.ts';
import type { Failure } from './failure.ts';
import { contextsOfUndo, itemSchema, scopeAt } from './scope.ts';
import { settleMode } from './settle.ts';
import {
  hasEnded,
  isHeld,
  isStopping,
  loopOf,
  taskAt,
  workAt,
  type Address,
  type LoopState,
  type RunState,
  type Work,
  type WorkState,
} from './state.ts';
import { timeoutFailure } from './timeout.ts';

/** What is to be done next about a piece of work. */
export type Command =
  /** A fact that follows from the state alone. */
  | { readonly type: 'record'; readonly event: RunEvent }
  /** Ask for a place among those at work; decided anew when there is one. */
  | { readonly type: 'admit'; readonly address: Address }
  /** Record the intent, then perform the call. */
  | { readonly type: 'call'; readonly intent: CallStarted; readonly call: Call }
  /** Come back at a moment. */
  | { readonly type: 'sleep'; readonly address: Address; readonly until: Instant };

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

interface Situation {
  readonly step: Step;
  readonly address: Address;
  readonly now: Instant;
  readonly isAdmitted: boolean;
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

/** A piece of work that is not out ends when the run is cancelled, or its time is up. */
function endedEarly(
  state: RunState,
  work: Work,
  { step, address, now }: Situation,
): RunEvent | null {
  const at = { at: now, ...where(step, address) };
  const task = taskAt(state, address);
  const isUnsettled = work.isUncertain && task.class !== 'read';
  if (isCancelled(state, address)) {
    return { type: 'step-cancelled', ...at, ...(isUnsettled ? { isUnsettled } : {}) };
  }
  const late = timeoutFailure(task, work, now);
  return late === null ? null : { ...failedEvent(at, late), lastSeen: work.seen, isUnsettled };
}

/** Nobody knows what became of an act: it is made again where that does no harm, or looked for. */
function decideLost(
  state: RunState,
  { work, failure }: Extract<WorkState, { status: 'lost' }>,
  situation: Situation,
): readonly Command[] {
  const { step, address, isAdmitted } = situation;
  const mode = settleMode(taskAt(state, address), failure);
  if (mode === 'nobody') return [record(unsettled(state, work, failure, situation))];
  const end = mode === 'repeat' ? endedEarly(state, work, situation) : null;
  // A run inside this one is not left in the middle: it has to be told.
  const isTold = end !== null && step.child !== null && !address.undo;
  if (end !== null && !isTold) return [record(end)];
  if (!isAdmitted) return [{ type: 'admit', address }];
  const kind = mode === 'repeat' ? 'act' : 'settle';
  const made = call(state, situation, kind, attemptOf(work, kind));
  return [isTold ? { ...made, call: { ...made.call, isOver: true } } : made];
}

/** A person is asked, as long as the run can go on from the answer. */
function unsettled(
  state: RunState,
  work: Work,
  failure: Failure | null,
  { step, address, now }: Situation,
): RunEvent {
  const { action } = taskAt(state, address);
  const reason = failure?.message ?? 'the process ended while the call was out';
  const at = { at: now, ...where(step, address) };
  if (state.phase === 'main' && !address.undo) {
    return { type: 'step-unsettled', ...at, action: action.name, reason, candidates: [] };
  }
  const kept: Failure = failure ?? { kind: 'cut', message: reason };
  const during = { action: action.name, attempt: Math.max(1, work.acts) };
  return { type: 'step-failed', ...at, failure: kept, during, lastSeen: null, isUnsettled: true };
}

/** A person said what became of the act. */
function decideAnswered(
  state: RunState,
  { work, outputs }: Extract<WorkState, { status: 'answered' }>,
  situation: Situation,
): readonly Command[] {
  const { step, address, now, isAdmitted } = situation;
  const at = { at: now, ...where(step, address) };
  if (outputs !== null) {
    const isAdopted = true as const;
    // What comes after the main part is over is only known, and then taken back or kept.
    const goesOn = step.await !== null && state.phase === 'main';
    return goesOn
      ? [record({ type: 'action-answered', ...at, outputs, isAdopted, nextAt: now })]
      : [record({ type: 'step-succeeded', ...at, outputs, isAdopted })];
  }
  if (state.phase !== 'main') return [record({ type: 'step-cancelled', ...at })];
  const end = endedEarly(state, work, situation);
  if (end !== null) return [record(end)];
  if (!isAdmitted) return [{ type: 'admit', address }];
  // Much can have come about while a person thought.
  return isSurveyNeeded(state, address, now)
    ? [call(state, situation, 'survey', 1)]
    : [call(state, situation, 'act', work.acts + 1)];
}

/** Tries of an act are counted from the first one; those of other calls from the last that was answered. */
function attemptOf(work: Work, kind: CallKind): number {
  if (kind === 'act') return work.acts + 1;
  return kind === 'settle' ? work.settles + 1 : work.attempt + 1;
}

/** Whether a piece of work has to end because the run is being cancelled. */
function isCancelled(state: RunState, address: Address): boolean {
  return state.cancel !== null && state.phase === 'main' && !address.undo;
}

function decideLoop(
  state: RunState,
  loop: LoopState,
  { step, now }: Situation,
): readonly Command[] {
  const { onFailure } = state.context.plan.workflow;
  const hasFailed = loop.failed !== null && !step.continueOnError && onFailure !== 'continue';
  if (isHeld(state)) return [];
  if (!hasFailed && haltOf(state) === null && step.phase === state.phase) {
    const room = Math.min(
      (step.foreach?.maxParallel ?? Infinity) - loop.open,
      loop.items.length - loop.next,
    );
    if (room > 0)
      return [record({ type: 'item-started', at: now, step: step.id, item: loop.next })];
  }
  if (loop.open > 0) return [];
  const isCancelled = haltOf(state)?.kind === 'cancelled' || step.phase !== state.phase;
  return [record(endOfLoop(loop, { step, now, isCancelled }))];
}

/** Why nothing more of the main part is started; `null` when it goes on. */
function haltOf(state: RunState): SkipReason | null {
  if (state.phase !== 'main') return null;
  if (state.cancel !== null) return { kind: 'cancelled' };
  if (!isStopping(state) || state.failed === null) return null;
  const failed = state.context.plan.workflow.steps[state.failed.value];
  return { kind: 'stopping', failed: failed?.id ?? '' };
}

function endOfLoop(
  loop: LoopState,
  { step, now, isCancelled }: { step: Step; now: Instant; isCancelled: boolean },
): RunEvent {
  const at = { at: now, step: step.id };
  const states = [...loop.works];
  const bad = states.flatMap((each, item) =>
    each.status === 'failed'
      ? [{ key: loop.keys[item] ?? String(item), failure: each.failure }]
      : [],
  );
  const [first] = bad;
  const rest = states.filter(({ status }) => status === 'pending' || status === 'skipped').length;
  if (first !== undefined) {
    const message =
      `${bad.length} of ${states.length} items failed` +
      `${rest === 0 ? '' : `, ${rest} were not started`}; the first: [${first.key}] ${first.failure.message}`;
    const failure: Failure = { kind: 'loop', message, failed: bad.map((each) => each.key) };
    return failedEvent(at, failure);
  }
  if (isCancelled) return { type: 'step-cancelled', ...at };
  if (rest > 0) {
    const message = `${rest} items were not started, because the run is stopping`;
    return failedEvent(at, { kind: 'loop', message, failed: [] });
  }
  const outputs = states.map((each): Json => (each.status === 'succeeded' ? each.outputs : null));
  return { type: 'step-succeeded', ...at, outputs };
}

function startLoop(state: RunState, { step, now }: Situation): Command {
  const { foreach } = step;
  const at = { at: now, step: step.id };
  const scope = scopeAt(state, null, { now });
  const items = foreach === null ? [] : evaluateTemplate(foreach.list, scope);
  if (!Array.isArray(items)) {
    throw new ExpressionError('foreach', 'this has to be a list');
  }
  const keys = items.map((item: Json, index: number) => {
    if (foreach?.key == null) return String(index);
    const schema = itemSchema(state, step.index);
    const contexts = { item: { value: item, ...schema }, index: { value: index } };
    return asText(foreach.key.evaluate(scopeAt(state, null, { now, contexts })));
  });
  const known = new Set<string>();
  const twice = keys.find((key) => known.size === known.add(key).size);
  if (twice !== undefined) {
    throw new ExpressionError(foreach?.key?.text ?? '', `two items have the key "${twice}"`);
  }
  return record({ type: 'loop-started', ...at, items, keys });
}

/** A call of a piece of work: the intent, and what is performed. */
function call(
  state: RunState,
  { step, address, now }: Situation,
  kind: CallKind,
  attempt: number,
): Extract<Command, { type: 'call' }> {
  const made = callFor(state, { address, kind, attempt, label: labelOf(state, address) }, now);
  const intent: CallStarted = {
    type: 'call-started',
    at: now,
    ...where(step, address),
    call: kind,
    action: made.action,
    attempt,
    ...(isWhatIsDone(taskAt(state, address), kind) ? { input: made.input } : {}),
  };
  return { type: 'call', intent, call: made };
}

/** An act, or a look that is one: what is polled without reading only. */
function isWhatIsDone(task: Task, kind: CallKind): boolean {
  return kind === 'act' || (kind === 'look' && task.await === null && task.class !== 'read');
}

/** `fleet[web-1]`: the step, and in a loop the item's key. */
export function labelOf(state: RunState, address: Address): string {
  const { id } = stepAt(state, address);
  const loop = loopOf(state.steps.get(address.step));
  if (address.item === null || loop === null) return id;
  return `${id}[${loop.keys[address.item] ?? address.item}]`;
}

export function stepAt(state: RunState, address: Address): Step {
  const step = state.context.plan.workflow.steps[address.step];
  if (step === undefined) throw new RangeError(`no step ${address.step}`);
  return step;
}

/** Where an event belongs. */
export function where(step: Step, { item, undo }: Address): Where {
  return {
    step: step.id,
    ...(item === null ? {} : { item }),
    ...(undo ? { undo: true as const } : {}),
  };
}

interface Where {
  readonly step: string;
  readonly item?: number;
  readonly undo?: true;
}

function record(event: RunEvent): Command {
  return { type: 'record', event };
}

function failed(step: Step, address: Address, now: Instant, failure: Failure): Command {
  return record(failedEvent({ at: now, ...where(step, address) }, failure));
}

/** A failure that no call had. */
function failedEvent(at: Where & { readonly at: Instant }, failure: Failure): StepFailed {
  return { type: 'step-failed', ...at, failure, during: null, lastSeen: null, isUnsettled: false };
}
