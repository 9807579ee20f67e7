import type { ActionClass, ActionSpec, ClassIfGiven, WaitSpec } from '../../../core/action-spec.ts';
import type { JsonSchema } from '../../../core/json-schema.ts';

/**
 * How sure a fact of the API is: `vendor` (its documentation says it), `vendor-program` (a program
 * that the vendor published does it), `data-file` (the data file of the Ruby client), `capture` (a
 * recorded answer), `client` (one third-party program), `superseded` (an older form that may be gone).
 */
export type Evidence =
  | 'vendor'
  | 'vendor-program'
  | 'data-file'
  | 'capture'
  | 'client'
  | 'superseded';

/** One action of the LunaNode API, as data. */
export interface Endpoint extends Pick<
  ActionSpec,
  'settle' | 'undo' | 'settleIfGiven' | 'effects'
> {
  /** `category/action`, as in the URL. */
  readonly name: string;
  readonly summary: string;
  readonly notes: readonly string[];
  readonly class: ActionClass;
  readonly classIfGiven?: ClassIfGiven;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** At least one parameter of each of these groups must be sent. */
  readonly needsOneOf?: readonly (readonly string[])[];
  /** Parameters of other names may be sent as well: what each of them looks like. */
  readonly otherParameters?: JsonSchema;
  /** The answer without `success`, as it comes out of the lenient reader: numbers are numbers. */
  readonly response: JsonSchema;
  /**
   * The wire has no list but keys `"0"`, `"1"` … beside `success`; the reader gathers what they hold
   * into a list of this name. The number is an index and identifies nothing.
   */
  readonly numberedKeys?: string;
  readonly billed: boolean;
  readonly asynchronous: boolean;
  readonly waits?: Readonly<Record<string, WaitSpec>>;
  /** Default `fail-if` of a step that polls this action. */
  readonly failIf?: string;
  readonly evidence: Evidence;
}

export interface Parameter {
  /**
   * What a workflow may write. On the wire everything is a string: a boolean becomes `yes` or `no`,
   * a list its members joined by commas.
   */
  readonly schema: JsonSchema;
  /** The API refuses the call without it. */
  readonly required: boolean;
  /** The API has a default that destroys; Perilune refuses to guess, so a workflow must write it. */
  readonly mustBeWritten?: boolean;
}
