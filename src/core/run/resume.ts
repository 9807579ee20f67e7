import type { Instant } from '../duration.ts';
import { isAct } from './next-work.ts';
import type { PersistentArray } from './persistent-array.ts';
import {
  hasEnded,
  type Address,
  type ItemState,
  type LoopState,
  type RunState,
  type StepState,
  type UndoProgress,
  undoAddress,
  type WorkState,
} from './state.ts';
import { countChange, type Transition } from './transition.ts';

/**
 * The state of a run with which another process goes on: of every act that was out, nobody knows
 * what became of it, and every other call is made again. A run inside this one that waited for a
 * person is asked again how it stands.
 */
export function resume(state: RunState, at: Instant): Transition {
  const touched: Address[] = [];
  let resumed = state;
  for (const { index, child } of state.context.plan.workflow.steps) {
    const each = state.steps.get(index);
    if (each.status === 'pending' || hasEnded(each)) continue;
    const isChild = child !== null;
    resumed =
      each.status === 'looping'
        ? resumeLoop(resumed, each, { step: index, isChild, at, touched })
        : withStep(resumed, index, { before: each, next: goingOn(each, isChild, at) });
    touched.push({ step: index, item: null });
  }
  const undo = state.undo === null ? null : resumeUndo(state, at, { undo: state.undo, touched });
  return { state: { ...resumed, undo }, touched };
}

function withStep(
  state: RunState,
  step: number,
  { before, next }: { before: StepState; next: StepState },
): RunState {
  return { ...countChange(state, before, next), steps: state.steps.with(step, next) };
}

function resumeLoop(
  state: RunState,
  loop: LoopState,
  { step, isChild, at, touched }: Resuming,
): RunState {
  let { works } = loop;
  let counted = state;
  for (let item = 0; item < loop.next; item += 1) {
    const each = works.get(item);
    if (hasEnded(each)) continue;
    const next = goingOn(each, isChild, at) as ItemState;
    works = works.with(item, next);
    counted = countChange(counted, each, next);
    touched.push({ step, item });
  }
  return { ...counted, steps: counted.steps.with(step, { ...loop, works }) };
}

interface Resuming {
  readonly step: number;
  /** What the step does is a run of its own. */
  readonly isChild: boolean;
  readonly at: Instant;
  readonly touched: Address[];
}

function goingOn(state: StepState, isChild: boolean, at: Instant): StepState {
  if (state.status !== 'unsettled' || !isChild) return interrupted(state, at);
  // The time in which a person was waited for counts for no limit.
  const work = { ...state.work, startedAt: at, actedAt: at, isUncertain: true };
  return { status: 'lost', work, failure: null };
}

function resumeUndo(
  state: RunState,
  at: Instant,
  { undo, touched }: { undo: UndoProgress; touched: Address[] },
): UndoProgress {
  let { steps } = undo;
  for (let index = 0; index < steps.length; index += 1) {
    const each = steps.get(index);
    if (each.status === 'open') {
      const works = resumeWorks(each.works, at, (item) => {
        touched.push(undoAddress(state, index, item));
      });
      steps = steps.with(index, { ...each, works });
    }
  }
  return { ...undo, steps };
}

function resumeWorks(
  before: PersistentArray<WorkState>,
  at: Instant,
  touch: (item: number) => void,
): PersistentArray<WorkState> {
  let works = before;
  for (let item = 0; item < before.length; item += 1) {
    const each = before.get(item);
    if (hasEnded(each)) continue;
    works = works.with(item, interrupted(each, at) as WorkState);
    touch(item);
  }
  return works;
}

/** Until the moment at which another process goes on, the act may have left. */
function interrupted(state: StepState, at: Instant): StepState {
  if (state.status !== 'calling') return state;
  const { call } = state;
  const work = isAct(call, state.work) ? { ...state.work, isUncertain: true } : state.work;
  if (call === 'act') {
    return {
      status: 'lost',
      work: { ...work, actedAt: at, settles: 0, lost: null },
      failure: null,
    };
  }
  const again = { ...work, attempt: work.attempt - 1 };
  return { status: 'waiting', work: again, call, until: work.startedAt, failure: null };
}
