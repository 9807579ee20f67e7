import type { Instant } from '../duration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Failure, Seen } from './failure.ts';

/**
 * A fact in a run's journal. State is a fold over these, in order; nothing else is remembered.
 *
 * `step` is the step's id, `item` the number of an item of its loop, from 0; without `item` an event
 * is about the step as a whole. With `undo` it is about what takes the step back: `step-succeeded`
 * then says that it is undone. Every event carries the moment at which it was decided.
 */
export type RunEvent =
  | RunStarted
  | StepSkipped
  | LoopStarted
  | ItemStarted
  | Surveyed
  | CallStarted
  | CallFailed
  | CallLost
  | SettlingPostponed
  | StepUnsettled
  | UnsettledAnswered
  | ActionAnswered
  | Observed
  | StepSucceeded
  | StepFailed
  | StepCancelled
  | CancelRequested
  | RunResumed
  | UndoStarted
  | FinallyStarted
  | RunSucceeded
  | RunFailed
  | RunCancelled
  | RunUndone
  | RunNeedsOperator;

/** An event about a step, an item of its loop, or the undo of these. */
export type WorkEvent = Extract<RunEvent, { readonly step: string }>;

interface At {
  readonly at: Instant;
}

interface OfStep extends At {
  readonly step: string;
  readonly item?: number;
  readonly undo?: true;
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
  readonly call: CallKind;
  readonly action: string;
  /** Tries of this call, from 1. */
  readonly attempt: number;
  /** What an `act` is given: if its answer is lost, this says what to look for. */
  readonly input?: JsonObject;
}

/**
 * - `act` does what the step is for, or takes it back.
 * - `look` observes, to see whether it is done.
 * - `survey` asks what is there before something is created.
 * - `settle` asks what became of an act whose answer was lost.
 */
export type CallKind = 'act' | 'look' | 'survey' | 'settle';

/** What was there before the act, as far as it could be taken for what the act makes. */
export interface Surveyed extends OfStep {
  readonly type: 'surveyed';
  /** What tells these things apart; `null` when it could not be seen. */
  readonly known: readonly string[] | null;
}

/** A call failed and is made again. */
export interface CallFailed extends OfStep {
  readonly type: 'call-failed';
  readonly failure: Failure;
  readonly retryAt: Instant;
  /** The answer was lost, and it was found out that the call had no effect. */
  readonly isAbsent?: true;
}

/** Nobody knows whether the act had its effect: that is found out before anything else is done. */
export interface CallLost extends OfStep {
  readonly type: 'call-lost';
  readonly failure: Failure;
}

/** It could not be found out yet what became of an act. */
export interface SettlingPostponed extends OfStep {
  readonly type: 'settling-postponed';
  readonly nextAt: Instant;
  /** Why the look failed; `null` when it just showed nothing so far. */
  readonly failure: Failure | null;
}

/** It cannot be found out what became of an act: a person has to say. */
export interface StepUnsettled extends OfStep {
  readonly type: 'step-unsettled';
  readonly action: string;
  readonly reason: string;
  /** What may be what the act made, as outputs of the step; none when nothing can be seen at all. */
  readonly candidates: readonly JsonObject[];
}

/** A person said what became of an act. */
export interface UnsettledAnswered extends OfStep {
  readonly type: 'unsettled-answered';
  /** What the act would have answered; `null`: it did not happen. */
  readonly outputs: JsonObject | null;
}

/** The action answered; what it started is not done yet, and is looked at from now on. */
export interface ActionAnswered extends OfStep {
  readonly type: 'action-answered';
  readonly outputs: JsonObject;
  /** The answer itself was lost: this was found by looking, or named by a person. */
  readonly isAdopted?: true;
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
  /** The answer itself was lost: this was found by looking. */
  readonly isAdopted?: true;
}

export interface StepFailed extends OfStep {
  readonly type: 'step-failed';
  readonly failure: Failure;
  /** The call that failed last; `null` when it never came to one. */
  readonly during: { readonly action: string; readonly attempt: number } | null;
  /** What was seen last while polling. */
  readonly lastSeen: Seen | null;
  /** The act may have taken effect, and nobody knows. */
  readonly isUnsettled: boolean;
}

export interface StepCancelled extends OfStep {
  readonly type: 'step-cancelled';
  /** The act may have taken effect, and nobody knows. */
  readonly isUnsettled?: true;
}

export interface CancelRequested extends At {
  readonly type: 'cancel-requested';
  readonly by: 'person' | 'timeout' | 'parent';
}

/** Another process, or the same one anew, goes on with the run: what was under way is settled first. */
export interface RunResumed extends At {
  readonly type: 'run-resumed';
  /** Of acts that wait for a person it is tried once more to find out what became of them. */
  readonly looksAgain?: true;
}

/** From now on what was done is taken back. */
export interface UndoStarted extends At {
  readonly type: 'undo-started';
  readonly by: 'failure' | 'person';
  /** `declared`: what the workflow says how to undo. `created`: every thing that was created. */
  readonly scope: 'declared' | 'created';
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

/** All that could be taken back is. */
export interface RunUndone extends At {
  readonly type: 'run-undone';
  /** Ids of the steps that failed. */
  readonly failed: readonly string[];
}

/** The run cannot go on, or is not in order, until a person did something. */
export interface RunNeedsOperator extends At {
  readonly type: 'run-needs-operator';
  /** Of these nobody knows whether they had an effect; labels. */
  readonly unsettled: readonly string[];
  /** These could not be taken back; labels. */
  readonly notUndone: readonly string[];
  /** Ids of the steps that failed. */
  readonly failed: readonly string[];
}
