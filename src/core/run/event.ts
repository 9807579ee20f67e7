import type { Instant } from '../duration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Failure, Seen } from './failure.ts';

/**
 * A fact in a run's journal. State is a fold over these, in order; nothing else is remembered.
 *
 * `step` is the step's id, `item` the number of an item of its loop, from 0; without `item` an event
 * is about the step as a whole. Every event carries the moment at which it was decided.
 */
export type RunEvent =
  | RunStarted
  | StepSkipped
  | LoopStarted
  | ItemStarted
  | CallStarted
  | CallFailed
  | ActionAnswered
  | Observed
  | StepSucceeded
  | StepFailed
  | StepCancelled
  | CancelRequested
  | FinallyStarted
  | RunSucceeded
  | RunFailed
  | RunCancelled;

interface At {
  readonly at: Instant;
}

interface OfStep extends At {
  readonly step: string;
  readonly item?: number;
}

export interface RunStarted extends At {
  readonly type: 'run-started';
  readonly run: RunInfo;
}

/** What is known of a run from its beginning. */
export interface RunInfo {
  readonly id: string;
  readonly workflow: string;
  /** Path of the workflow file, as given. */
  readonly file: string;
  /** Hash of what was planned: the same for the same files and inputs. */
  readonly planHash: string;
  readonly inputs: JsonObject;
  readonly startedAt: Instant;
  readonly scheduledAt: Instant | null;
  /** The step of another run that this run is. */
  readonly parent: { readonly run: string; readonly step: string } | null;
}

export interface StepSkipped extends OfStep {
  readonly type: 'step-skipped';
  readonly because: SkipReason;
}

export type SkipReason =
  /** Its `if` was false. */
  | { readonly kind: 'condition'; readonly condition: string }
  /** A step that it needs did not succeed. */
  | { readonly kind: 'need'; readonly need: string }
  /** The run is stopping because a step failed. */
  | { readonly kind: 'stopping'; readonly failed: string }
  | { readonly kind: 'cancelled' };

/** The list of a loop is known from now on, whatever it is computed from. */
export interface LoopStarted extends OfStep {
  readonly type: 'loop-started';
  readonly items: readonly Json[];
  readonly keys: readonly string[];
}

export interface ItemStarted extends OfStep {
  readonly type: 'item-started';
  readonly item: number;
}

/** An intent: a call is about to leave. Durable before it does. */
export interface CallStarted extends OfStep {
  readonly type: 'call-started';
  /** `act` does what the step is for; `look` observes, to see whether it is done. */
  readonly call: 'act' | 'look';
  readonly action: string;
  /** Tries of this call, from 1. */
  readonly attempt: number;
}

/** A call failed and is made again. */
export interface CallFailed extends OfStep {
  readonly type: 'call-failed';
  readonly failure: Failure;
  readonly retryAt: Instant;
}

/** The action answered; what it started is not done yet, and is looked at from now on. */
export interface ActionAnswered extends OfStep {
  readonly type: 'action-answered';
  readonly outputs: JsonObject;
  readonly nextAt: Instant;
}

/** A look showed that it is not done yet. */
export interface Observed extends OfStep {
  readonly type: 'observed';
  readonly seen: Seen;
  readonly nextAt: Instant;
}

export interface StepSucceeded extends OfStep {
  readonly type: 'step-succeeded';
  /** A map; of a loop as a whole, the list of its items' maps, `null` where one failed. */
  readonly outputs: Json;
}

export interface StepFailed extends OfStep {
  readonly type: 'step-failed';
  readonly failure: Failure;
  /** The call that failed last; `null` when it never came to one. */
  readonly during: { readonly action: string; readonly attempt: number } | null;
  /** What was seen last while polling. */
  readonly lastSeen: Seen | null;
  /** The call may have taken effect, and a repeat would have a second one: somebody has to look. */
  readonly isUnsettled: boolean;
}

export interface StepCancelled extends OfStep {
  readonly type: 'step-cancelled';
}

export interface CancelRequested extends At {
  readonly type: 'cancel-requested';
  readonly by: 'person' | 'timeout' | 'parent';
}

export interface FinallyStarted extends At {
  readonly type: 'finally-started';
}

export interface RunSucceeded extends At {
  readonly type: 'run-succeeded';
  readonly outputs: JsonObject;
}

export interface RunFailed extends At {
  readonly type: 'run-failed';
  /** Ids of the steps that failed. */
  readonly failed: readonly string[];
  /** Why, when it was no step: an output that has no value. */
  readonly message: string | null;
}

export interface RunCancelled extends At {
  readonly type: 'run-cancelled';
  readonly by: CancelRequested['by'];
}
