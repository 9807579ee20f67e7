/* Generated from schemas/workflow.schema.json by `npm run generate`. */

import type { Json } from '../json.ts';

/**
 * Name of an environment variable.
 */
export type EnvironmentName = string;
export type Value = Json;
/**
 * A length of time: `500ms`, `10s`, `5m`, `2h`, `1d`, or several of them: `1h30m`.
 */
export type Duration = string;
/**
 * An expression, bare or in one `${{ }}`.
 */
export type Expression = string;
/**
 * A name that expressions can use: small letters, digits and `_`, starting with a letter.
 */
export type Name = string;

/**
 * A graph of steps that Perilune runs against a cloud's API.
 */
export interface WorkflowDocument {
  /**
   * What the workflow is called, in runs and messages.
   */
  readonly name: string;
  /**
   * What it is for, in a sentence.
   */
  readonly description?: string;
  /**
   * What whoever runs the workflow has to say. Each input is a JSON Schema; one without a `default` is required.
   */
  readonly inputs?: {
    readonly [k: string]: Input;
  };
  /**
   * Names of the secrets that the workflow may read, as `secrets.NAME`. Their values come from the environment or from `--env-file`, and are shown nowhere.
   */
  readonly secrets?: readonly EnvironmentName[];
  readonly env?: Environment;
  /**
   * Runs of one group do not overlap.
   */
  readonly concurrency?: {
    /**
     * Name of the group, mostly with an expression.
     */
    readonly group: string;
    /**
     * What a run does when the group is taken: wait, do not run at all, or cancel the one that has it.
     */
    readonly policy?: 'queue' | 'skip' | 'cancel';
  };
  /**
   * When the workflow runs by itself.
   */
  readonly on?: {
    /**
     * Times at which it runs.
     *
     * @minItems 1
     */
    readonly schedule?: readonly Schedule[];
  };
  /**
   * What happens to the rest when a step fails: `stop` starts no further step, `continue` goes on with what does not need the failed one, `undo` starts no further step and then takes back every step that took effect and has an `undo`, the last one first. A run that is cancelled is taken back too. `finally` comes after that.
   */
  readonly 'on-failure'?: 'stop' | 'continue' | 'undo';
  readonly timeout?: Duration;
  /**
   * How many steps may be at work at once.
   */
  readonly 'max-parallel'?: number;
  /**
   * What holds for every step that does not say otherwise.
   */
  readonly defaults?: {
    readonly timeout?: Duration;
    readonly 'attempt-timeout'?: Duration;
    readonly retry?: Retry;
    readonly poll?: Poll;
  };
  /**
   * The steps. Their order in the file means nothing: one starts as soon as all that it needs is done.
   *
   * @minItems 1
   */
  readonly steps: readonly Step[];
  /**
   * Steps that run at the end, whatever happened before.
   *
   * @minItems 1
   */
  readonly finally?: readonly Step[];
  /**
   * What the workflow gives back when it succeeds.
   */
  readonly outputs?: {
    readonly [k: string]: Value;
  };
}
/**
 * A JSON Schema (2020-12) of the value.
 */
export interface Input {
  /**
   * Type of the value.
   */
  readonly type?: string | readonly unknown[];
  /**
   * What the value is for.
   */
  readonly description?: string;
  readonly default?: Json;
  /**
   * The values that are allowed.
   */
  readonly enum?: readonly unknown[];
  /**
   * Form of a text.
   */
  readonly format?: string;
  /**
   * Whether the value is a secret: then it, and what is computed from it, is shown nowhere.
   */
  readonly writeOnly?: boolean;
  readonly [k: string]: Json | undefined | string | readonly unknown[] | boolean;
}
export interface Environment {
  readonly [k: string]: string | number | boolean;
}
export interface Schedule {
  /**
   * When, in the five fields of cron.
   */
  readonly cron: string;
  /**
   * IANA name of the time zone that the times are in.
   */
  readonly timezone?: string;
  /**
   * What to do about times at which nobody was there to run it.
   */
  readonly missed?: 'skip' | 'last' | 'all';
  /**
   * What to do when the run before is not over.
   */
  readonly overlap?: 'skip' | 'queue' | 'cancel';
  /**
   * Inputs of these runs.
   */
  readonly inputs?: {
    readonly [k: string]: Value;
  };
}
/**
 * How often, and how patiently, a failed attempt is repeated. Without it, actions that are safe to repeat are tried 4 times; others are repeated only when it is certain that nothing was done.
 */
export interface Retry {
  /**
   * How many attempts there are in all; 1 means that nothing is repeated.
   */
  readonly attempts?: number;
  readonly delay?: Duration;
  /**
   * By what the wait grows from one attempt to the next.
   */
  readonly backoff?: number;
  readonly 'max-delay'?: Duration;
  /**
   * How much of each wait is left to chance: 0 none, 1 all of it.
   */
  readonly jitter?: number;
  readonly if?: Expression;
}
/**
 * How often to look, and for how long.
 */
export interface Poll {
  readonly every?: Duration;
  readonly 'max-every'?: Duration;
  readonly timeout?: Duration;
}
/**
 * One node of the graph: an action with its parameters.
 */
export interface Step {
  readonly id: Name;
  /**
   * What the step is for; shown while it runs.
   */
  readonly description?: string;
  /**
   * The action.
   */
  readonly uses: string;
  /**
   * The action's parameters, by the API's own names.
   */
  readonly with?: {
    readonly [k: string]: Value;
  };
  /**
   * Steps that must be done before. What an expression of this step refers to is needed anyway.
   */
  readonly needs?: readonly string[];
  /**
   * The step runs only if this is true. Without a status function (`success()`, `failure()`, `always()`, `cancelled()`) it also asks that all it needs succeeded; what was skipped did not. `!cancelled() && …` runs it however these went.
   */
  readonly if?: Expression | boolean;
  /**
   * A list: the step runs once per item, which expressions see as `item` and `index`.
   */
  readonly foreach?: Expression | readonly Value[];
  /**
   * How many items of the loop may be at work at once.
   */
  readonly 'max-parallel'?: number;
  readonly key?: Expression;
  readonly until?: Expression;
  readonly 'fail-if'?: Expression;
  readonly poll?: Poll;
  /**
   * Waits, after the action, until its work is done. The name is one of the waits that the action declares, such as `active`.
   */
  readonly await?: string;
  readonly retry?: Retry;
  readonly timeout?: Duration;
  readonly 'attempt-timeout'?: Duration;
  /**
   * The run goes on, and may succeed, although this step failed.
   */
  readonly 'continue-on-error'?: boolean;
  readonly env?: Environment;
  /**
   * What takes the step back: `true` for the action's own, or an action. It runs when the run fails and `on-failure` is `undo`, or when somebody asks for it later, and not before the undos of all steps that needed this one are over. It is tried again until it is done; what cannot be taken back is told at the end, and the run waits for a person.
   */
  readonly undo?:
    | boolean
    | {
        /**
         * The action that takes the step back. It should do no harm when it is done twice.
         */
        readonly uses: string;
        /**
         * Its parameters. Expressions see what those of the step see, and the step's own `outputs`. They may refer to steps that were over when this one began: a reference makes nothing wait, so `needs` has to say it.
         */
        readonly with?: {
          readonly [k: string]: Value;
        };
        /**
         * Waits until the work of that action is done.
         */
        readonly await?: string;
        readonly retry?: Retry;
      };
}
