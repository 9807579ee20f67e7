import type { RunEvent } from './event.ts';
import {
  hasEnded,
  isOver,
  type Address,
  type EndedState,
  type ItemState,
  type LoopState,
  type RunState,
  type StepState,
  type Work,
} from './state.ts';
import { persistentArray } from './persistent-array.ts';

/** A state after an event, and what has to be decided anew because of it. */
export interface Transition {
  readonly state: RunState;
  /** Pieces of work whose situation changed. */
  readonly touched: readonly Address[];
}

/** An event that cannot follow: a mistake in the program, or a journal that is not of this run. */
export class IllegalEvent extends Error {
  override readonly name = 'IllegalEvent';

  constructor(event: RunEvent, reason: string) {
    const step = 'step' in event ? ` of step "${event.step}"` : '';
    super(`the event ${event.type}${step} cannot happen now: ${reason}`);
  }
}

/**
 * The state after an event. The cost depends on the step's own edges, never on the size of the graph.
 *
 * @throws {IllegalEvent}
 */
export function apply(state: RunState, event: RunEvent): Transition {
  if (isOver(state)) throw new IllegalEvent(event, `the run is over (${state.status})`);
  if ((state.status === 'pending') !== (event.type === 'run-started')) {
    throw new IllegalEvent(event, `the run is ${state.status}`);
  }
  switch (event.type) {
    case 'run-started':
      return begin({ ...state, status: 'running' }, 'main');
    case 'finally-started':
      return beginFinally(state, event);
    case 'cancel-requested':
      return {
        state: { ...state, cancel: state.cancel ?? event.by },
        touched: everyStarted(state),
      };
    case 'run-succeeded':
      return end({ ...state, outputs: event.outputs }, event, 'succeeded');
    case 'run-failed':
      return end(state, event, 'failed');
    case 'run-cancelled':
      return end(state, event, 'cancelled');
    default:
      return applyToWork(state, event, addressOf(state, event));
  }
}

type WorkEvent = Extract<RunEvent, { readonly step: string }>;

function addressOf(state: RunState, event: WorkEvent): Address {
  const step = state.context.plan.stepIndex.get(event.step);
  if (step === undefined) throw new IllegalEvent(event, 'the plan has no such step');
  return { step, item: event.item ?? null };
}

function applyToWork(state: RunState, event: WorkEvent, address: Address): Transition {
  const current = state.steps.get(address.step);
  if (event.type === 'loop-started') return startLoop(state, event, address);
  if (address.item === null) {
    const next = nextWork(current, event, state, address);
    return hasEnded(next) ? endStep(state, address.step, next) : change(state, address.step, next);
  }
  if (current.status !== 'looping') throw new IllegalEvent(event, 'it is not in a loop');
  return applyToItem(state, event, { loop: current, step: address.step, item: address.item });
}

/** The state of one piece of work after an event about it. */
function nextWork(
  current: StepState,
  event: WorkEvent,
  state: RunState,
  address: Address,
): StepState {
  const illegal = () => new IllegalEvent(event, `it is ${current.status}`);
  const afterFailure = address.item === null && hasFailureBefore(state, address.step);
  const isActive = current.status === 'calling' || current.status === 'waiting';
  switch (event.type) {
    case 'step-skipped':
      if (current.status !== 'ready') throw illegal();
      return { status: 'skipped', because: event.because, afterFailure };
    case 'call-started': {
      if (current.status !== 'ready' && current.status !== 'waiting') throw illegal();
      const work = current.status === 'waiting' ? current.work : newWork(event);
      return { status: 'calling', call: event.call, work: { ...work, attempt: event.attempt } };
    }
    case 'call-failed': {
      if (current.status !== 'calling') throw illegal();
      const { work, call } = current;
      return { status: 'waiting', work, call, until: event.retryAt, failure: event.failure };
    }
    case 'action-answered':
    case 'observed':
      if (current.status !== 'calling') throw illegal();
      return looking(current.work, event);
    case 'step-succeeded':
      if (current.status !== 'calling' && current.status !== 'looping') throw illegal();
      return { status: 'succeeded', outputs: event.outputs, afterFailure };
    case 'step-failed': {
      if (!isActive && current.status !== 'looping' && current.status !== 'ready') throw illegal();
      const isTolerated = state.context.plan.workflow.steps[address.step]?.continueOnError ?? false;
      return { status: 'failed', failure: event.failure, isTolerated, afterFailure };
    }
    case 'step-cancelled':
      if (!isActive && current.status !== 'looping') throw illegal();
      return { status: 'cancelled', afterFailure };
    case 'item-started':
    case 'loop-started':
      throw illegal();
  }
}

function newWork(event: Extract<RunEvent, { type: 'call-started' }>): Work {
  return {
    startedAt: event.at,
    attempt: 1,
    acted: null,
    lookingSince: event.call === 'look' ? event.at : null,
    looks: 0,
    seen: null,
  };
}

function looking(
  work: Work,
  event: Extract<RunEvent, { type: 'action-answered' | 'observed' }>,
): StepState {
  const base = { ...work, attempt: 0, lookingSince: work.lookingSince ?? event.at };
  const next: Work =
    event.type === 'observed'
      ? { ...base, looks: work.looks + 1, seen: event.seen }
      : { ...base, acted: event.outputs };
  return { status: 'waiting', work: next, call: 'look', until: event.nextAt, failure: null };
}

function startLoop(
  state: RunState,
  event: Extract<RunEvent, { type: 'loop-started' }>,
  { step }: Address,
): Transition {
  const current = state.steps.get(step);
  if (current.status !== 'ready') throw new IllegalEvent(event, `it is ${current.status}`);
  return change(state, step, {
    status: 'looping',
    startedAt: event.at,
    items: event.items,
    keys: event.keys,
    works: persistentArray(event.items.map((): ItemState => ({ status: 'pending', unmet: 0 }))),
    next: 0,
    open: 0,
    failed: null,
  });
}

function applyToItem(
  state: RunState,
  event: WorkEvent,
  { loop, step, item }: { loop: LoopState; step: number; item: number },
): Transition {
  if (event.type === 'item-started') {
    if (item !== loop.next) throw new IllegalEvent(event, `the next item is ${loop.next}`);
    const works = loop.works.with(item, { status: 'ready' });
    const started = { ...loop, works, next: item + 1, open: loop.open + 1 };
    return {
      state: withStep(state, step, started),
      touched: [
        { step, item },
        { step, item: null },
      ],
    };
  }
  const next = nextWork(loop.works.get(item), event, state, { step, item }) as ItemState;
  const works = loop.works.with(item, next);
  if (!hasEnded(next)) {
    return { state: withStep(state, step, { ...loop, works }), touched: [{ step, item }] };
  }
  const failed = next.status === 'failed' ? { value: item, rest: loop.failed } : loop.failed;
  const ended = { ...loop, works, open: loop.open - 1, failed };
  return { state: withStep(state, step, ended), touched: [{ step, item: null }] };
}

function change(state: RunState, step: number, next: StepState): Transition {
  return { state: withStep(state, step, next), touched: [{ step, item: null }] };
}

function withStep(state: RunState, step: number, next: StepState): RunState {
  return { ...state, steps: state.steps.with(step, next) };
}

/** A step is over: those that wait for it come one need closer. */
function endStep(state: RunState, step: number, ended: EndedState): Transition {
  const isFailure = ended.status === 'failed' && !ended.isTolerated;
  let steps = state.steps.with(step, ended);
  const touched: Address[] = [];
  for (const dependent of state.context.plan.dependents[step] ?? []) {
    const waiting = steps.get(dependent);
    if (waiting.status !== 'pending') continue;
    const unmet = waiting.unmet - 1;
    const isReady = unmet === 0;
    steps = steps.with(dependent, isReady ? { status: 'ready' } : { status: 'pending', unmet });
    if (isReady) touched.push({ step: dependent, item: null });
  }
  const failed = isFailure ? { value: step, rest: state.failed } : state.failed;
  return { state: { ...state, steps, failed, open: state.open - 1 }, touched };
}

/** Whether anything that led to a step failed. */
function hasFailureBefore(state: RunState, step: number): boolean {
  const needs = state.context.plan.workflow.steps[step]?.needs ?? [];
  return needs.some((need) => {
    const ended = state.steps.get(need);
    return (
      hasEnded(ended) && (ended.afterFailure || (ended.status === 'failed' && !ended.isTolerated))
    );
  });
}

function begin(state: RunState, phase: RunState['phase']): Transition {
  let { steps } = state;
  const touched: Address[] = [];
  for (const step of state.context.plan.workflow.steps) {
    if (step.phase !== phase || step.needs.length > 0) continue;
    steps = steps.with(step.index, { status: 'ready' });
    touched.push({ step: step.index, item: null });
  }
  return { state: { ...state, steps }, touched };
}

function beginFinally(state: RunState, event: RunEvent): Transition {
  if (state.phase !== 'main' || state.open > 0) throw new IllegalEvent(event, 'steps are open');
  const { steps } = state.context.plan.workflow;
  const open = steps.filter((step) => step.phase === 'finally').length;
  return begin({ ...state, phase: 'finally', open }, 'finally');
}

function end(state: RunState, event: RunEvent, status: RunState['status']): Transition {
  if (state.open > 0) throw new IllegalEvent(event, `${state.open} steps have not ended`);
  return { state: { ...state, status }, touched: [] };
}

/** A cancelled run decides anew about all that has been started; this happens once in a run. */
function everyStarted(state: RunState): Address[] {
  const touched: Address[] = [];
  let step = 0;
  for (const each of state.steps) {
    if (each.status === 'looping') {
      for (let item = 0; item < each.next; item += 1) touched.push({ step, item });
    }
    if (each.status !== 'pending' && !hasEnded(each)) touched.push({ step, item: null });
    step += 1;
  }
  return touched;
}
