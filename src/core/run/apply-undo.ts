import type { UndoStarted, WorkEvent } from './event.ts';
import type { Step } from '../workflow/workflow.ts';
import { nextWork } from './next-work.ts';
import { persistentArray, type PersistentArray } from './persistent-array.ts';
import { stepAt } from './place.ts';
import {
  hasEnded,
  loopOf,
  taskAt,
  undoAddress,
  undoTask,
  type Address,
  type Effect,
  type RunState,
  type StepState,
  type StepUndo,
  type UndoProgress,
  type WorkState,
} from './state.ts';
import { countChange, IllegalEvent, type Transition } from './transition.ts';

/**
 * Taking back begins: of every step of the main part, each piece of work that had an effect. A step
 * comes when all that needs it is taken back; what could not be taken back holds up what it needs.
 */
export function beginUndo(state: RunState, { scope }: UndoStarted): Transition {
  const { workflow, dependents } = state.context.plan;
  const steps = workflow.steps.map(({ index, phase }): StepUndo => {
    const works = phase === 'main' ? piecesOf(state, index, scope) : null;
    const unmet = (dependents[index] ?? []).length;
    return phase === 'main'
      ? { status: 'pending', unmet, isBlocked: false, works }
      : { status: 'closed', works: null };
  });
  const open = steps.filter(({ status }) => status === 'pending').length;
  const undo: UndoProgress = {
    scope,
    steps: persistentArray(steps),
    open,
    pieces: steps.reduce((sum, { works }) => sum + countOf(works, 'succeeded'), 0),
    failed: null,
  };
  const begun: RunState = {
    ...state,
    status: 'running',
    phase: 'undo',
    // What puts things in order has done so, and does not do it again.
    isTidy: state.isTidy || state.phase === 'finally',
    hasNewAnswer: false,
    undo,
  };
  const free = workflow.steps.filter(
    ({ index, phase }) => phase === 'main' && (dependents[index] ?? []).length === 0,
  );
  return open === 0
    ? { state: begun, touched: [] }
    : openSteps(
        begun,
        undo,
        free.map(({ index }) => index),
      );
}

/** Whether there is anything that can be taken back and has not been. */
export function hasUndo(state: RunState, scope: UndoStarted['scope']): boolean {
  return state.context.plan.workflow.steps.some(({ index, phase }) => {
    const works = phase === 'main' ? piecesOf(state, index, scope) : null;
    return countOf(works, 'ready') > 0;
  });
}

/** The effect of a step, or of an item of its loop; `null` when it had none. */
export function effectAt(state: RunState, { step, item }: Address): Effect | null {
  const found = state.steps.get(step);
  const piece = item === null ? found : loopOf(found)?.works.get(item);
  return piece !== undefined && hasEnded(piece) ? piece.effect : null;
}

/** What is to be taken back of a step: `null` when nothing is, or nothing can be. */
function piecesOf(
  state: RunState,
  step: number,
  scope: UndoStarted['scope'],
): PersistentArray<WorkState> | null {
  const found = state.context.plan.workflow.steps[step];
  if (found === undefined || undoTask(found, scope) === null) return null;
  const before = isSameUndo(found, state.undo?.scope ?? scope, scope)
    ? (state.undo?.steps.get(step).works ?? null)
    : null;
  const current = state.steps.get(step);
  const pieces: readonly StepState[] =
    found.foreach === null ? [current] : [...(loopOf(current)?.works ?? [])];
  if (pieces.length === 0) return null;
  return persistentArray(
    pieces.map((piece, item) => {
      const last = before?.get(item);
      if (last?.status === 'succeeded') return last;
      // Nobody knows whether there is anything to take back: what it needs has to stay as well.
      if (piece.status === 'unsettled') return doubtful;
      return hasEnded(piece) && piece.effect !== null ? { status: 'ready' } : nothing;
    }),
  );
}

/** What the workflow declares can be just what removes the thing that was created. */
function isSameUndo(step: Step, one: UndoStarted['scope'], other: UndoStarted['scope']): boolean {
  const tasks = [undoTask(step, one), undoTask(step, other)];
  return one === other || tasks.every((task) => task?.isProviders === true);
}

function countOf(works: PersistentArray<WorkState> | null, status: WorkState['status']): number {
  return works === null ? 0 : [...indexesOf(works, status)].length;
}

const nothing: WorkState = {
  status: 'skipped',
  because: { kind: 'condition', condition: '' },
  afterFailure: false,
  effect: null,
  loop: null,
};

const doubtful: WorkState = {
  status: 'failed',
  failure: { kind: 'invalid-value', message: 'nobody knows whether it had an effect' },
  isTolerated: false,
  afterFailure: false,
  effect: null,
  loop: null,
};

/** Opens the undo of these steps, and of all that can be passed over on the way. */
function openSteps(before: RunState, progress: UndoProgress, free: readonly number[]): Transition {
  const touched: Address[] = [];
  let undo = progress;
  const queue = [...free];
  for (const index of queue) {
    const current = undo.steps.get(index);
    if (current.status !== 'pending') continue;
    const { works, isBlocked } = current;
    const todo = works === null ? [] : [...indexesOf(works, 'ready')];
    if (works !== null && todo.length > 0 && !isBlocked) {
      const opened: StepUndo = { status: 'open', works, open: todo.length };
      undo = { ...undo, steps: undo.steps.with(index, opened), pieces: undo.pieces + todo.length };
      // The last item was done last.
      touched.push(...todo.toReversed().map((item) => undoAddress(before, index, item)));
      continue;
    }
    const passed = closeStep(before, undo, index, isBlocked);
    undo = passed.undo;
    queue.push(...passed.free);
  }
  return { state: { ...before, undo }, touched };
}

/** The undo of a step is over: those that it needs come one closer. */
function closeStep(
  state: RunState,
  undo: UndoProgress,
  index: number,
  isBlocked: boolean,
): { undo: UndoProgress; free: number[] } {
  const { works } = undo.steps.get(index);
  const left =
    works === null ? [] : [...works].flatMap((work, item) => (isLeft(work) ? [item] : []));
  let { failed } = undo;
  for (const item of left) failed = { value: undoAddress(state, index, item), rest: failed };
  let steps = undo.steps.with(index, { status: 'closed', works });
  const free: number[] = [];
  for (const need of state.context.plan.workflow.steps[index]?.needs ?? []) {
    const waiting = steps.get(need);
    if (waiting.status !== 'pending') continue;
    const unmet = waiting.unmet - 1;
    steps = steps.with(need, {
      ...waiting,
      unmet,
      isBlocked: waiting.isBlocked || isBlocked || left.length > 0,
    });
    if (unmet === 0) free.push(need);
  }
  return { undo: { ...undo, steps, failed, open: undo.open - 1 }, free };
}

/** Whether a piece of work is still as it was: nothing took it back. */
function isLeft({ status }: WorkState): boolean {
  return status !== 'succeeded' && status !== 'skipped';
}

function* indexesOf(works: PersistentArray<WorkState>, status: string): Generator<number> {
  for (let item = 0; item < works.length; item += 1) {
    if (works.get(item).status === status) yield item;
  }
}

/** The state after an event about what takes a piece of work back. @throws {IllegalEvent} */
export function applyToUndo(state: RunState, event: WorkEvent): Transition {
  const step = state.context.plan.stepIndex.get(event.step);
  const progress = state.undo;
  const current = step === undefined ? undefined : progress?.steps.get(step);
  if (step === undefined || progress === null || current?.status !== 'open') {
    throw new IllegalEvent(event, 'it is not being taken back');
  }
  const address: Address = { step, item: event.item ?? null, undo: true };
  const at = event.item ?? 0;
  const before = current.works.get(at);
  const task = taskAt(state, address);
  const facts = { class: task.class, isTolerated: false, afterFailure: false };
  const next = nextWork(before, event, facts) as WorkState;
  const works = current.works.with(at, next);
  const counted = countChange(state, { before, after: next, step: stepAt(state, address) });
  const open = current.open - Number(hasEnded(next));
  const steps = progress.steps.with(step, { status: 'open', works, open });
  const undo: UndoProgress = { ...progress, steps };
  if (open > 0 || !hasEnded(next)) return { state: { ...counted, undo }, touched: [address] };
  const closed = closeStep(counted, undo, step, false);
  return openSteps(counted, closed.undo, closed.free);
}
