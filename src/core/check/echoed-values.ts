import type { Expression } from '../expression/expression.ts';
import { createGrowingTypes } from '../expression/growing-types.ts';
import type { Template } from '../expression/template.ts';
import { isSecretSchema, recordSchema, type JsonSchema } from '../json-schema.ts';
import { schemaOf } from '../json-schema-of.ts';
import { dependentsOf } from '../workflow/dependents.ts';
import { markedSchemas } from '../workflow/marked-schemas.ts';
import { localVariables, sharedVariables, stepSchema } from '../workflow/variables.ts';
import type { Step, Workflow } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { holdsLostBraces } from './lost-braces.ts';

/**
 * The same, with steps that echo what they are given (`value/set`) as steps whose outputs have the
 * types of these expressions.
 */
export function withEchoedValues(checked: Checked): Checked {
  const { workflow } = checked;
  if (!workflow.steps.some(isComputed)) return checked;
  const echoes = echoOutputs(workflow);
  const steps = workflow.steps.map((step): Step => {
    const output = echoes.get(step.index);
    return output === undefined ? step : withOutput(step, output);
  });
  return { ...checked, workflow: { ...workflow, steps } };
}

function isComputed({ action, with: given }: Step): boolean {
  return (
    action.isEcho === true &&
    Object.values(given).some((each) => each.kind !== 'constant' || holdsLostBraces(each.value))
  );
}

function withOutput(step: Step, output: JsonSchema): Step {
  return { ...step, action: { ...step.action, isEcho: false, output } };
}

/** What each echo gives, by index; those that wait for themselves stay unknown. */
function echoOutputs(workflow: Workflow): ReadonlyMap<number, JsonSchema> {
  const results = createResults(workflow);
  const marked = markedSchemas(workflow);
  const outputs = new Map<number, JsonSchema>();
  for (const step of inOrder(workflow.steps)) {
    if (!isComputed(step)) continue;
    const { properties: marks = {} } = marked.workOutputs(step);
    const output = membersOf(step.with, (each, name) => {
      const schema = results.of(each, step);
      return each.kind === 'constant' ? schema : withMarks(schema, marks[name] ?? {});
    });
    outputs.set(step.index, output);
    results.know(step.id, step.foreach === null ? output : { type: 'array', items: output });
  }
  return outputs;
}

function membersOf(
  entries: Readonly<Record<string, Template>>,
  schemaOfEntry: (entry: Template, name: string) => JsonSchema,
): JsonSchema {
  const members = Object.entries(entries).map(
    ([name, each]) => [name, schemaOfEntry(each, name)] as const,
  );
  return recordSchema(Object.fromEntries(members));
}

/** The same schema, with what is secret in it marked as in another. */
function withMarks(schema: JsonSchema, marks: JsonSchema): JsonSchema {
  if (isSecretSchema(marks)) return { ...schema, 'x-secret': true };
  const { properties, items, additionalProperties: rest, anyOf } = marks;
  const members = Object.entries(properties ?? {}).map(
    ([name, each]) => [name, withMarks(schema.properties?.[name] ?? {}, each)] as const,
  );
  return {
    ...schema,
    ...(members.length > 0 && {
      properties: { ...schema.properties, ...Object.fromEntries(members) },
    }),
    ...(items !== undefined && { items: withMarks(schema.items ?? {}, items) }),
    ...(typeof rest === 'object' && { additionalProperties: withMarks({}, rest) }),
    ...(anyOf !== undefined && { anyOf }),
  };
}

interface Results {
  /** What an expression of a step gives. */
  of(template: Template, step: Step): JsonSchema;
  /** From now on, the step of this id has these outputs. */
  know(id: string, outputs: JsonSchema): void;
}

/** Each step, and each `item` of a loop, has a name of its own here, with a type of its own. */
function createResults(workflow: Workflow): Results {
  const { steps: views, ...shared } = sharedVariables(workflow);
  const types = createGrowingTypes();
  const known = new Map<string, JsonSchema>(Object.entries(views?.properties ?? {}));
  const declared = new Set<string>();
  for (const [name, schema] of Object.entries(shared)) types.declare(name, schema);
  types.declare('index', { type: 'integer' });

  return { of, know: (id, outputs) => known.set(id, stepSchema(outputs)) };

  function of(template: Template, step: Step): JsonSchema {
    switch (template.kind) {
      case 'constant':
        // What was meant as an expression could have been anything.
        return holdsLostBraces(template.value) ? {} : schemaOf(template.value);
      case 'text':
        return { type: 'string' };
      case 'list':
        return { type: 'array' };
      case 'map':
        return membersOf(template.entries, (each) => of(each, step));
      case 'expression':
        return types.resultOf(withOwnNames(template.expression, step));
    }
  }

  function withOwnNames({ text, references }: Expression, step: Step): string {
    const last = references.toSorted((a, b) => b.range.start - a.range.start);
    return last.reduce((words, { root, rootRange, path: [id] }) => {
      const isStep = root === 'steps' && id?.isOptional === false;
      const name = isStep ? stepName(id.name) : root === 'item' ? itemName(step) : root;
      const end = isStep ? id.range.end : rootRange.end;
      return words.slice(0, rootRange.start) + name + words.slice(end);
    }, text);
  }

  function stepName(id: string): string {
    return declare(`steps_${id}`, () => known.get(id) ?? {});
  }

  function itemName(step: Step): string {
    return declare(`item_${step.id}`, () =>
      step.foreach?.list.kind === 'expression'
        ? (of(step.foreach.list, { ...step, foreach: null }).items ?? {})
        : (localVariables(workflow, step, 'with')['item'] ?? {}),
    );
  }

  /** Says what a name is before it is used for the first time. */
  function declare(name: string, schema: () => JsonSchema): string {
    if (!declared.has(name)) {
      declared.add(name);
      types.declare(name, schema());
    }
    return name;
  }
}

/** The steps, each after those that it waits for; without those that wait for themselves. */
function inOrder(steps: readonly Step[]): Step[] {
  const dependents = dependentsOf(steps);
  const missing = steps.map((step) => step.needs.length);
  const order: Step[] = [];
  // Those of `finally` may refer to all others, without waiting for them by an edge.
  for (const phase of ['main', 'finally'] as const) {
    const open = steps.filter((step) => step.phase === phase && step.needs.length === 0);
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      order.push(step);
      for (const index of dependents[step.index] ?? []) {
        missing[index] = (missing[index] ?? 0) - 1;
        const next = steps[index];
        if (missing[index] === 0 && next !== undefined) open.push(next);
      }
    }
  }
  return order;
}
