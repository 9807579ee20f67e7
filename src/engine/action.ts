import type { ActionSpec } from '../core/action-spec.ts';
import type { Instant } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { Failure } from '../core/run/failure.ts';
import type { Clock } from './clock.ts';

/** An action that can be performed: what it is, and how it is done. */
export interface Action {
  readonly spec: ActionSpec;
  /**
   * Performs one attempt. `input` fits `spec.input`. Resolves with outputs that fit `spec.output`.
   * Rejects with an {@link ActionError}; anything else that is thrown is taken for a bug.
   */
  run(input: JsonObject, context: ActionContext): Promise<JsonObject>;
}

/** What an attempt gets from its surroundings; an action reaches nothing else. */
export interface ActionContext {
  /**
   * Aborted when the attempt has to end: its time is up, or the run is cancelled. An action whose
   * request cannot be repeated lets that request end, and obeys only {@link deadline}.
   */
  readonly signal: AbortSignal;
  /** Aborted only when the time of this attempt is up. */
  readonly deadline: AbortSignal;
  readonly clock: Clock;
  readonly run: { readonly id: string; readonly workflow: string };
  /** The step, with the item's key in a loop: `fleet` or `fleet[web-1]`. */
  readonly step: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** When the work that this attempt belongs to began, in whatever process that was. */
  readonly startedAt: Instant;
  /**
   * The time of the attempt stands still until the result is called. For an action that has to wait
   * for its turn: as long as nothing has left, nothing can be late.
   */
  holdTime(): () => void;
  /** Folder of the workflow file: relative paths in a workflow start here. */
  readonly folder: string;
  /** Declared environment of the step, by name. */
  readonly env: Readonly<Record<string, string>>;
  /** Announces a value that must not be shown in clear from now on. */
  addSecret(value: string): void;
  /** Runs another workflow as part of this run; one that was begun before goes on. */
  runWorkflow(file: string, inputs: JsonObject): Promise<ChildRunResult>;
  /** Takes back what the workflow of this step did. */
  undoWorkflow(): Promise<ChildRunResult>;
  /** What a person answers to this step; one that came before counts. Rejects when the signal is aborted. */
  answer(signal: AbortSignal): Promise<PersonsAnswer>;
}

export type ChildRunResult =
  | { readonly status: 'succeeded'; readonly run: string; readonly outputs: JsonObject }
  | {
      readonly status: 'failed' | 'undone' | 'cancelled' | 'needs-operator';
      readonly run: string;
      readonly message: string;
    };

export interface PersonsAnswer {
  readonly isApproved: boolean;
  /** Who answered. */
  readonly by: string;
  readonly note: string | null;
}

/** An attempt did not succeed, for a reason that belongs to the world and not to this program. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}

/** Everything that a step can use, by name. */
export interface Actions {
  get(name: string): Action | undefined;
}
