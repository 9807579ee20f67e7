import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { JsonSchema } from '../json-schema.ts';
import { misfit } from '../language/validator.ts';
import { suggestion } from '../diagnostic/nearest.ts';
import { dependentsOf } from './dependents.ts';
import type { Workflow } from './workflow.ts';

/** A workflow bound to inputs: a frozen graph that can be run. */
export interface Plan {
  readonly workflow: Workflow;
  /** Every input, defaults included. */
  readonly inputs: JsonObject;
  /** For each step, by index, the steps that wait for it. */
  readonly dependents: readonly (readonly number[])[];
  readonly stepIndex: ReadonlyMap<string, number>;
  /** The same for the same files and inputs, and for no others. */
  readonly hash: string;
}

export interface InputProblem {
  readonly input: string;
  readonly message: string;
  readonly hint?: string;
}

export type PlanResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Binds inputs to a workflow. `digest` gives a hash of a text. */
export function createPlan(
  workflow: Workflow,
  given: JsonObject,
  digest: (text: string) => string,
): PlanResult {
  const problems = [...unknownInputs(workflow, given)];
  const inputs: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(workflow.inputs)) {
    const value = (Object.hasOwn(given, name) ? given[name] : null) ?? schema.default;
    const problem = inputProblem(name, schema, value);
    if (problem !== null) problems.push(problem);
    else if (value !== undefined) inputs[name] = value;
  }
  if (problems.length > 0) return { ok: false, problems };
  const texts = [...filesOf(workflow)].map((file) => [file.path, file.text]);
  const hash = digest(JSON.stringify([texts, sortKeys(inputs)]));
  const stepIndex = new Map(workflow.steps.map((step) => [step.id, step.index]));
  const dependents = dependentsOf(workflow.steps);
  return { ok: true, plan: { workflow, inputs, dependents, stepIndex, hash } };
}

function* unknownInputs(workflow: Workflow, given: JsonObject): Generator<InputProblem> {
  const known = Object.keys(workflow.inputs);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const hint = known.length === 0 ? 'it takes none' : suggestion(name, known);
    const message = `the workflow has no input "${name}"`;
    yield { input: name, message, ...(hint === undefined ? {} : { hint }) };
  }
}

function inputProblem(
  name: string,
  schema: JsonSchema,
  value: Json | undefined,
): InputProblem | null {
  if (value === undefined) {
    const what = schema.description === undefined ? '' : ` (${schema.description})`;
    const hint = `give it with -i ${name}=…`;
    return { input: name, message: `the input "${name}" is missing${what}`, hint };
  }
  const [error] = misfit(schema, value) ?? [];
  if (error === undefined) return null;
  const reason = error.message ?? 'does not fit its schema';
  const allowed = schema.enum === undefined ? '' : `: ${schema.enum.map(String).join(', ')}`;
  return { input: name, message: `the input "${name}" ${reason}${allowed}` };
}

function* filesOf(workflow: Workflow): Generator<{ path: string; text: string }> {
  yield workflow.file.source;
  for (const step of workflow.steps) if (step.child !== null) yield* filesOf(step.child);
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}
