import type { ActionClass, ActionSpec, PollPolicy, WaitSpec } from '../../core/action-spec.ts';
import type { JsonSchema, ObjectSchema } from '../../core/json-schema.ts';
import { classWords, exceptionWords } from './class-words.ts';
import { exampleYaml } from './example-step.ts';
import {
  settlingReferences,
  undoReferences,
  type SettlingReference,
  type UndoReference,
} from './settling-reference.ts';
import { fieldsOf, type FieldReference } from './field-reference.ts';

/** All that a reference page says of an action. */
export interface ActionReference {
  readonly name: string;
  readonly provider: string;
  readonly summary: string;
  readonly notes: readonly string[];
  readonly class: ActionClass;
  /** What the class means, and when it is another one. */
  readonly classNotes: readonly string[];
  readonly billed: boolean;
  readonly asynchronous: boolean;
  /** How long one attempt may take when the step says nothing, in milliseconds; `null`: no limit. */
  readonly attemptTimeoutMs: number | null;
  /** What fails a step at once that polls the action and says nothing else. */
  readonly failIf: string | null;
  readonly parameters: readonly FieldReference[];
  /** Parameters of which some have to be given. */
  readonly parameterChoices: readonly string[];
  /** Parameters of other names, or `null` when there are none. */
  readonly otherParameters: string | null;
  readonly outputs: readonly FieldReference[];
  /** Whether nothing is known of the outputs, so that any field may be there. */
  readonly hasOpenOutputs: boolean;
  readonly waits: readonly WaitReference[];
  /** What becomes of a call whose answer was lost. */
  readonly settling: readonly SettlingReference[];
  /** What takes it back; none when nothing does. */
  readonly undo: readonly UndoReference[];
  /** A step in YAML. */
  readonly example: string;
}

export interface WaitReference {
  readonly name: string;
  readonly summary: string;
  /** The action that looks. */
  readonly uses: string;
  readonly until: string;
  readonly failIf: string | null;
  /** An error of the looking action that holds one of these texts counts as done. */
  readonly goneIfRejected: readonly string[];
  /** Outputs that the step gets from the last look, with their places in it. */
  readonly promotes: Readonly<Record<string, string>>;
  readonly poll: PollPolicy;
}

export function actionReference(spec: ActionSpec): ActionReference {
  const exception = exceptionWords(spec);
  const { input, output } = spec;
  return {
    name: spec.name,
    provider: spec.provider,
    summary: spec.summary,
    notes: spec.notes,
    class: spec.class,
    classNotes: [classWords[spec.class], ...(exception === null ? [] : [exception])],
    billed: spec.billed,
    asynchronous: spec.asynchronous,
    attemptTimeoutMs: spec.attemptTimeoutMs === 0 ? null : spec.attemptTimeoutMs,
    failIf: spec.failIf ?? null,
    parameters: fieldsOf(input),
    parameterChoices: choicesOf(input),
    otherParameters: otherParameters(input),
    outputs: fieldsOf(output),
    hasOpenOutputs: isOpen(output),
    waits: Object.entries(spec.waits).map(([name, wait]) => waitReference(name, wait)),
    settling: settlingReferences(spec),
    undo: undoReferences(spec),
    example: exampleYaml(spec),
  };
}

function choicesOf({ anyOf, oneOf }: ObjectSchema): string[] {
  return [
    ...choice('At least one of these is needed', anyOf ?? []),
    ...choice('Exactly one of these is needed', oneOf ?? []),
  ];
}

/** Choices that say more than which names are needed are left to the notes. */
function choice(lead: string, branches: readonly JsonSchema[]): string[] {
  const names = branches.flatMap(({ required, ...others }) =>
    required === undefined || Object.keys(others).length > 0
      ? []
      : [required.map((name) => `\`${name}\``).join(' with ')],
  );
  return names.length === 0 || names.length < branches.length
    ? []
    : [`${lead}: ${names.join(', ')}.`];
}

function otherParameters({ properties, additionalProperties: rest }: ObjectSchema): string | null {
  if (rest === false) return null;
  const description = typeof rest === 'object' ? rest.description : undefined;
  const lead = `Any ${Object.keys(properties).length === 0 ? '' : 'other '}name may be given`;
  return `${lead}${description === undefined ? '.' : `: ${lowerFirst(description)}`}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isOpen(output: JsonSchema): boolean {
  const names = Object.keys(output.properties ?? {});
  return names.length === 0 && output.additionalProperties !== false;
}

function waitReference(name: string, wait: WaitSpec): WaitReference {
  return {
    name,
    summary: wait.summary,
    uses: wait.uses,
    until: wait.until,
    failIf: wait.failIf ?? null,
    goneIfRejected: wait.doneIfRejected ?? [],
    promotes: wait.promote ?? {},
    poll: wait.poll,
  };
}
