import type { Instant } from '../duration.ts';
import { applyToUndo, beginUndo } from './apply-undo.ts';
import type { RunEvent, WorkEvent } from './event.ts';
import { nextWork } from './next-work.ts';
import { persistentArray } from './persistent-array.ts';
import { stepAt } from './place.ts';
import { resume } from './resume.ts';
import {
  hasEnded,
  isOver,
  taskAt,
  type Address,
  type EndedState,
  type ItemState,
  type LoopState,
  type RunState,
  type StepState,
} from './state.ts';
import { countChange, IllegalEvent, knowing, type Transition } from './transition.ts';

/**
 * The state after an event. The cost depends on the step's own edges, never on the size of the graph;
 * what happens once in a run (a cancel, a resumption, the beginning of a phase) may look at all of it.
 *
 * @throws {IllegalEvent}
 */
export function apply(state: RunState, event: RunEvent): Transition {
  assertPossible(state, event);
  switch (event.type) {
    case 'run-started':
      return begin({ ...state, status: 'running' }, 'main');
    case 'run-resumed':
      return resume(heldUntil(state, event.at), event);
    case 'undo-started':
      return beginUndo(state, event);
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
    case 'run-undone':
      return end(state, event, 'undone');
    case 'run-needs-operator':
      return { state: hold(state, event.at), touched: [] };
    default:
      return event.undo ? applyToUndo(state, event) : applyToWork(state, event);
  }
}

function hold(state: RunState, heldSince: Instant): RunState {
  const isTidy = state.isTidy || state.phase === 'finally';
  return { ...state, status: 'needs-operator', isTidy, heldSince };
}

function heldUntil(state: RunState, at: Instant): RunState {
  const heldMs = state.heldMs + (state.heldSince === null ? 0 : at - state.heldSince);
  return { ...state, status: 'running', heldSince: null, heldMs };
}

/** A run that is over can be taken back, and one that waits for a person can go on. */
function assertPossible(state: RunState, event: RunEvent): void {
  if (isOver(state)) {
    if (event.type === 'undo-started') return;
    if (event.type === 'run-resumed' && state.status === 'needs-operator') return;
    throw new IllegalEvent(event, `the run is over (${state.status})`);
  }
  if ((state.status === 'pending') !== (event.type === 'run-started')) {
    throw new IllegalEvent(event, `the run is ${state.status}`);
  }
}

function applyToWork(state: RunState, event: WorkEvent): Transition {
  const step = state.context.plan.stepIndex.get(event.step);
  if (step === undefined) throw new IllegalEvent(event, 'the plan has no such step');
  const address: Address = { step, item: event.item ?? null };
  const current = state.steps.get(step);
  if (event.type === 'loop-started') return startLoop(state, event, address);
  if (address.item === null) {
    const next = nextWork(current, event, facts(state, address));
    const counted = counting(state, event, { address, before: current, after: next });
    return hasEnded(next)
      ? endStep(doubting(counted, event, address), step, next)
      : change(counted, step, next);
  }
  if (current.status !== 'looping') throw new IllegalEvent(event, 'it is not in a loop');
  return applyToItem(state, event, { loop: current, step, item: address.item });
}

function counting(
  state: RunState,
  event: WorkEvent,
  { address, before, after }: { address: Address; before: StepState; after: StepState },
): RunState {
  const counted = countChange(state, { before, after, step: stepAt(state, address) });
  return knowing(counted, event, taskAt(state, address));
}

function facts(state: RunState, { step, item }: Address): Parameters<typeof nextWork>[2] {
  const found = state.context.plan.workflow.steps[step];
  return {
    class: found?.class ?? 'read',
    isTolerated: found?.continueOnError ?? false,
    afterFailure: item === null && hasFailureBefore(state, step),
  };
}

/** Whoever ends a run has to know of what may have happened unseen, and would happen again. */
function doubting(state: RunState, event: WorkEvent, address: Address): RunState {
  if (event.type !== 'step-failed' || !event.isUnsettled) return state;
  const { class: kind, settle } = taskAt(state, address);
  const isHarmful = (kind === 'create' || kind === 'toggle') && settle?.kind !== 'repeat';
  return isHarmful ? { ...state, doubts: { value: address, rest: state.doubts } } : state;
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
  if (event.type === 'item-started') return startItem(state, event, { loop, step, item });
  const address = { step, item };
  const before = loop.works.get(item);
  const next = nextWork(before, event, facts(state, address)) as ItemState;
  const counted = counting(state, event, { address, before, after: next });
  const works = loop.works.with(item, next);
  if (!hasEnded(next)) {
    return { state: withStep(counted, step, { ...loop, works }), touched: [address] };
  }
  const failed = next.status === 'failed' ? { value: item, rest: loop.failed } : loop.failed;
  const ended = { ...loop, works, open: loop.open - 1, failed };
  return {
    state: withStep(doubting(counted, event, address), step, ended),
    touched: [{ step, item: null }],
  };
}

function startItem(
  state: RunState,
  event: WorkEvent,
  { loop, step, item }: { loop: LoopState; step: number; item: number },
): Transition {
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
  // What is settled after its phase was left is not counted there any more.
  const isOfPhase = state.context.plan.workflow.steps[step]?.phase === state.phase;
  const open = isOfPhase ? state.open - 1 : state.open;
  return { state: { ...state, steps, failed, open }, touched };
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

function begin(state: RunState, phase: 'main' | 'finally'): Transition {
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
  const isOpen = state.unsettled === 0 && state.phase === 'main' && state.open > 0;
  if (state.phase === 'finally' || isOpen) throw new IllegalEvent(event, 'steps are open');
  const { steps } = state.context.plan.workflow;
  const open = steps.filter((step) => step.phase === 'finally').length;
  return begin({ ...state, phase: 'finally', open }, 'finally');
}

function end(state: RunState, event: RunEvent, status: RunState['status']): Transition {
  if (state.unsettled === 0 && state.phase !== 'undo' && state.open > 0) {
    throw new IllegalEvent(event, `${state.open} steps have not ended`);
  }
  return { state: { ...state, status, isTidy: true }, touched: [] };
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
