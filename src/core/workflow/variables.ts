import type { JsonSchema } from '../json-schema.ts';
import type { Variables } from '../expression/expression-types.ts';
import { stepsById, type ExpressionPlace } from './edges.ts';
import { markedSchemas } from './marked-schemas.ts';
import type { Step, Workflow } from './workflow.ts';

const text: JsonSchema = { type: 'string' };

/** Schema of `run`. */
export const runSchema: JsonSchema = {
  type: 'object',
  properties: { id: text, workflow: text, started_at: text, scheduled_at: text },
  required: ['id', 'workflow', 'started_at'],
  additionalProperties: false,
};

/** Schema of `failure`, in `retry.if`. */
export const failureSchema: JsonSchema = {
  type: 'object',
  properties: { kind: text, message: text },
  required: ['kind', 'message'],
  additionalProperties: false,
};

const cache = new WeakMap<Workflow, Variables>();

/** Schemas of the contexts that exist everywhere in a workflow. */
export function sharedVariables(workflow: Workflow): Variables {
  const known = cache.get(workflow);
  if (known !== undefined) return known;
  const { secrets, env, outputs } = markedSchemas(workflow);
  const steps = [...stepsById(workflow.steps)].map(
    ([id, step]) => [id, stepSchema(outputs(step))] as const,
  );
  const variables = {
    inputs: record(workflow.inputs),
    secrets: { ...record(secrets), 'x-secret': true },
    env: record(env),
    run: runSchema,
    steps: record(Object.fromEntries(steps)),
  };
  cache.set(workflow, variables);
  return variables;
}

/** Schemas of the names that exist only at a place of a step. */
export function localVariables(workflow: Workflow, step: Step, place: ExpressionPlace): Variables {
  const item = isInsideLoop(place) ? loopVariables(workflow, step) : {};
  switch (place) {
    case 'until':
    case 'fail-if':
      return {
        ...item,
        outputs:
          step.await === null ? step.action.output : markedSchemas(workflow).workOutputs(step),
      };
    case 'undo':
      return { ...item, outputs: markedSchemas(workflow).workOutputs(step) };
    case 'retry-if':
    case 'undo-retry-if':
      return { ...item, failure: failureSchema, attempt: { type: 'integer' } };
    default:
      return item;
  }
}

function isInsideLoop(place: ExpressionPlace): boolean {
  return place !== 'if' && place !== 'foreach';
}

function loopVariables(workflow: Workflow, step: Step): Variables {
  if (step.foreach === null) return {};
  return { item: markedSchemas(workflow).item(step), index: { type: 'integer' } };
}

const stepSchemas = new WeakMap<JsonSchema, JsonSchema>();

/** What `steps.ID` is; one schema for all steps with the same outputs, however many they are. */
export function stepSchema(outputs: JsonSchema): JsonSchema {
  const known = stepSchemas.get(outputs);
  if (known !== undefined) return known;
  const schema: JsonSchema = {
    type: 'object',
    properties: { status: text, outputs },
    required: ['status'],
    additionalProperties: false,
  };
  stepSchemas.set(outputs, schema);
  return schema;
}

function record(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}
