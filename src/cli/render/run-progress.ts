import type { Plan } from '../../core/workflow/plan.ts';
import type { RunEvent, RunStarted, WorkEvent } from '../../core/run/event.ts';
import type { RecordedEvent } from '../../engine/journal.ts';
import { createdIds } from './created-ids.ts';
import { askingAction } from './questions.ts';
import { Run, type Work } from './tracked-run.ts';
import {
  isActive,
  type Created,
  type TrackedRun,
  type TrackedState,
  type TrackedWork,
} from './tracked-work.ts';

/**
 * A run and its sub-runs, as far as the events tell: a fold that renderers draw from. The cost of an
 * event does not depend on how much there is.
 */
export class RunProgress {
  readonly root: TrackedRun;
  readonly #runs = new Map<string, Run>();
  #failures: Work[] = [];
  readonly #ended: Work[] = [];
  readonly #created = new Map<Work, Created>();
  readonly #unsettled = new Set<Work>();
  readonly #asking = new Set<Work>();

  constructor(plan: Plan, runId: string) {
    const root = new Run(runId, plan.workflow, null);
    this.#runs.set(runId, root);
    this.root = root;
  }

  /**
   * Takes an event in. `null` when it is of something that is not known here: a journal may hold more
   * than the plan that is at hand.
   */
  observe({ run: id, event }: RecordedEvent): Change | null {
    if (event.type === 'run-started') this.#beginChild(event);
    const run = this.#runs.get(id);
    if (run === undefined) return null;
    if (!isAboutWork(event)) {
      run.take(event);
      return { run, work: null, before: null };
    }
    const work = run.find(event);
    if (work === undefined) return null;
    const before = work.state;
    run.takeWork(work, event);
    this.#note(work, event);
    return { run, work, before };
  }

  /** What failed so far, without what failed only because a part of it did. */
  get failures(): readonly TrackedWork[] {
    return this.#failures.filter((work) => !isDerived(work));
  }

  /** What ended last, the newest at the end. */
  get lastEnded(): readonly TrackedWork[] {
    return this.#ended;
  }

  /** What the run made, in the order in which it was answered. */
  get created(): Iterable<Created> {
    return this.#created.values();
  }

  /** Of these a person has to say what became of them. */
  get unsettled(): ReadonlySet<TrackedWork> {
    return this.#unsettled;
  }

  /** These ask a person something, and wait for the answer. */
  get asking(): ReadonlySet<TrackedWork> {
    return this.#asking;
  }

  /** A sub-run begins; one of an earlier attempt of the same work counts no more. */
  #beginChild({ run: { id, parent } }: RunStarted): void {
    const work = parent === null ? undefined : this.#runs.get(parent.run)?.named(parent.step);
    if (work?.step.child == null) return;
    const earlier = work.child;
    if (earlier !== null) {
      this.#failures = this.#failures.filter((each) => !isWithin(each, earlier));
    }
    work.child = new Run(id, work.step.child, work);
    this.#runs.set(id, work.child);
  }

  #note(work: Work, event: WorkEvent): void {
    const { state, task } = work;
    const isCreation = task.class === 'create' && !work.isUndo && work.items === null;
    if (isCreation && 'outputs' in event && event.outputs !== null) {
      this.#created.set(work, { work, ids: createdIds(work.step, event.outputs) });
    }
    if (state.status === 'unsettled') this.#unsettled.add(work);
    else this.#unsettled.delete(work);
    if (event.type === 'call-started' && event.action === askingAction) this.#asking.add(work);
    if (state.status === 'pending' || isActive(state)) return;
    this.#asking.delete(work);
    this.#ended.push(work);
    if (this.#ended.length > endedKept) this.#ended.shift();
    if (state.status === 'failed' && !work.isUndo) this.#failures.push(work);
  }
}

/** What an event changed. */
export interface Change {
  readonly run: TrackedRun;
  /** The work that it was about, as it is now; `null` when it was about the run. */
  readonly work: TrackedWork | null;
  /** What that work's state was before. */
  readonly before: TrackedState | null;
}

const endedKept = 10;

function isAboutWork(event: RunEvent): event is WorkEvent {
  return 'step' in event;
}

/** Whether what failed is already told by its parts. */
function isDerived({ state, child }: Work): boolean {
  if (state.status !== 'failed') return false;
  if (state.failure.kind === 'loop') return state.failure.failed.length > 0;
  if (child === null) return false;
  const { state: ended } = child;
  if (ended.status === 'needs-operator') return true;
  return (ended.status === 'failed' || ended.status === 'undone') && ended.failed.length > 0;
}

function isWithin(work: TrackedWork, run: TrackedRun): boolean {
  for (let at: TrackedRun | undefined = work.run; at !== undefined; at = at.parent?.run) {
    if (at === run) return true;
  }
  return false;
}
