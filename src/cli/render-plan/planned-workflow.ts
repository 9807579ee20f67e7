import type { ActionClass, PollPolicy } from '../../core/action-spec.ts';
import type { SkipReason } from '../../core/run/event.ts';
import type { RetryPolicy, Workflow } from '../../core/workflow/workflow.ts';
import type { PlannedValue } from './planned-value.ts';

/** What a run would do, as plain data that JSON can hold. */
export interface PlanView extends WorkflowView {
  /** Of the workflow's files and inputs. */
  readonly hash: string;
  readonly totals: PlanTotals;
  /** What a restricted API key has to be allowed: `vm.create`. */
  readonly permissions: readonly string[];
}

/** One workflow of a plan: the one that is run, or one that a step of it runs. */
export interface WorkflowView {
  readonly workflow: string;
  /** As given on the command line, or as found from there. */
  readonly file: string;
  readonly description: string | null;
  readonly inputs: Readonly<Record<string, PlannedValue>>;
  readonly onFailure: Workflow['onFailure'];
  readonly timeoutMs: number | null;
  readonly maxParallel: number;
  /** The steps of the main part: those of one wave need only steps of the waves before. */
  readonly waves: readonly (readonly PlannedStep[])[];
  /** The same for the steps that run at the end. */
  readonly finally: readonly (readonly PlannedStep[])[];
  /** How all of it would be taken back; `null` when no step can be. */
  readonly undo: PlannedUndoing | null;
}

/** How what the main part did would be taken back, if every step of it took effect. */
export interface PlannedUndoing {
  /** Ids of steps with an undo: those of one wave wait only for the waves before. */
  readonly waves: readonly (readonly string[])[];
  /** Ids of steps that change something and have no undo. */
  readonly remaining: readonly string[];
}

export interface PlannedStep {
  readonly id: string;
  readonly description: string | null;
  readonly action: string;
  /** Of this use of the action. */
  readonly class: ActionClass;
  /** Can change what is charged. */
  readonly billed: boolean;
  readonly destroys: boolean;
  readonly needs: readonly string[];
  readonly condition: PlannedCondition | null;
  /** Why it is certain already that it does not run; `null` when it may. */
  readonly skip: SkipReason | null;
  readonly loop: PlannedLoop | null;
  readonly with: Readonly<Record<string, PlannedValue>>;
  readonly env: Readonly<Record<string, PlannedValue>>;
  readonly await: PlannedWait | null;
  readonly until: PlannedPoll | null;
  /** The action answers before its work is done, and the step waits for nothing more. */
  readonly notAwaited: NotAwaited | null;
  readonly retry: PlannedRetry;
  /** Limit of the whole step in milliseconds. */
  readonly timeoutMs: number | null;
  /** Limit of one attempt in milliseconds. */
  readonly attemptTimeoutMs: number | null;
  /** Whether that limit is the action's own. */
  readonly hasUsualAttemptTimeout: boolean;
  readonly continueOnError: boolean;
  /** The workflow that a step of `workflow/run` runs. */
  readonly child: WorkflowView | null;
  /** What takes the step back. */
  readonly undo: PlannedUndo | null;
}

export interface PlannedUndo {
  readonly action: string;
  /** Of this use of the action. */
  readonly class: ActionClass;
  readonly destroys: boolean;
  readonly with: Readonly<Record<string, PlannedValue>>;
  readonly await: PlannedWait | null;
  /** Whether it is the undo that the provider declares. */
  readonly isProviders: boolean;
}

export interface PlannedCondition {
  readonly text: string;
  /** What it gives; `null` when only the run can tell. */
  readonly holds: boolean | null;
}

export interface PlannedLoop {
  readonly list: PlannedValue;
  /** How many items there are; `null` when only the run can tell. */
  readonly count: number | null;
  readonly maxParallel: number | null;
  readonly key: string | null;
}

export interface PlannedWait {
  readonly name: string;
  readonly summary: string;
  /** The action that looks. */
  readonly uses: string;
  readonly poll: PollPolicy;
}

export interface NotAwaited {
  /** What the step could `await`. */
  readonly waits: readonly string[];
}

export interface PlannedPoll {
  readonly condition: string;
  readonly failIf: string | null;
  readonly poll: PollPolicy;
}

export interface PlannedRetry extends Omit<RetryPolicy, 'if' | 'isExplicit'> {
  readonly if: string | null;
  /** Whether nobody said anything about it. */
  readonly isUsual: boolean;
}

/** How much a plan does. Retries and the looks of a wait or poll are not counted. */
export interface PlanTotals {
  /** Calls of actions; of a sub-workflow, those that its own steps make. */
  readonly calls: number;
  readonly billed: number;
  readonly destroys: number;
  /** Conditions that only the run decides may leave some of them out. */
  readonly mayBeFewer: boolean;
  /** Loops over lists that are not known yet: how often they do what they do is not counted. */
  readonly openLoops: OpenLoops;
}

export interface OpenLoops {
  readonly count: number;
  /** How many of them do something that is billed. */
  readonly billed: number;
  /** How many of them destroy something. */
  readonly destroys: number;
}
