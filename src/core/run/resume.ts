import type { Instant } from '../duration.ts';
import type { Step } from '../workflow/workflow.ts';
import { isAct } from './next-work.ts';
import type { RunResumed } from './event.ts';
import type { PersistentArray } from './persistent-array.ts';
import { settleMode } from './settle.ts';
import {
  hasEnded,
  type Address,
  type ItemState,
  type LoopState,
  type RunState,
  type StepState,
  type UndoProgress,
  undoAddress,
  type Work,
  type WorkState,
} from './state.ts';
import { countChange, type Transition } from './transition.ts';

/**
 * The state of a run with which another process goes on: of every act that was out, nobody knows
 * what became of it, and every other call is made again. What waits for a person is looked at anew,
 * if that is asked for and can tell: a cloud that could not be asked answers again, or a run inside this
 * one is over.
 */
export function resume(state: RunState, { at, looksAgain }: RunResumed): Transition {
  const touched: Address[] = [];
  let resumed = state;
  for (const step of state.context.plan.workflow.steps) {
    const { index } = step;
    const each = state.steps.get(index);
    if (each.status === 'pending' || hasEnded(each)) continue;
    const resuming = { step, at, looksAgain: looksAgain === true };
    resumed =
      each.status === 'looping'
        ? resumeLoop(resumed, each, { ...resuming, touched })
        : withStep(resumed, step, { before: each, after: goingOn(each, resuming) });
    touched.push({ step: index, item: null });
  }
  const undo = state.undo === null ? null : resumeUndo(state, at, { undo: state.undo, touched });
  return { state: { ...resumed, undo }, touched };
}

function withStep(
  state: RunState,
  step: Step,
  { before, after }: { before: StepState; after: StepState },
): RunState {
  const counted = countChange(state, { before, after, step });
  return { ...counted, steps: state.steps.with(step.index, after) };
}

function resumeLoop(
  state: RunState,
  loop: LoopState,
  { touched, ...resuming }: Resuming & { readonly touched: Address[] },
): RunState {
  const { index } = resuming.step;
  let { works } = loop;
  let counted = state;
  for (let item = 0; item < loop.next; item += 1) {
    const each = works.get(item);
    if (hasEnded(each)) continue;
    const next = goingOn(each, resuming) as ItemState;
    works = works.with(item, next);
    counted = countChange(counted, { before: each, after: next, step: resuming.step });
    touched.push({ step: index, item });
  }
  return { ...counted, steps: counted.steps.with(index, { ...loop, works }) };
}

interface Resuming {
  readonly step: Step;
  readonly at: Instant;
  readonly looksAgain: boolean;
}

function goingOn(state: StepState, { step, at, looksAgain }: Resuming): StepState {
  if (state.status !== 'unsettled' || !looksAgain || !canLookAgain(step, state)) {
    return interrupted(state, at);
  }
  // The time in which a person was waited for counts for no limit.
  const work = { ...state.work, startedAt: at, settles: 0, isUncertain: true };
  return { status: 'lost', work, failure: state.work.lost };
}

/** Whether another look may tell what became of an act of which a person was to say it. */
export function canLookAgain(step: Step, { work }: { readonly work: Work }): boolean {
  return settleMode(step, work.lost) !== 'nobody';
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
