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
  /** Performed by the program itself, such as an undo; no step can use it. */
  readonly isInternal?: boolean;
  /** One sentence, in the imperative. */
  readonly summary: string;
  /** What else a user has to know, one sentence each. */
  readonly notes: readonly string[];
  readonly class: ActionClass;
  readonly classIfGiven?: ClassIfGiven;
  readonly input: ObjectSchema;
  readonly output: JsonSchema;
  readonly certainIfGiven?: CertainIfGiven;
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
  /** How to find out what became of a call whose answer was lost; without it only a person can. */
  readonly settle?: SettleSpec;
  /** What takes the action back. */
  readonly undo?: UndoSpec;
  readonly settleIfGiven?: SettleIfGiven;
  /** What it does to things at the provider: the ledger of a run is made of these. */
  readonly effects?: readonly EffectSpec[];
}

/**
 * How a call is settled that may or may not have had its effect.
 *
 * - `find`: look for the thing that a create would have made; adopt it, or make sure that there is none.
 * - `see`: look whether everything is as the call would have left it; if not, the call is repeated.
 * - `repeat`: do it again; once more does no harm that the first time has not done.
 */
export type SettleSpec =
  | FindSpec
  | SeeSpec
  | {
      readonly kind: 'repeat';
      /** Why that does no harm, as part of a sentence. */
      readonly because: string;
    };

export interface FindSpec {
  readonly kind: 'find';
  /** What is looked for: `a VM with this host name that was not there before`. */
  readonly summary: string;
  /** Where it would show, all of which are asked; what any of them shows is there. */
  readonly looks: readonly FindLook[];
  /**
   * The parameter that names the thing. A name that carries the id of the run is nobody else's, so
   * that nothing has to be looked up before the call.
   */
  readonly name?: string;
  /** The output that tells things of this kind apart. */
  readonly id: string;
  /** It is not there when a look is rejected with an error that contains one of these texts, in any case. */
  readonly absentIfRejected?: readonly string[];
  /** How long after the call left nothing may be concluded from not finding it, in milliseconds. */
  readonly quietMs: number;
  /** Time between two looks, in milliseconds. */
  readonly everyMs: number;
}

export interface FindLook {
  /** An action of class `read`. */
  readonly uses: string;
  /** Its parameters: expressions over `input`, what the lost call was given. */
  readonly with: Readonly<Record<string, string>>;
  /**
   * What the lost call would have answered, once for each thing that fits it: an expression over
   * `input` and `outputs` (the answer of the look) that gives a list of maps.
   */
  readonly found: string;
}

export interface SeeSpec {
  readonly kind: 'see';
  /** What is looked at: `whether the address is on the VM`. */
  readonly summary: string;
  /** An action of class `read`. */
  readonly uses: string;
  /** Its parameters: expressions over `input`, what the lost call was given. */
  readonly with: Readonly<Record<string, string>>;
  /** Whether the call had its effect: an expression over `input` and `outputs` (the answer of the look). */
  readonly done: string;
  /** It had its effect when the look is rejected with an error that contains one of these texts, in any case. */
  readonly doneIfRejected?: readonly string[];
}

export interface UndoSpec {
  /** In the imperative: `Delete the VM`. */
  readonly summary: string;
  readonly uses: string;
  /** Its parameters: expressions over `input` (what the action was given) and `outputs` (of the step). */
  readonly with: Readonly<Record<string, string>>;
  /** When it can be taken back this way: a condition over the same; always when left out. */
  readonly when?: string;
  /** A wait of the undoing action. */
  readonly await?: string;
}

/** What an action does to one thing. The expressions are over `input` and `outputs`. */
export interface EffectSpec {
  readonly verb: 'creates' | 'changes' | 'destroys' | 'attaches' | 'detaches';
  /** What kind of thing: `vm`, `floating address`, `image`. */
  readonly kind: string;
  /** What tells it apart; a `""` says that there is none. */
  readonly id: string;
  /** What a person calls it. */
  readonly name?: string;
  /** Only then; always when left out. */
  readonly when?: string;
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

/** Outputs that a use of an action has for sure, by the value that is written for a parameter. */
export interface CertainIfGiven {
  readonly parameter: string;
  readonly outputs: Readonly<Record<string, readonly string[]>>;
}

/**
 * A use in which a parameter is given is settled and taken back this way and no other: an address
 * that is named is looked at where it is, one that is allocated has to be found.
 */
export interface SettleIfGiven {
  readonly parameter: string;
  /** Not when one of these values is written for it, as text; an expression is none of them. */
  readonly unless?: readonly string[];
  readonly settle?: SettleSpec;
  readonly undo?: UndoSpec;
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
  const text = textOf(value);
  const isKnown = Object.hasOwn(special.values ?? {}, text);
  return (isKnown ? special.values?.[text] : undefined) ?? special.class;
}

/** The answer of one use of an action, by the parameters that are given to it, as for {@link classOf}. */
export function outputOf(spec: ActionSpec, given: Readonly<Record<string, unknown>>): JsonSchema {
  const { certainIfGiven: special, output } = spec;
  const text = special === undefined ? '' : textOf(given[special.parameter]);
  if (special === undefined || !Object.hasOwn(special.outputs, text)) return output;
  return { ...output, required: [...(output.required ?? []), ...(special.outputs[text] ?? [])] };
}

/** How one use of an action is settled, by the parameters that are given to it, as for {@link classOf}. */
export function settleOf(
  spec: ActionSpec,
  given: Readonly<Record<string, unknown>>,
): SettleSpec | undefined {
  return useOf(spec, given).settle;
}

/** What takes one use of an action back, by the parameters that are given to it, as for {@link classOf}. */
export function undoOf(
  spec: ActionSpec,
  given: Readonly<Record<string, unknown>>,
): UndoSpec | undefined {
  return useOf(spec, given).undo;
}

function useOf(
  spec: ActionSpec,
  given: Readonly<Record<string, unknown>>,
): Pick<ActionSpec, 'settle' | 'undo'> {
  const special = spec.settleIfGiven;
  const value = special === undefined ? undefined : given[special.parameter];
  if (special === undefined || value === undefined) return spec;
  return special.unless?.includes(textOf(value)) === true ? spec : special;
}

/** A value as it is written; empty when it is no single word. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}
