import type { JsonSchema } from '../json-schema.ts';
import { schemaOfItems } from '../json-schema-of.ts';
import type { Variables } from '../expression/expression-types.ts';
import { outputSchema, workOutputSchema } from './output-schema.ts';
import { stepsById, type ExpressionPlace } from './edges.ts';
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
  const variables = {
    inputs: record(workflow.inputs),
    secrets: record(Object.fromEntries(workflow.secrets.map((name) => [name, text]))),
    env: record(Object.fromEntries(Object.keys(workflow.env).map((name) => [name, text]))),
    run: runSchema,
    steps: record(
      Object.fromEntries(
        [...stepsById(workflow.steps)].map(([id, step]) => [id, stepSchema(step)]),
      ),
    ),
  };
  cache.set(workflow, variables);
  return variables;
}

/** Schemas of the names that exist only at a place of a step. */
export function localVariables(step: Step, place: ExpressionPlace): Variables {
  const item = isInsideLoop(place) ? loopVariables(step) : {};
  switch (place) {
    case 'until':
    case 'fail-if':
      return {
        ...item,
        outputs: step.await === null ? step.action.output : workOutputSchema(step),
      };
    case 'retry-if':
      return { ...item, failure: failureSchema, attempt: { type: 'integer' } };
    default:
      return item;
  }
}

function isInsideLoop(place: ExpressionPlace): boolean {
  return place !== 'if' && place !== 'foreach';
}

function loopVariables(step: Step): Variables {
  if (step.foreach === null) return {};
  const { list } = step.foreach;
  const item = list.kind === 'constant' ? schemaOfItems(list.value) : {};
  return { item, index: { type: 'integer' } };
}

const stepSchemas = new WeakMap<JsonSchema, JsonSchema>();

/** What `steps.ID` is; one schema for all steps with the same outputs, however many they are. */
function stepSchema(step: Step): JsonSchema {
  const outputs = outputSchema(step);
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
