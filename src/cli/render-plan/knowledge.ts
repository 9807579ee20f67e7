import type { Scope } from '../../core/expression/expression.ts';
import { asText } from '../../core/expression/functions.ts';
import type { Template } from '../../core/expression/template.ts';
import type { JsonObject } from '../../core/json.ts';
import { sharedVariables } from '../../core/workflow/variables.ts';
import type { Workflow } from '../../core/workflow/workflow.ts';
import {
  known,
  listOf,
  mapOf,
  momentOf,
  plannedValue,
  secret,
  withoutSecrets,
  type Knowledge,
  type PlannedValue,
} from './planned-value.ts';

type Values = Readonly<Record<string, PlannedValue>>;

/** What is known of a workflow whose inputs are given. */
export function knowledgeOf(workflow: Workflow, given: Values): Knowledge {
  const inputs = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      withoutSecrets(value, workflow.inputs[name]),
    ]),
  );
  const before: Knowledge = {
    inputs,
    env: {},
    scope: scopeOf(workflow, { inputs: knownValues(inputs) }),
    item: null,
  };
  const env = Object.fromEntries(
    Object.entries(workflow.env).map(([name, template]) => [name, asTextValue(template, before)]),
  );
  const scope = scopeOf(workflow, { inputs: knownValues(inputs), env: knownValues(env) });
  return { inputs, env, scope, item: null };
}

/**
 * The inputs of a workflow that another one runs, by what is written for them. What the outer run
 * has yet to find out is known when the inner one starts.
 */
export function childInputs(
  child: Workflow,
  written: Template | undefined,
  knowledge: Knowledge,
): Values {
  const given = written === undefined ? known({}) : plannedValue(written, knowledge);
  return Object.fromEntries(
    Object.entries(child.inputs).flatMap(([name, schema]) => {
      const value =
        member(given, name) ?? (schema.default === undefined ? null : known(schema.default));
      return value === null ? [] : [[name, fromOutside(value, name)]];
    }),
  );
}

function member(value: PlannedValue, name: string): PlannedValue | undefined {
  if (value.kind === 'map') return value.entries[name];
  if (value.kind !== 'known') return value;
  const entries = value.value;
  if (typeof entries !== 'object' || entries === null || !Object.hasOwn(entries, name)) {
    return undefined;
  }
  const found = Object.entries(entries).find(([key]) => key === name);
  return found === undefined ? undefined : known(found[1]);
}

/** The same value, as the inner workflow knows it: its names are not those of the outer one. */
function fromOutside(value: PlannedValue, name: string): PlannedValue {
  switch (value.kind) {
    case 'known':
    case 'secret':
    case 'invalid':
      return value;
    case 'later':
      return { kind: 'later', expression: `inputs.${name}`, moment: { when: 'start' } };
    case 'text':
      return momentOf(value) === 'secret'
        ? secret
        : { kind: 'later', expression: `inputs.${name}`, moment: { when: 'start' } };
    case 'list':
      return listOf(value.items.map((item) => fromOutside(item, name)));
    case 'map':
      return mapOf(
        Object.entries(value.entries).map(([key, entry]) => [key, fromOutside(entry, name)]),
      );
  }
}

/** An environment holds texts only. */
function asTextValue(template: Template, knowledge: Knowledge): PlannedValue {
  const value = plannedValue(template, knowledge);
  return value.kind === 'known' ? known(asText(value.value)) : value;
}

function knownValues(values: Values): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value.kind === 'known' ? [[name, value.value]] : [],
    ),
  );
}

function scopeOf(
  workflow: Workflow,
  values: { readonly inputs: JsonObject; readonly env?: JsonObject },
): Scope {
  const { inputs, env } = sharedVariables(workflow);
  return {
    contexts: {
      inputs: { value: values.inputs, ...(inputs && { schema: inputs }) },
      env: { value: values.env ?? {}, ...(env && { schema: env }) },
      run: { value: { workflow: workflow.name } },
    },
    step: () => undefined,
    // Only `always()` is evaluated before a run, and nothing that asks for the time.
    status: { success: true, failure: false, cancelled: false },
    now: 0,
  };
}
