import type {
  ActionClass,
  ActionSpec,
  FindSpec,
  PollPolicy,
  SeeSpec,
  WaitSpec,
} from '../action-spec.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { DocumentPath, WorkflowFile } from '../document/workflow-file.ts';
import type { Expression } from '../expression/expression.ts';
import type { Template } from '../expression/template.ts';

/** A workflow as authored: read, resolved against the catalogues, and, once checked, without mistakes. */
export interface Workflow {
  readonly file: WorkflowFile;
  readonly name: string;
  readonly description: string | null;
  readonly inputs: Readonly<Record<string, JsonSchema>>;
  readonly secrets: readonly string[];
  readonly env: Readonly<Record<string, Template>>;
  readonly onFailure: 'stop' | 'continue' | 'undo';
  /** Limit of the whole run in milliseconds, or `null`. */
  readonly timeoutMs: number | null;
  readonly maxParallel: number;
  /** Steps of the main part, then those of `finally`; a step's `index` is its place here. */
  readonly steps: readonly Step[];
  readonly outputs: Readonly<Record<string, Template>>;
}

export type Phase = 'main' | 'finally';

/** An action with all that it takes to perform it: what a step does, and what its undo does. */
export interface Task {
  readonly action: ActionSpec;
  /** The class of this use of the action, with the parameters that are given. */
  readonly class: ActionClass;
  readonly with: Readonly<Record<string, Template>>;
  readonly env: Readonly<Record<string, Template>>;
  readonly until: Expression | null;
  readonly failIf: Expression | null;
  readonly poll: PollPolicy;
  readonly await: Wait | null;
  /** What becomes of a call whose answer was lost. */
  readonly settle: Settle | null;
  readonly retry: RetryPolicy;
  /** Limit of the whole task in milliseconds, or `null`. */
  readonly timeoutMs: number | null;
  /** Limit of one attempt in milliseconds; 0 for none. */
  readonly attemptTimeoutMs: number;
}

export interface Step extends Task {
  readonly id: string;
  readonly index: number;
  readonly phase: Phase;
  /** Where the step stands in its file. */
  readonly path: DocumentPath;
  readonly description: string | null;
  /** What must have ended before, by index: `needs` and what expressions refer to. */
  readonly needs: readonly number[];
  readonly if: Condition | null;
  readonly foreach: Loop | null;
  readonly continueOnError: boolean;
  /** What takes the step back, if it says so. */
  readonly undo: Undo | null;
  /** What removes the thing that the step creates, whether it says so or not; the provider's. */
  readonly cleanUp: Undo | null;
  /** The workflow that a `workflow/run` step runs. */
  readonly child: Workflow | null;
}

export interface Condition {
  readonly expression: Expression;
  /** A condition that asks no status function also asks for `success()`. */
  readonly asksStatus: boolean;
}

export interface Loop {
  readonly list: Template;
  readonly maxParallel: number | null;
  readonly key: Expression | null;
}

/** A provider's wait, made ready. */
export interface Wait {
  readonly name: string;
  readonly spec: WaitSpec;
  readonly observer: ActionSpec;
  readonly with: Readonly<Record<string, Expression>>;
  readonly until: Expression;
  readonly failIf: Expression | null;
  readonly poll: PollPolicy;
}

export interface RetryPolicy {
  /** How many attempts there may be in all. */
  readonly attempts: number;
  readonly delayMs: number;
  readonly backoff: number;
  readonly maxDelayMs: number;
  /** Share of each wait that is left to chance, from 0 to 1. */
  readonly jitter: number;
  /** Only failures for which this is true are repeated. */
  readonly if: Expression | null;
  /** Whether a person wrote it: then a rejection is repeated too. */
  readonly isExplicit: boolean;
}

/** What takes a step back. Its expressions also see the step's own `outputs`; the provider's see `input`. */
export interface Undo extends Task {
  /** The undo that the provider declares, and not one that the workflow spells out. */
  readonly isProviders: boolean;
  /** Only then can it be taken back this way; over `input` and `outputs`. */
  readonly when: Expression | null;
}

/** A {@link SettleSpec}, made ready. */
export type Settle =
  | { readonly kind: 'repeat'; readonly because: string }
  | {
      readonly kind: 'find';
      readonly spec: FindSpec;
      readonly looks: readonly (SettleLook & { readonly found: Expression })[];
    }
  | {
      readonly kind: 'see';
      readonly spec: SeeSpec;
      readonly looks: readonly [SettleLook];
      readonly done: Expression;
    };

export interface SettleLook {
  readonly observer: ActionSpec;
  readonly with: Readonly<Record<string, Expression>>;
}
