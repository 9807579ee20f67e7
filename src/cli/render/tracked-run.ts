import type { Json, JsonObject } from '../../core/json.ts';
import type { RunEvent, UndoStarted, WorkEvent } from '../../core/run/event.ts';
import { undoTask } from '../../core/run/state.ts';
import type { Step, Task, Workflow } from '../../core/workflow/workflow.ts';
import { hasEffect, nextKnown, nothingDone } from './known-effect.ts';
import { nextRunState, nextState } from './next-state.ts';
import {
  countedAs,
  isActive,
  type CountedStatus,
  type TrackedGroup,
  type TrackedRun,
  type TrackedState,
  type TrackedWork,
} from './tracked-work.ts';

/** A run that takes events in. */
export class Run implements TrackedRun {
  readonly id: string;
  readonly workflow: Workflow;
  readonly parent: Work | null;
  readonly steps = new Group();
  inputs: JsonObject = {};
  state: TrackedRun['state'] = { status: 'pending' };
  phase: TrackedRun['phase'] = 'main';
  cancel: TrackedRun['cancel'] = null;
  undo: Group | null = null;
  #scope: UndoStarted['scope'] = 'declared';
  /** By what it is called within this run: `fleet`, `fleet[web-1]`. */
  readonly #named = new Map<string, Work>();
  /** Works that did something, in the order in which they did. */
  readonly #doers = new Set<Work>();

  constructor(id: string, workflow: Workflow, parent: Work | null) {
    this.id = id;
    this.workflow = workflow;
    this.parent = parent;
    for (const step of workflow.steps) this.#add(step.id, step, { group: this.steps });
  }

  named(name: string): Work | undefined {
    return this.#named.get(name);
  }

  /** What an event is about, if it is known here. */
  find({ step, item, undo }: WorkEvent): Work | undefined {
    const named = this.#named.get(step);
    const work = item === undefined ? named : named?.items?.members[item];
    if (!undo || work === undefined) return work;
    return work.undo ?? this.#beginUndoOf(work) ?? undefined;
  }

  take(event: RunEvent): void {
    this.state = nextRunState(this.state, event);
    if (event.type === 'run-started') this.inputs = event.run.inputs;
    if (event.type === 'cancel-requested') this.cancel = event.by;
    if (event.type === 'finally-started') this.phase = 'finally';
    if (event.type === 'undo-started') this.#beginUndo(event);
  }

  takeWork(work: Work, event: WorkEvent): void {
    if (event.type === 'loop-started') this.#openLoop(work, event.items, event.keys);
    work.take(event);
    const isDoing = !work.isUndo && work.step.phase === 'main' && work.items === null;
    if (!isDoing || isActive(work.state)) return;
    // What ended last is taken back first.
    this.#doers.delete(work);
    if (hasEffect(work)) this.#doers.add(work);
  }

  #openLoop(work: Work, items: readonly Json[], keys: readonly string[]): void {
    const { step } = work;
    const group = new Group();
    for (const [at, key] of keys.entries()) {
      const item = items[at] ?? null;
      this.#add(`${step.id}[${key}]`, step, { group, isItem: true, item });
    }
    work.items = group;
  }

  /** What was undone already stays so, unless another kind of undo is asked for. */
  #beginUndo({ scope }: UndoStarted): void {
    const isAgain = this.undo !== null && this.#scope === scope;
    this.#scope = scope;
    this.phase = 'undo';
    this.undo = new Group();
    for (const work of [...this.#doers].toReversed()) {
      // Of what is not settled nobody knows whether there is anything to take back.
      if (work.state.status === 'unsettled') continue;
      const isDone = work.undo?.state.status === 'succeeded';
      if (isDone && isAgain && work.undo !== null) this.undo.add(work.undo);
      else if (this.#beginUndoOf(work) === null && !isDone) work.undo = null;
    }
  }

  #beginUndoOf(work: Work): Work | null {
    const task = undoTask(work.step, this.#scope);
    if (task === null) return null;
    this.undo ??= new Group();
    work.undo = work.undoing(task, this.undo);
    this.undo.add(work.undo);
    return work.undo;
  }

  #add(name: string, step: Step, place: { group: Group; isItem?: boolean; item?: Json }): void {
    const work = new Work(this, { name, step, task: step, isUndo: false, isItem: false, ...place });
    this.#named.set(name, work);
    place.group.add(work);
  }
}

interface WorkPlace {
  readonly name: string;
  readonly step: Step;
  readonly task: Task;
  readonly group: Group;
  readonly isItem: boolean;
  readonly isUndo: boolean;
  readonly item?: Json;
}

/** A work that takes events in. */
export class Work implements TrackedWork {
  readonly run: Run;
  readonly name: string;
  readonly label: string;
  readonly step: Step;
  readonly task: Task;
  readonly isItem: boolean;
  readonly isUndo: boolean;
  state: TrackedState = { status: 'pending' };
  known: TrackedWork['known'];
  items: Group | null = null;
  child: Run | null = null;
  undo: Work | null = null;
  readonly #group: Group;

  constructor(run: Run, { name, step, task, group, isItem, isUndo, item = null }: WorkPlace) {
    this.run = run;
    this.name = name;
    this.label = run.parent === null ? name : `${run.parent.label} › ${name}`;
    this.step = step;
    this.task = task;
    this.isItem = isItem;
    this.isUndo = isUndo;
    this.known = nothingDone(item);
    this.#group = group;
  }

  take(event: WorkEvent): void {
    const next = nextState(this, event);
    this.known = nextKnown(this.known, event, this.state);
    this.#group.move(this, next);
    this.state = next;
  }

  /** What takes this work back. */
  undoing(task: Task, group: Group): Work {
    const { name, step, isItem, known } = this;
    const place = { name, step, task, group, isItem, isUndo: true, item: known.item };
    const work = new Work(this.run, place);
    work.child = this.child;
    return work;
  }
}

class Group implements TrackedGroup {
  readonly members: Work[] = [];
  readonly active = new Set<Work>();
  readonly counts: Record<CountedStatus, number> = {
    succeeded: 0,
    failed: 0,
    unsettled: 0,
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
