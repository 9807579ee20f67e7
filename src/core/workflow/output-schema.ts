import type { ActionSpec, WaitSpec } from '../action-spec.ts';
import { memberSchema, type JsonSchema } from '../json-schema.ts';
import { schemaOf } from '../json-schema-of.ts';
import type { Step, Wait } from './workflow.ts';

/** Schema of what others see as `steps.ID.outputs`. */
export function outputSchema(step: Step): JsonSchema {
  const one = workOutputSchema(step);
  return step.foreach === null ? one : { type: 'array', items: one };
}

/** Schema of the outputs of one piece of work: the step, or one item of its loop. */
export function workOutputSchema(
  step: Pick<Step, 'action' | 'await' | 'child' | 'with'>,
): JsonSchema {
  const own = ownOutputs(step);
  return step.await === null ? own : merged(own, step.await);
}

function ownOutputs({
  action,
  child,
  with: given,
}: Pick<Step, 'action' | 'child' | 'with'>): JsonSchema {
  if (child !== null) return childOutputs(child.outputs);
  return action.isEcho === true ? echo(given) : action.output;
}

/** What an echo gives back: constants are known, of all else only that it is there. */
function echo(given: Step['with']): JsonSchema {
  const entries = Object.entries(given);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, each]) => [name, each.kind === 'constant' ? schemaOf(each.value) : {}]),
    ),
    required: entries.map(([name]) => name),
    additionalProperties: false,
  };
}

function childOutputs(outputs: Readonly<Record<string, unknown>>): JsonSchema {
  const names = Object.keys(outputs);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, {}])),
    required: names,
    additionalProperties: false,
  };
}

/** The action's answer, the last observation's, and what the wait lifts out of it. */
function merged(own: JsonSchema, wait: Wait): JsonSchema {
  const observed = wait.observer.output;
  const promoted = Object.entries(wait.spec.promote ?? {}).map(
    ([name, path]): [string, JsonSchema] => [name, schemaAt(observed, path.split('.')) ?? {}],
  );
  return {
    type: 'object',
    properties: { ...observed.properties, ...own.properties, ...Object.fromEntries(promoted) },
    required: [
      ...(wait.spec.doneIfRejected === undefined ? (observed.required ?? []) : []),
      ...(own.required ?? []),
      ...promoted.map(([name]) => name),
    ],
    additionalProperties: false,
  };
}

/** The schema of a place inside a value, as far as the outer one tells. */
export function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  let at: JsonSchema | undefined = schema;
  for (const name of path) at = memberSchema(at, name);
  return at;
}

/** Names of the waits of an action. */
export function waitNames(action: ActionSpec): readonly string[] {
  return Object.keys(action.waits);
}

/** The wait of that name, if the action declares it. */
export function waitOf(action: ActionSpec, name: string | undefined): WaitSpec | undefined {
  return name !== undefined && Object.hasOwn(action.waits, name) ? action.waits[name] : undefined;
}
