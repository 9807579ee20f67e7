import type { Instant } from '../duration.ts';
import { ExpressionError } from '../expression/expression.ts';
import { asText } from '../expression/functions.ts';
import { evaluateEntries, evaluateTemplate } from '../expression/template.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Step } from '../workflow/workflow.ts';
import { verdictOf } from './condition.ts';
import type { CallStarted, RunEvent, SkipReason, StepFailed } from './event.ts';
import type { Failure } from './failure.ts';
import { scopeAt, textEntries, type Moment } from './scope.ts';
import {
  hasEnded,
  isStopping,
  workAt,
  type Address,
  type LoopState,
  type RunState,
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

/** A call of an action, with everything that it needs. */
export interface Call {
  readonly address: Address;
  readonly step: string;
  /** The step, with the item's key: `fleet[web-1]`. */
  readonly label: string;
  readonly action: string;
  readonly attempt: number;
  readonly input: JsonObject;
  readonly env: Readonly<Record<string, string>>;
  /** Limit in milliseconds; 0 for none. */
  readonly timeoutMs: number;
}

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
  // A loop that is over took its items with it; who slept for one of them may still wake.
  if (address.item !== null && hasEnded(state.steps.get(address.step))) return [];
  const current = workAt(state, address);
  switch (current.status) {
    case 'ready':
      return guarded(step, address, now, () =>
        decideReady(state, { step, address, now, isAdmitted }),
      );
    case 'waiting':
      return guarded(step, address, now, () =>
        decideWaiting(state, current, { step, address, now, isAdmitted }),
      );
    case 'looping':
      return decideLoop(state, current, { step, address, now, isAdmitted });
    default:
      return [];
  }
}

interface Situation {
  readonly step: Step;
  readonly address: Address;
  readonly now: Instant;
  readonly isAdmitted: boolean;
}

/** An expression without a value fails its step. */
function guarded(
  step: Step,
  address: Address,
  now: Instant,
  decision: () => readonly Command[],
): readonly Command[] {
  try {
    return decision();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [failed(step, address, now, { kind: 'invalid-value', message: error.message })];
  }
}

function decideReady(state: RunState, situation: Situation): readonly Command[] {
  const { step, address, now, isAdmitted } = situation;
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
  return [call(state, situation, step.until === null ? 'act' : 'look', 1)];
}

function decideWaiting(
  state: RunState,
  current: Extract<WorkState, { status: 'waiting' }>,
  situation: Situation,
): readonly Command[] {
  const { step, address, now, isAdmitted } = situation;
  if (state.cancel !== null && state.phase === 'main') {
    return [record({ type: 'step-cancelled', at: now, ...where(step, address) })];
  }
  const late = timeoutFailure(step, current.work, now);
  if (late !== null) {
    const event = failedEvent({ at: now, ...where(step, address) }, late);
    return [record({ ...event, lastSeen: current.work.seen })];
  }
  const deadline = step.timeoutMs === null ? Infinity : current.work.startedAt + step.timeoutMs;
  const until = Math.min(current.until, deadline);
  if (now < until) return [{ type: 'sleep', address, until }];
  if (!isAdmitted) return [{ type: 'admit', address }];
  return [call(state, situation, current.call, current.work.attempt + 1)];
}

function decideLoop(
  state: RunState,
  loop: LoopState,
  { step, now }: Situation,
): readonly Command[] {
  const isCancelled = haltOf(state)?.kind === 'cancelled';
  const { onFailure } = state.context.plan.workflow;
  const hasFailed = loop.failed !== null && !step.continueOnError && onFailure === 'stop';
  if (!hasFailed && haltOf(state) === null) {
    const room = Math.min(
      (step.foreach?.maxParallel ?? Infinity) - loop.open,
      loop.items.length - loop.next,
    );
    if (room > 0)
      return [record({ type: 'item-started', at: now, step: step.id, item: loop.next })];
  }
  if (loop.open > 0) return [];
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
    const contexts = { item: { value: item }, index: { value: index } };
    return asText(foreach.key.evaluate(scopeAt(state, null, { now, contexts })));
  });
  const known = new Set<string>();
  const twice = keys.find((key) => known.size === known.add(key).size);
  if (twice !== undefined) {
    throw new ExpressionError(foreach?.key?.text ?? '', `two items have the key "${twice}"`);
  }
  return record({ type: 'loop-started', ...at, items, keys });
}

/** The call that a piece of work makes next: the action itself, or the look of its wait. */
function call(
  state: RunState,
  { step, address, now }: Situation,
  kind: 'act' | 'look',
  attempt: number,
): Command {
  const isWait = kind === 'look' && step.await !== null;
  const action = isWait ? step.await.observer.name : step.action.name;
  const input = isWait ? lookInput(state, step, address, now) : actInput(state, step, address, now);
  const scope = scopeAt(state, address, { now });
  return {
    type: 'call',
    intent: { type: 'call-started', at: now, ...where(step, address), call: kind, action, attempt },
    call: {
      address,
      step: step.id,
      label: labelOf(state, address),
      action,
      attempt,
      input,
      env: {
        ...textEntries(state.context.plan.workflow.env, scope),
        ...textEntries(step.env, scope),
      },
      timeoutMs: attemptLimit(state, step, address, now),
    },
  };
}

/** What the step's action is given. @throws {ExpressionError} */
export function actInput(state: RunState, step: Step, address: Address, now: Instant): JsonObject {
  return evaluateEntries(step.with, scopeAt(state, address, { now }));
}

function lookInput(state: RunState, step: Step, address: Address, now: Instant): JsonObject {
  const current = workAt(state, address);
  const acted = current.status === 'waiting' ? (current.work.acted ?? {}) : {};
  const contexts: Moment['contexts'] = {
    input: { value: actInput(state, step, address, now), schema: step.action.input },
    outputs: { value: acted, schema: step.action.output },
    acted: { value: acted, schema: step.action.output },
  };
  const scope = scopeAt(state, address, { now, contexts });
  return Object.fromEntries(
    Object.entries(step.await?.with ?? {}).map(([name, each]) => [name, each.evaluate(scope)]),
  );
}

/** An attempt may take its own limit, and no longer than what is left of the step's. */
function attemptLimit(state: RunState, step: Step, address: Address, now: Instant): number {
  const current = workAt(state, address);
  const startedAt = 'work' in current ? current.work.startedAt : now;
  const own = step.attemptTimeoutMs;
  if (step.timeoutMs === null) return own;
  const left = Math.max(1, startedAt + step.timeoutMs - now);
  return own === 0 ? left : Math.min(own, left);
}

/** `fleet[web-1]`: the step, and in a loop the item's key. */
export function labelOf(state: RunState, address: Address): string {
  const { id } = stepAt(state, address);
  const loop = state.steps.get(address.step);
  if (address.item === null || loop.status !== 'looping') return id;
  return `${id}[${loop.keys[address.item] ?? address.item}]`;
}

export function stepAt(state: RunState, address: Address): Step {
  const step = state.context.plan.workflow.steps[address.step];
  if (step === undefined) throw new RangeError(`no step ${address.step}`);
  return step;
}

export function where(step: Step, { item }: Address): { step: string; item?: number } {
  return item === null ? { step: step.id } : { step: step.id, item };
}

function record(event: RunEvent): Command {
  return { type: 'record', event };
}

function failed(step: Step, address: Address, now: Instant, failure: Failure): Command {
  return record(failedEvent({ at: now, ...where(step, address) }, failure));
}

/** A failure that no call had. */
function failedEvent(
  at: { readonly at: Instant; readonly step: string; readonly item?: number },
  failure: Failure,
): StepFailed {
  return { type: 'step-failed', ...at, failure, during: null, lastSeen: null, isUnsettled: false };
}
