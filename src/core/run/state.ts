import type { Instant } from '../duration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Plan } from '../workflow/plan.ts';
import type { Step, Task, Undo } from '../workflow/workflow.ts';
import type { CallKind, CancelRequested, RunInfo, SkipReason, UndoStarted } from './event.ts';
import type { Failure, Seen } from './failure.ts';
import { persistentArray, type PersistentArray } from './persistent-array.ts';

/** A run at one moment: what its events so far amount to. */
export interface RunState {
  readonly context: RunContext;
  readonly status: RunStatus;
  readonly phase: 'main' | 'undo' | 'finally';
  /** By the step's index. */
  readonly steps: PersistentArray<StepState>;
  /** Steps of the current phase, main or `finally`, that have not ended. */
  readonly open: number;
  /** Pieces of work of which something is out, or comes next. */
  readonly active: number;
  /** Pieces of work of which a person has to say what became of them. */
  readonly unsettled: number;
  /** A person said so after the main part was over: what is to be undone has changed. */
  readonly hasNewAnswer: boolean;
  /** Ended, and may have had an effect that nobody knows and that a repeat would have again. */
  readonly doubts: Chain<Address> | null;
  /** What is taken back; `null` before that begins. */
  readonly undo: UndoProgress | null;
  /** The steps of `finally` have ended, or there is none. */
  readonly isTidy: boolean;
  /** What tells the things apart that the run has created, newest first. */
  readonly known: Chain<string> | null;
  /** The same of what it took away, or tried to: a list that lags behind may still show it. */
  readonly gone: Chain<string> | null;
  /** Steps that failed and were not allowed to, newest first. */
  readonly failed: Chain<number> | null;
  readonly cancel: CancelRequested['by'] | null;
  /** What the workflow gave back; empty until it succeeded. */
  readonly outputs: JsonObject;
  /** Since when the run waits for a person; `null` when it does not. */
  readonly heldSince: Instant | null;
  /** How long it has waited for a person, in milliseconds: that counts for no limit. */
  readonly heldMs: number;
}

export type RunStatus =
  | 'pending'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'undone'
  | 'needs-operator'
  | 'cancelled';

/** A list that grows at its front without copying. */
export interface Chain<T> {
  readonly value: T;
  readonly rest: Chain<T> | null;
}

/** What stays the same while a run goes on. */
export interface RunContext {
  readonly plan: Plan;
  readonly run: RunInfo;
  readonly secrets: Readonly<Record<string, string>>;
  /** Told of every value that was computed from a secret. */
  readonly hide?: (value: Json) => void;
}

/**
 * ```
 *  pending ──> ready ──┬──> skipped
 *                      ├──> looping ──> succeeded | failed | cancelled
 *                      └──> calling <──> waiting
 *                              ├──────────┴──> succeeded | failed | cancelled
 *                              └──> lost ──> calling | unsettled ──> answered ──> calling | succeeded
 * ```
 */
export type StepState = PendingState | WorkState | LoopState;

/** The states of a piece of work: a step without a loop, an item of one, or the undo of these. */
export type WorkState =
  /** All needs have ended; whether it runs has not been decided. */
  | { readonly status: 'ready' }
  | { readonly status: 'calling'; readonly work: Work; readonly call: CallKind }
  | {
      readonly status: 'waiting';
      readonly work: Work;
      /** What comes next: a repeated call, or a first or further look. */
      readonly call: CallKind;
      readonly until: Instant;
      /** The failure after which the call is repeated; `null` when it is polled. */
      readonly failure: Failure | null;
    }
  /** An act is over, and nobody knows whether it had its effect. `null`: the process died. */
  | { readonly status: 'lost'; readonly work: Work; readonly failure: Failure | null }
  /** A person has to say what became of the act. */
  | {
      readonly status: 'unsettled';
      readonly work: Work;
      readonly reason: string;
      readonly candidates: readonly JsonObject[];
    }
  /** A person said so; `null`: it did not happen. */
  | { readonly status: 'answered'; readonly work: Work; readonly outputs: JsonObject | null }
  | EndedState;

export type EndedState = Ended &
  (
    | { readonly status: 'succeeded'; readonly outputs: Json }
    | {
        readonly status: 'failed';
        readonly failure: Failure;
        /** `continue-on-error` lets the run go on. */
        readonly isTolerated: boolean;
      }
    | { readonly status: 'skipped'; readonly because: SkipReason }
    | { readonly status: 'cancelled' }
  );

interface Ended {
  /** Something that led here failed. */
  readonly afterFailure: boolean;
  /** What it did; `null` when it certainly did nothing. */
  readonly effect: Effect | null;
  /** The loop that has ended. */
  readonly loop: LoopState | null;
}

/** What an act was given and has left behind. */
export interface Effect {
  readonly input: JsonObject;
  /** `null`: it may have had an effect, and may not. */
  readonly outputs: JsonObject | null;
}

/** What is known of a piece of work that has begun. */
export interface Work {
  readonly startedAt: Instant;
  /** Tries of the current call, from 1. */
  readonly attempt: number;
  /** When the current call left. */
  readonly calledAt: Instant;
  /** Tries of the act. */
  readonly acts: number;
  /** What the act was given last; `null` before. */
  readonly input: JsonObject | null;
  /** When the act left last; while that is being settled, the moment until which it may have left. */
  readonly actedAt: Instant | null;
  /** An act was made of which nobody knows whether it had its effect. */
  readonly isUncertain: boolean;
  /** What was there before the act, as far as it can be taken for what the act makes. */
  readonly survey: readonly string[] | null;
  /** How often it was asked what became of the act. */
  readonly settles: number;
  /** Why the answer of the act is not known, while that is being settled. */
  readonly lost: Failure | null;
  /** What the action answered, once it did and is being looked at. */
  readonly acted: JsonObject | null;
  /** When looking began. */
  readonly lookingSince: Instant | null;
  /** Looks that were answered. */
  readonly looks: number;
  readonly seen: Seen | null;
}

export type PendingState = {
  readonly status: 'pending';
  /** How many needs have not ended. */
  readonly unmet: number;
};

export type ItemState = PendingState | WorkState;

export interface LoopState {
  readonly status: 'looping';
  readonly startedAt: Instant;
  readonly items: readonly Json[];
  readonly keys: readonly string[];
  readonly works: PersistentArray<ItemState>;
  /** The first item that has not been started. */
  readonly next: number;
  /** Items at work. */
  readonly open: number;
  readonly failed: Chain<number> | null;
}

/** A step by its index, or an item of its loop; or what takes one of them back. */
export interface Address {
  readonly step: number;
  readonly item: number | null;
  readonly undo?: true;
}

/** What is taken back, step by step, in reverse along the graph. */
export interface UndoProgress {
  readonly scope: UndoStarted['scope'];
  /** By the step's index; those of `finally` are closed from the start. */
  readonly steps: PersistentArray<StepUndo>;
  /** Steps of which it is not over. */
  readonly open: number;
  /** Pieces of work that are being taken back, or were. */
  readonly pieces: number;
  /** What could not be taken back, newest first. */
  readonly failed: Chain<Address> | null;
}

export type StepUndo =
  /** Steps that need this one are to be taken back first. */
  | {
      readonly status: 'pending';
      readonly unmet: number;
      readonly isBlocked: boolean;
      readonly works: PersistentArray<WorkState> | null;
    }
  | { readonly status: 'open'; readonly works: PersistentArray<WorkState>; readonly open: number }
  | { readonly status: 'closed'; readonly works: PersistentArray<WorkState> | null };

export function initialState(context: RunContext): RunState {
  const { steps } = context.plan.workflow;
  return {
    context,
    status: 'pending',
    phase: 'main',
    steps: persistentArray(
      steps.map((step): StepState => ({ status: 'pending', unmet: step.needs.length })),
    ),
    open: steps.filter((step) => step.phase === 'main').length,
    active: 0,
    unsettled: 0,
    hasNewAnswer: false,
    doubts: null,
    undo: null,
    isTidy: false,
    known: null,
    gone: null,
    failed: null,
    cancel: null,
    outputs: {},
    heldSince: null,
    heldMs: 0,
  };
}

export function hasEnded(state: { readonly status: string }): state is EndedState {
  return ['succeeded', 'failed', 'skipped', 'cancelled'].includes(state.status);
}

export function isOver(state: RunState): boolean {
  return state.status !== 'pending' && state.status !== 'running';
}

/** Whether no further step is to be started because one failed. */
export function isStopping(state: RunState): boolean {
  return state.failed !== null && state.context.plan.workflow.onFailure !== 'continue';
}

/** Whether nothing new is started because a person has to say something first. */
export function isHeld(state: RunState): boolean {
  return state.phase === 'main' && state.unsettled > 0 && state.cancel === null;
}

/** The state of a piece of work. @throws RangeError when there is none at that address. */
export function workAt(state: RunState, { step, item, undo }: Address): StepState {
  if (undo) {
    const work = state.undo?.steps.get(step).works?.get(item ?? 0);
    if (work === undefined) throw new RangeError(`step ${step} is not taken back`);
    return work;
  }
  const found = state.steps.get(step);
  if (item === null) return found;
  if (found.status !== 'looping') throw new RangeError(`step ${step} has no item ${item}`);
  return found.works.get(item);
}

/** The loop of a step, also when it has ended. */
export function loopOf(state: StepState): LoopState | null {
  if (state.status === 'looping') return state;
  return hasEnded(state) ? state.loop : null;
}

/** What is performed at an address: the step itself, or what takes it back. */
export function taskAt(state: RunState, { step, undo }: Address): Task {
  const found = state.context.plan.workflow.steps[step];
  if (found === undefined) throw new RangeError(`no step ${step}`);
  if (!undo) return found;
  const task = undoTask(found, state.undo?.scope ?? 'declared');
  if (task === null) throw new RangeError(`step ${found.id} has no undo`);
  return task;
}

/** Where the undo of a step, or of the item of its loop with that number, is. */
export function undoAddress({ context }: RunState, step: number, item: number): Address {
  const isLoop = context.plan.workflow.steps[step]?.foreach != null;
  return { step, item: isLoop ? item : null, undo: true };
}

/** What takes a step back; `null` when nothing does. */
export function undoTask(step: Step, scope: UndoStarted['scope']): Undo | null {
  if (scope === 'declared') return step.undo;
  return step.class === 'create' ? step.cleanUp : null;
}

export function* chainItems<T>(chain: Chain<T> | null): Generator<T> {
  for (let at = chain; at !== null; at = at.rest) yield at.value;
}
