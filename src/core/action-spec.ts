import type { JsonSchema, ObjectSchema } from './json-schema.ts';

/**
 * What a repeat of an action would do.
 *
 * - `read`: changes nothing.
 * - `convergent`: ends in the same state, however often it is done.
 * - `create`: a second one makes a second thing, and may charge for it.
 * - `destroy`: takes something away for good; repeating it is harmless, undoing it is not possible.
 * - `toggle`: every time does it again (a reboot, a swap of disks).
 */
export type ActionClass = 'read' | 'convergent' | 'create' | 'destroy' | 'toggle';

/** What an action is, as data: what checks, plans, reference pages and the engine ask of it. */
export interface ActionSpec {
  /** `category/verb`, as a step `uses` it. */
  readonly name: string;
  /** The provider that performs it, or `builtin`. */
  readonly provider: string;
  /** One sentence, in the imperative. */
  readonly summary: string;
  /** What else a user has to know, one sentence each. */
  readonly notes: readonly string[];
  readonly class: ActionClass;
  readonly classIfGiven?: ClassIfGiven;
  readonly input: ObjectSchema;
  readonly output: JsonSchema;
  /** Its outputs are just its inputs. */
  readonly isEcho?: boolean;
  /** Can change what is charged. */
  readonly billed: boolean;
  /** The answer comes before the work is done: there is something to wait for. */
  readonly asynchronous: boolean;
  readonly waits: Readonly<Record<string, WaitSpec>>;
  /** Other actions that it calls to do its work. */
  readonly alsoCalls?: readonly string[];
  /** What `fail-if` is when a step polls this action and says nothing itself; an expression over `outputs`. */
  readonly failIf?: string;
  /** How long one attempt may take when the step says nothing, in milliseconds; 0: as long as it likes. */
  readonly attemptTimeoutMs: number;
}

/** The class is another one when a parameter is given: an address that is named is not allocated. */
export interface ClassIfGiven {
  readonly parameter: string;
  readonly class: ActionClass;
  /**
   * The class when one of these values is written for it, as text: a `GET` reads, whatever else a
   * method does.
   */
  readonly values?: Readonly<Record<string, ActionClass>>;
}

/** A wait that a provider declares: how to see that an action's work is done. */
export interface WaitSpec {
  readonly summary: string;
  /** The action that observes; of class `read`. */
  readonly uses: string;
  /**
   * The observer's parameters: expressions over `input` (what the action was given) and `outputs`
   * (what it answered).
   */
  readonly with: Readonly<Record<string, string>>;
  /** Done: an expression over `input`, `acted` (what the action answered) and `outputs` (the observation). */
  readonly until: string;
  /** Can never be done; over the same. */
  readonly failIf?: string;
  /**
   * The observed thing is gone when the observer is rejected with an error that contains one of
   * these texts, in any case; that counts as done. Used by waits such as `gone`.
   */
  readonly doneIfRejected?: readonly string[];
  /** Outputs that the wait lifts from the observation to the step's top level: name to dotted path. */
  readonly promote?: Readonly<Record<string, string>>;
  readonly poll: PollPolicy;
}

/** How often to look, and for how long; milliseconds. */
export interface PollPolicy {
  readonly everyMs: number;
  readonly maxEveryMs: number;
  readonly timeoutMs: number;
}

/**
 * The class of one use of an action, by the parameters that are given to it. They may still be as
 * written in the workflow: an expression is given, but it is none of the known values.
 */
export function classOf(spec: ActionSpec, given: Readonly<Record<string, unknown>>): ActionClass {
  const special = spec.classIfGiven;
  const value = special === undefined ? undefined : given[special.parameter];
  if (special === undefined || value === undefined) return spec.class;
  const text = typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
  const isKnown = Object.hasOwn(special.values ?? {}, text);
  return (isKnown ? special.values?.[text] : undefined) ?? special.class;
}
