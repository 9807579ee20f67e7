import type { Instant } from '../../core/duration.ts';
import type { JsonObject } from '../../core/json.ts';
import type { CancelRequested, SkipReason, StepFailed } from '../../core/run/event.ts';
import type { Failure, Seen } from '../../core/run/failure.ts';
import type { Phase, Step, Workflow } from '../../core/workflow/workflow.ts';

/** A step of a run, or an item of its loop, as far as its events tell. */
export interface TrackedWork {
  readonly run: TrackedRun;
  /** What it is called everywhere: `fleet`, `fleet[web-1]`, in a sub-run `deploy › fleet[web-1]`. */
  readonly label: string;
  readonly step: Step;
  readonly isItem: boolean;
  readonly state: TrackedState;
  /** The items of its loop, once they are known. */
  readonly items: TrackedGroup | null;
  /** The run that it is, for `workflow/run`: the one of its last attempt. */
  readonly child: TrackedRun | null;
}

/** One run: the one that was asked for, or a sub-run of it. */
export interface TrackedRun {
  readonly id: string;
  readonly workflow: Workflow;
  /** The work of another run that this run is. */
  readonly parent: TrackedWork | null;
  readonly state: TrackedRunState;
  readonly phase: Phase;
  readonly cancel: CancelRequested['by'] | null;
  /** Its steps, in the order of the workflow. */
  readonly steps: TrackedGroup;
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
  | EndedState;

interface Begun {
  readonly startedAt: Instant;
  /** Looks that were answered. */
  readonly looks: number;
  /** What the last of them saw. */
  readonly seen: Seen | null;
}

/** A call is out. */
export interface RunningState extends Begun {
  readonly status: 'running';
  readonly call: 'act' | 'look';
  readonly attempt: number;
}

/** Between two calls. */
export interface WaitingState extends Begun {
  readonly status: 'waiting';
  /** What comes next, and when. */
  readonly call: 'act' | 'look';
  readonly until: Instant;
  /** The attempt after which the call is made again; `null` when it is polled. */
  readonly failed: { readonly attempt: number; readonly failure: Failure } | null;
}

export type EndedState =
  | { readonly status: 'succeeded'; readonly startedAt: Instant; readonly endedAt: Instant }
  | FailedState
  | { readonly status: 'skipped'; readonly because: SkipReason }
  | { readonly status: 'cancelled'; readonly startedAt: Instant; readonly endedAt: Instant };

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

/** How many works of a group have ended. */
export function endedCount({ counts }: TrackedGroup): number {
  return counts.succeeded + counts.failed + counts.skipped + counts.cancelled;
}

/** How long a work has taken by now; `null` for one that did not begin. */
export function tookMs(state: TrackedState, now: Instant): number | null {
  if (state.status === 'pending' || state.status === 'skipped') return null;
  return ('endedAt' in state ? state.endedAt : now) - state.startedAt;
}
