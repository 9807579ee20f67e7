import type { ActionClass, ActionSpec, PollPolicy, WaitSpec } from '../action-spec.ts';
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
  readonly onFailure: 'stop' | 'continue';
  /** Limit of the whole run in milliseconds, or `null`. */
  readonly timeoutMs: number | null;
  readonly maxParallel: number;
  /** Steps of the main part, then those of `finally`; a step's `index` is its place here. */
  readonly steps: readonly Step[];
  readonly outputs: Readonly<Record<string, Template>>;
}

export type Phase = 'main' | 'finally';

export interface Step {
  readonly id: string;
  readonly index: number;
  readonly phase: Phase;
  /** Where the step stands in its file. */
  readonly path: DocumentPath;
  readonly description: string | null;
  readonly action: ActionSpec;
  /** The class of this use of the action, with the parameters that are given. */
  readonly class: ActionClass;
  readonly with: Readonly<Record<string, Template>>;
  readonly env: Readonly<Record<string, Template>>;
  /** What must have ended before, by index: `needs` and what expressions refer to. */
  readonly needs: readonly number[];
  readonly if: Condition | null;
  readonly foreach: Loop | null;
  readonly until: Expression | null;
  readonly failIf: Expression | null;
  readonly poll: PollPolicy;
  readonly await: Wait | null;
  readonly retry: RetryPolicy;
  /** Limit of the whole step in milliseconds, or `null`. */
  readonly timeoutMs: number | null;
  /** Limit of one attempt in milliseconds; 0 for none. */
  readonly attemptTimeoutMs: number;
  readonly continueOnError: boolean;
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
