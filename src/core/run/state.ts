import type { Instant } from '../duration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Plan } from '../workflow/plan.ts';
import type { CancelRequested, RunInfo, SkipReason } from './event.ts';
import type { Failure, Seen } from './failure.ts';
import { persistentArray, type PersistentArray } from './persistent-array.ts';

/** A run at one moment: what its events so far amount to. */
export interface RunState {
  readonly context: RunContext;
  readonly status: RunStatus;
  readonly phase: 'main' | 'finally';
  /** By the step's index. */
  readonly steps: PersistentArray<StepState>;
  /** Steps of the current phase that have not ended. */
  readonly open: number;
  /** Steps that failed and were not allowed to, newest first. */
  readonly failed: Chain<number> | null;
  readonly cancel: CancelRequested['by'] | null;
  /** What the workflow gave back; empty until it succeeded. */
  readonly outputs: JsonObject;
}

export type RunStatus = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';

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
}

/**
 * ```
 *  pending ──> ready ──┬──> skipped
 *                      ├──> looping ──> succeeded | failed | cancelled
 *                      └──> calling <──> waiting
 *                              └──────────┴──> succeeded | failed | cancelled
 * ```
 */
export type StepState = PendingState | WorkState | LoopState;

/** The states of a piece of work: a step without a loop, or an item of one. */
export type WorkState =
  /** All needs have ended; whether it runs has not been decided. */
  | { readonly status: 'ready' }
  | { readonly status: 'calling'; readonly work: Work; readonly call: 'act' | 'look' }
  | {
      readonly status: 'waiting';
      readonly work: Work;
      /** What comes next: a repeated call, or a first or further look. */
      readonly call: 'act' | 'look';
      readonly until: Instant;
      /** The failure after which the call is repeated; `null` when it is polled. */
      readonly failure: Failure | null;
    }
  | EndedState;

export type EndedState =
  | { readonly status: 'succeeded'; readonly outputs: Json; readonly afterFailure: boolean }
  | {
      readonly status: 'failed';
      readonly failure: Failure;
      /** `continue-on-error` lets the run go on. */
      readonly isTolerated: boolean;
      readonly afterFailure: boolean;
    }
  | { readonly status: 'skipped'; readonly because: SkipReason; readonly afterFailure: boolean }
  | { readonly status: 'cancelled'; readonly afterFailure: boolean };

/** What is known of a piece of work that has begun. */
export interface Work {
  readonly startedAt: Instant;
  /** Tries of the current call, from 1. */
  readonly attempt: number;
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

/** A step by its index, or an item of its loop. */
export interface Address {
  readonly step: number;
  readonly item: number | null;
}

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
    failed: null,
    cancel: null,
    outputs: {},
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
  return state.failed !== null && state.context.plan.workflow.onFailure === 'stop';
}

/** The state of a piece of work. @throws RangeError when there is none at that address. */
export function workAt(state: RunState, { step, item }: Address): StepState {
  const found = state.steps.get(step);
  if (item === null) return found;
  if (found.status !== 'looping') throw new RangeError(`step ${step} has no item ${item}`);
  return found.works.get(item);
}

export function* chainItems<T>(chain: Chain<T> | null): Generator<T> {
  for (let at = chain; at !== null; at = at.rest) yield at.value;
}
