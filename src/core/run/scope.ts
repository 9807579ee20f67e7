import type { Instant } from '../duration.ts';
import type { JsonObject } from '../json.ts';
import type { Scope, StepView, TypedValue } from '../expression/expression.ts';
import type { StatusFlags } from '../expression/functions.ts';
import { asText } from '../expression/functions.ts';
import { evaluateTemplate, type Template } from '../expression/template.ts';
import { markedSchemas } from '../workflow/marked-schemas.ts';
import { workOutputSchema } from '../workflow/output-schema.ts';
import { sharedVariables } from '../workflow/variables.ts';
import type { Step } from '../workflow/workflow.ts';
import {
  hasEnded,
  loopOf,
  type Address,
  type Effect,
  type RunContext,
  type RunState,
} from './state.ts';

/** What expressions see in a run, at an address, at a moment. */
export function scopeAt(state: RunState, address: Address | null, moment: Moment): Scope {
  const item = address === null ? {} : itemContexts(state, address);
  return {
    contexts: { ...sharedContexts(state.context, moment.now), ...item, ...moment.contexts },
    step: (id) => stepView(state, id),
    status: moment.status ?? { success: true, failure: false, cancelled: false },
    now: moment.now,
    ...(state.context.hide === undefined ? {} : { hide: state.context.hide }),
  };
}

/** What the undo of a step sees besides: what the step was given, and what came of it, if that is known. */
export function contextsOfUndo(step: Step, effect: Effect | null): NonNullable<Moment['contexts']> {
  if (effect === null) return {};
  const input: TypedValue = { value: effect.input, schema: step.action.input };
  if (effect.outputs === null) return { input };
  return { input, outputs: { value: effect.outputs, schema: workOutputSchema(step) } };
}

export interface Moment {
  readonly now: Instant;
  readonly status?: StatusFlags;
  /** Contexts that exist only here, such as `outputs`. */
  readonly contexts?: Readonly<Record<string, TypedValue>>;
}

const shared = new WeakMap<RunContext, Scope['contexts']>();

/** `inputs`, `secrets`, `run` and `env`, made once for a run. */
function sharedContexts(context: RunContext, now: Instant): Scope['contexts'] {
  const known = shared.get(context);
  if (known !== undefined) return known;
  const { workflow, inputs } = context.plan;
  const schemas = sharedVariables(workflow);
  const typed = (name: string, value: JsonObject): TypedValue => {
    const schema = schemas[name];
    return schema === undefined ? { value } : { value, schema };
  };
  const base = {
    inputs: typed('inputs', inputs),
    secrets: typed('secrets', context.secrets),
    run: typed('run', runValue(context)),
  };
  const scope: Scope = {
    contexts: base,
    step: () => undefined,
    status: { success: true, failure: false, cancelled: false },
    now,
    ...(context.hide === undefined ? {} : { hide: context.hide }),
  };
  const contexts = { ...base, env: typed('env', textEntries(workflow.env, scope)) };
  shared.set(context, contexts);
  return contexts;
}

/** The values of an environment: every one of them a text. */
export function textEntries(
  entries: Readonly<Record<string, Template>>,
  scope: Scope,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, asText(evaluateTemplate(entry, scope))]),
  );
}

function runValue({ run }: RunContext): JsonObject {
  return {
    id: run.id,
    workflow: run.workflow,
    started_at: timeText(run.startedAt),
    ...(run.scheduledAt === null ? {} : { scheduled_at: timeText(run.scheduledAt) }),
  };
}

/** RFC 3339 in UTC, to the second. */
export function timeText(instant: Instant): string {
  return new globalThis.Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}

function itemContexts(state: RunState, { step, item }: Address): Record<string, TypedValue> {
  const loop = loopOf(state.steps.get(step));
  if (item === null || loop === null) return {};
  return {
    item: { value: loop.items[item] ?? null, ...itemSchema(state, step) },
    index: { value: item },
  };
}

/** What is computed from a secret is marked in it. */
export function itemSchema({ context }: RunState, step: number): Pick<TypedValue, 'schema'> {
  const { workflow } = context.plan;
  const found = workflow.steps[step];
  return found === undefined ? {} : { schema: markedSchemas(workflow).item(found) };
}

const schemas = new WeakMap<Step, TypedValue['schema'] & object>();

function stepView(state: RunState, id: string): StepView | undefined {
  const { plan } = state.context;
  const index = plan.stepIndex.get(id);
  const step = index === undefined ? undefined : plan.workflow.steps[index];
  if (index === undefined || step === undefined) return undefined;
  const current = state.steps.get(index);
  const status = hasEnded(current) ? current.status : 'running';
  if (current.status !== 'succeeded') return { status };
  const schema = schemas.get(step) ?? markedSchemas(plan.workflow).outputs(step);
  schemas.set(step, schema);
  return { status, outputs: { value: current.outputs, schema } };
}
