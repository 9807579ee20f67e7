import type { Plan } from '../../core/workflow/plan.ts';
import type { RunEvent, RunStarted } from '../../core/run/event.ts';
import type { Step, Workflow } from '../../core/workflow/workflow.ts';
import type { RecordedEvent } from '../../engine/journal.ts';
import { createdIds } from './created-ids.ts';
import { nextRunState, nextState, type WorkEvent } from './next-state.ts';
import {
  countedAs,
  isActive,
  type CountedStatus,
  type Created,
  type TrackedGroup,
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
    if (event.type === 'loop-started') run.openLoop(work, event.keys);
    work.move(nextState(work, event));
    this.#note(work, event);
    return { run, work, before };
  }

  /** What failed so far, without what failed only because a part of it did. */
  get failures(): readonly TrackedWork[] {
    return this.#failures;
  }

  /** What ended last, the newest at the end. */
  get lastEnded(): readonly TrackedWork[] {
    return this.#ended;
  }

  /** What the run made, in the order in which it was answered. */
  get created(): Iterable<Created> {
    return this.#created.values();
  }

  /** A sub-run begins; one of an earlier attempt of the same work counts no more. */
  #beginChild({ run: { id, parent } }: RunStarted): void {
    const work = parent === null ? undefined : this.#runs.get(parent.run)?.named(parent.step);
    if (work?.step.child == null) return;
    const earlier = work.child;
    if (earlier !== null)
      this.#failures = this.#failures.filter((each) => !isWithin(each, earlier));
    work.child = new Run(id, work.step.child, work);
    this.#runs.set(id, work.child);
  }

  #note(work: Work, event: WorkEvent): void {
    const { state } = work;
    if (work.step.class === 'create' && 'outputs' in event && work.items === null) {
      this.#created.set(work, { work, ids: createdIds(work.step, event.outputs) });
    }
    if (state.status === 'pending' || isActive(state)) return;
    this.#ended.push(work);
    if (this.#ended.length > endedKept) this.#ended.shift();
    if (state.status === 'failed' && !isDerived(work)) this.#failures.push(work);
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

/** Whether what failed is already told by the failures of its parts. */
function isDerived({ state, child }: Work): boolean {
  if (state.status !== 'failed') return false;
  if (state.failure.kind === 'loop') return state.failure.failed.length > 0;
  return child?.state.status === 'failed' && child.state.failed.length > 0;
}

function isWithin(work: TrackedWork, run: TrackedRun): boolean {
  for (let at: TrackedRun | undefined = work.run; at !== undefined; at = at.parent?.run) {
    if (at === run) return true;
  }
  return false;
}

class Run implements TrackedRun {
  readonly id: string;
  readonly workflow: Workflow;
  readonly parent: Work | null;
  readonly steps = new Group();
  state: TrackedRun['state'] = { status: 'pending' };
  phase: TrackedRun['phase'] = 'main';
  cancel: TrackedRun['cancel'] = null;
  /** By what it is called within this run: `fleet`, `fleet[web-1]`. */
  readonly #named = new Map<string, Work>();

  constructor(id: string, workflow: Workflow, parent: Work | null) {
    this.id = id;
    this.workflow = workflow;
    this.parent = parent;
    for (const step of workflow.steps) {
      this.#add(step.id, { step, group: this.steps, isItem: false });
    }
  }

  named(name: string): Work | undefined {
    return this.#named.get(name);
  }

  find({ step, item }: WorkEvent): Work | undefined {
    const work = this.#named.get(step);
    return item === undefined ? work : work?.items?.members[item];
  }

  take(event: RunEvent): void {
    this.state = nextRunState(this.state, event);
    if (event.type === 'cancel-requested') this.cancel = event.by;
    if (event.type === 'finally-started') this.phase = 'finally';
  }

  openLoop(work: Work, keys: readonly string[]): void {
    const { step } = work;
    const group = new Group();
    for (const key of keys) this.#add(`${step.id}[${key}]`, { step, group, isItem: true });
    work.items = group;
  }

  #add(name: string, place: Place): void {
    const label = this.parent === null ? name : `${this.parent.label} › ${name}`;
    const work = new Work(this, label, place);
    this.#named.set(name, work);
    place.group.add(work);
  }
}

interface Place {
  readonly step: Step;
  readonly group: Group;
  readonly isItem: boolean;
}

class Work implements TrackedWork {
  readonly run: Run;
  readonly label: string;
  readonly step: Step;
  readonly isItem: boolean;
  state: TrackedState = { status: 'pending' };
  items: Group | null = null;
  child: Run | null = null;
  readonly #group: Group;

  constructor(run: Run, label: string, { step, group, isItem }: Place) {
    this.run = run;
    this.label = label;
    this.step = step;
    this.isItem = isItem;
    this.#group = group;
  }

  move(next: TrackedState): void {
    this.#group.move(this, next);
    this.state = next;
  }
}

class Group implements TrackedGroup {
  readonly members: Work[] = [];
  readonly active = new Set<Work>();
  readonly counts: Record<CountedStatus, number> = {
    succeeded: 0,
    failed: 0,
    running: 0,
    waiting: 0,
    skipped: 0,
    cancelled: 0,
    pending: 0,
  };

  add(work: Work): void {
    this.members.push(work);
    this.counts[countedAs(work.state)] += 1;
  }

  move(work: Work, next: TrackedState): void {
    this.counts[countedAs(work.state)] -= 1;
    this.counts[countedAs(next)] += 1;
    if (isActive(next)) this.active.add(work);
    else this.active.delete(work);
  }
}
