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
import type { Transition } from './transition.ts';

/**
 * The state of a run with which another process goes on: of every act that was out, nobody knows
 * what became of it, and every other call is made again.
 */
export function resume(state: RunState, at: Instant): Transition {
  const touched: Address[] = [];
  let { steps } = state;
  let index = 0;
  for (const each of state.steps) {
    const next =
      each.status === 'looping'
        ? resumeLoop(each, at, { step: index, touched })
        : interrupted(each, at);
    if (next !== each) steps = steps.with(index, next);
    if (each.status !== 'pending' && !hasEnded(each)) touched.push({ step: index, item: null });
    index += 1;
  }
  const undo = state.undo === null ? null : resumeUndo(state, at, { undo: state.undo, touched });
  return { state: { ...state, steps, undo }, touched };
}

function resumeLoop(
  loop: LoopState,
  at: Instant,
  { step, touched }: { step: number; touched: Address[] },
): LoopState {
  let { works } = loop;
  for (let item = 0; item < loop.next; item += 1) {
    const each = works.get(item);
    if (hasEnded(each)) continue;
    works = works.with(item, interrupted(each, at) as ItemState);
    touched.push({ step, item });
  }
  return { ...loop, works };
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
