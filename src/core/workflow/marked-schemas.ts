import type { Variables } from '../expression/expression-types.ts';
import type { Expression } from '../expression/expression.ts';
import { beginningIn, secretParts, taintOf, type Beginning } from '../expression/taint.ts';
import { expressionsOf, type Template } from '../expression/template.ts';
import { schemaOfItems } from '../json-schema-of.ts';
import type { JsonSchema } from '../json-schema.ts';
import { schemaAt, workOutputSchema } from './output-schema.ts';
import type { Step, Workflow } from './workflow.ts';

/** Schemas of a workflow in which what is computed from a secret is marked as one. */
export interface MarkedSchemas {
  readonly secrets: Variables;
  readonly env: Variables;
  /** What others see as `steps.ID.outputs`. */
  readonly outputs: (step: Step) => JsonSchema;
  /** Outputs of one piece of work: the step, or one item of its loop. */
  readonly workOutputs: (step: Step) => JsonSchema;
  /** `item` in a loop. */
  readonly item: (step: Step) => JsonSchema;
}

const cache = new WeakMap<Workflow, MarkedSchemas>();

export function markedSchemas(workflow: Workflow): MarkedSchemas {
  const known = cache.get(workflow) ?? markSchemas(workflow);
  cache.set(workflow, known);
  return known;
}

const text: JsonSchema = { type: 'string' };
const secretText: JsonSchema = { type: 'string', 'x-secret': true };

function markSchemas(workflow: Workflow): MarkedSchemas {
  const { secrets, env, shared } = sharedSchemas(workflow);
  const byId = new Map(workflow.steps.toReversed().map((step) => [step.id, step]));
  const works = new Map<Step, JsonSchema>();

  /** What the templates of a step see. */
  function beginningFor(step: Step): Beginning {
    return (reference) => {
      const [id, field] = reference.path;
      if (reference.root === 'item') return { schema: item(step), rest: reference.path };
      if (reference.root !== 'steps') return beginningIn(shared)(reference);
      const other = field?.name === 'outputs' ? byId.get(id?.name ?? '') : undefined;
      return { schema: other && outputs(other), rest: reference.path.slice(2) };
    };
  }

  function outputs(step: Step): JsonSchema {
    const one = workOutputs(step);
    return step.foreach === null ? one : { type: 'array', items: one };
  }

  function workOutputs(step: Step): JsonSchema {
    const known = works.get(step);
    if (known !== undefined) return known;
    const plain = workOutputSchema(step);
    // While it is being found out, so that steps in a circle do not wait for one another.
    works.set(step, plain);
    const marked = withMarks(plain, marksOf(step));
    works.set(step, marked);
    return marked;
  }

  /** The outputs that are secret, or hold something secret. */
  function marksOf(step: Step): ReadonlyMap<string, JsonSchema> {
    if (step.child !== null) return marksOfChild(step.child);
    if (step.action.isEcho !== true) return new Map();
    return marksIn(step.with, beginningFor(step));
  }

  function item(step: Step): JsonSchema {
    if (step.foreach === null) return {};
    const { list } = step.foreach;
    const plain = list.kind === 'constant' ? schemaOfItems(list.value) : {};
    const marks = marksIn({ list }, beginningFor(step)).get('list');
    if (marks === undefined) return plain;
    return marks['x-secret'] === true ? { ...plain, 'x-secret': true } : (marks.items ?? plain);
  }

  return { secrets, env, outputs, workOutputs, item };
}

/** What exists everywhere, but for the steps. */
function sharedSchemas(workflow: Workflow) {
  const secrets: Variables = Object.fromEntries(workflow.secrets.map((name) => [name, secretText]));
  const before: Variables = {
    inputs: { properties: workflow.inputs },
    secrets: { properties: secrets, 'x-secret': true },
  };
  const env: Variables = Object.fromEntries(
    Object.entries(workflow.env).map(([name, template]) => [
      name,
      isSecret(template, beginningIn(before)) ? secretText : text,
    ]),
  );
  return { secrets, env, shared: { ...before, env: { properties: env } } };
}

/** What a sub-workflow computes from its own secrets. */
function marksOfChild(child: Workflow): ReadonlyMap<string, JsonSchema> {
  const { outputs } = markedSchemas(child);
  const { shared } = sharedSchemas(child);
  const byId = new Map(child.steps.map((step) => [step.id, step]));
  return marksIn(child.outputs, (reference) => {
    if (reference.root !== 'steps') return beginningIn(shared)(reference);
    const step = byId.get(reference.path[0]?.name ?? '');
    return { schema: step && outputs(step), rest: reference.path.slice(2) };
  });
}

function marksIn(
  entries: Readonly<Record<string, Template>>,
  beginning: Beginning,
): ReadonlyMap<string, JsonSchema> {
  return new Map(
    Object.entries(entries).flatMap(([name, template]): [string, JsonSchema][] => {
      const marks = marksOfTemplate(template, beginning);
      return marks === null ? [] : [[name, marks]];
    }),
  );
}

/** Where the value of a template is secret; `null` when it is nowhere. */
function marksOfTemplate(template: Template, beginning: Beginning): JsonSchema | null {
  switch (template.kind) {
    case 'constant':
      return null;
    case 'expression':
      return marksOfExpression(template.expression, beginning);
    case 'text':
      return isSecret(template, beginning) ? secretText : null;
    case 'list': {
      const marks = template.items.flatMap((each) => marksOfTemplate(each, beginning) ?? []);
      return marks.length === 0 ? null : { items: { anyOf: marks } };
    }
    case 'map': {
      const marks = marksIn(template.entries, beginning);
      return marks.size === 0 ? null : record(marks);
    }
  }
}

/** A whole value that holds secrets somewhere keeps its marks. */
function marksOfExpression(expression: Expression, beginning: Beginning): JsonSchema | null {
  if (taintOf(expression, beginning) !== null) return { 'x-secret': true };
  const [only] = expression.references;
  const isWhole = only?.range.start === 0 && only.range.end === expression.text.length;
  if (!isWhole || only.isOpen) return null;
  const { schema, rest } = beginning(only);
  const names = rest.map((segment) => segment.name);
  const found = schema === undefined ? undefined : schemaAt(schema, names);
  return found === undefined ? null : secretParts(found);
}

function record(marks: ReadonlyMap<string, JsonSchema>): JsonSchema {
  return { properties: Object.fromEntries(marks), required: [...marks.keys()] };
}

function withMarks(schema: JsonSchema, marks: ReadonlyMap<string, JsonSchema>): JsonSchema {
  if (marks.size === 0) return schema;
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(marks) } };
}

function isSecret(template: Template, beginning: Beginning): boolean {
  const all = [...expressionsOf(template)];
  return all.some(({ expression }) => taintOf(expression, beginning) !== null);
}
