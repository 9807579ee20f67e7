import type { Instant } from '../../core/duration.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { CallKind, CancelRequested, SkipReason, StepFailed } from '../../core/run/event.ts';
import type { Failure, Seen } from '../../core/run/failure.ts';
import type { Step, Task, Workflow } from '../../core/workflow/workflow.ts';

/** A step of a run, an item of its loop, or what takes one of these back, as far as events tell. */
export interface TrackedWork {
  readonly run: TrackedRun;
  /** What it is called within its run, and in commands: `fleet`, `fleet[web-1]`. */
  readonly name: string;
  /** What it is called everywhere: the name, and in a sub-run `deploy › fleet[web-1]`. */
  readonly label: string;
  readonly step: Step;
  /** What is performed: the step itself, or what takes it back. */
  readonly task: Task;
  readonly isItem: boolean;
  /** It takes back the work of the same name. */
  readonly isUndo: boolean;
  readonly state: TrackedState;
  readonly known: Known;
  /** What takes it back, once that is to be done. */
  readonly undo: TrackedWork | null;
  /** The items of its loop, once they are known. */
  readonly items: TrackedGroup | null;
  /** The run that it is, for `workflow/run`: the one of its last attempt. */
  readonly child: TrackedRun | null;
}

/** What is known of what a work was given and did. */
export interface Known {
  /** The item of the loop that it is for. */
  readonly item: Json;
  /** What the act was given last. */
  readonly input: JsonObject | null;
  /** What the act answered; of a loop, and of what did not answer, `null`. */
  readonly outputs: JsonObject | null;
  /** An act was made of which nobody knows whether it took effect. */
  readonly mayHaveActed: boolean;
}

/** One run: the one that was asked for, or a sub-run of it. */
export interface TrackedRun {
  readonly id: string;
  readonly workflow: Workflow;
  /** The work of another run that this run is. */
  readonly parent: TrackedWork | null;
  /** What it was started with. */
  readonly inputs: JsonObject;
  readonly state: TrackedRunState;
  readonly phase: 'main' | 'undo' | 'finally';
  readonly cancel: CancelRequested['by'] | null;
  /** Its steps, in the order of the workflow. */
  readonly steps: TrackedGroup;
  /** What takes its works back, what was done last first; `null` when nothing is to be taken back. */
  readonly undo: TrackedGroup | null;
}

/** Works that are counted together: the steps of a run, or the items of a loop. */
export interface TrackedGroup {
  readonly members: readonly TrackedWork[];
  readonly counts: Counts;
  /** Those that have begun and not ended, in the order in which they began. */
  readonly active: ReadonlySet<TrackedWork>;
}

export type Counts = Readonly<Record<CountedStatus, number>>;

export type CountedStatus =
  | 'succeeded'
  | 'failed'
  | 'unsettled'
  | 'running'
  | 'waiting'
  | 'skipped'
  | 'cancelled'
  | 'pending';

export type TrackedState =
  | { readonly status: 'pending' }
  | RunningState
  | WaitingState
  /** A loop, while its items are at work. */
  | { readonly status: 'looping'; readonly startedAt: Instant }
  | UnsettledState
  | EndedState;

interface Begun {
  readonly startedAt: Instant;
  /** Tries of the act. */
  readonly acts: number;
  /** Looks that were answered. */
  readonly looks: number;
  /** What the last of them saw. */
  readonly seen: Seen | null;
}

/** A call is out. */
export interface RunningState extends Begun {
  readonly status: 'running';
  readonly call: CallKind;
  readonly attempt: number;
}

/** Between two calls. */
export interface WaitingState extends Begun {
  readonly status: 'waiting';
  /** What comes next, and when. */
  readonly call: CallKind;
  readonly until: Instant;
  /** The attempt after which the call is made again; `null` when it is polled. */
  readonly failed: { readonly attempt: number; readonly failure: Failure } | null;
}

/** A person has to say what became of the act. */
export interface UnsettledState {
  readonly status: 'unsettled';
  readonly startedAt: Instant;
  /** When that was known. */
  readonly endedAt: Instant;
  readonly action: string;
  readonly reason: string;
  /** What may be what the act made, as outputs of the step. */
  readonly candidates: readonly JsonObject[];
}

export type EndedState =
  | { readonly status: 'succeeded'; readonly startedAt: Instant; readonly endedAt: Instant }
  | FailedState
  | { readonly status: 'skipped'; readonly because: SkipReason }
  | {
      readonly status: 'cancelled';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      /** The act may have taken effect, and nobody knows. */
      readonly isUnsettled: boolean;
    };

export interface FailedState extends Pick<
  StepFailed,
  'failure' | 'during' | 'lastSeen' | 'isUnsettled'
> {
  readonly status: 'failed';
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** `continue-on-error` let the run go on. */
  readonly isTolerated: boolean;
}

export type TrackedRunState =
  | { readonly status: 'pending' }
  | { readonly status: 'running'; readonly startedAt: Instant }
  | {
      readonly status: 'succeeded';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      readonly outputs: JsonObject;
    }
  | {
      readonly status: 'failed';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      /** Ids of the steps that failed. */
      readonly failed: readonly string[];
      /** Why, when it was no step. */
      readonly message: string | null;
    }
  | {
      readonly status: 'cancelled';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      readonly by: CancelRequested['by'];
    }
  | {
      readonly status: 'undone';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      readonly failed: readonly string[];
    }
  | {
      readonly status: 'needs-operator';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      /** Names of what may have taken effect. */
      readonly unsettled: readonly string[];
      /** Names of what could not be taken back. */
      readonly notUndone: readonly string[];
      readonly failed: readonly string[];
    };

/** Something that a run made, with what the answer says to find it again. */
export interface Created {
  readonly work: TrackedWork;
  /** Outputs such as `vm_id` and `ip`, by name. */
  readonly ids: readonly (readonly [name: string, value: string])[];
}

/** How a work is counted: a loop whose items are at work is running. */
export function countedAs(state: TrackedState): CountedStatus {
  return state.status === 'looping' ? 'running' : state.status;
}

/** Whether a work has begun and not ended. */
export function isActive(state: TrackedState): boolean {
  return state.status === 'running' || state.status === 'waiting' || state.status === 'looping';
}

/** Whether a work was taken back; a loop, when all of its items were. */
export function isUndone({ undo, items, run }: TrackedWork): boolean {
  if (run.undo === null) return false;
  if (items !== null) return items.members.length > 0 && items.members.every(isUndone);
  return undo?.state.status === 'succeeded';
}

/** The works that a work consists of, once they are known: items of its loop, steps of the run that it is. */
export function partsOf({ items, child, isUndo }: TrackedWork): TrackedGroup | null {
  return items ?? (isUndo ? child?.undo : child?.steps) ?? null;
}

/** How many works of a group have ended. */
export function endedCount({ counts }: TrackedGroup): number {
  return counts.succeeded + counts.failed + counts.skipped + counts.cancelled;
}

/** How long a work has taken by now; `null` for one that did not begin. */
export function tookMs(state: TrackedState, now: Instant): number | null {
  if (state.status === 'pending' || state.status === 'skipped') return null;
  return ('endedAt' in state ? state.endedAt : now) - state.startedAt;
}
