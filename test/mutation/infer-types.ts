import type { DocumentPath } from '../../src/core/document/workflow-file.ts';
import { createLanguage } from '../../src/core/expression/environment.ts';
import type { Json } from '../../src/core/json.ts';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import { outputSchema, workOutputSchema } from '../../src/core/workflow/output-schema.ts';
import { stepSources } from '../../src/core/workflow/build-workflow.ts';
import type { Step } from '../../src/core/workflow/workflow.ts';
import { inferNodes, type Names, type TypedNodes } from './infer-nodes.ts';
import type { Subject, WrittenExpression } from './subject.ts';

export interface TypedExpression extends TypedNodes {
  /** The contexts that exist where the expression stands. */
  readonly names: Names;
}

/**
 * A second opinion on types, on purpose not that of the checks: everything that a reader of the file
 * can tell. What the checks cannot tell, and this can, comes out as a mutant that is missed.
 */
export function inferTypes(subject: Subject, { ast, path }: WrittenExpression): TypedExpression {
  const names = namesAt(path, subject);
  const { types, bound } = inferNodes(ast, names);
  return { types, bound, names };
}

/** The fields of a value when those are all that it can have. */
export function closedFields(schema: JsonSchema | undefined): readonly string[] | null {
  if (schema?.type !== 'object') return null;
  const names = Object.keys(schema.properties ?? {});
  if (schema.additionalProperties === false) return names;
  return schema.additionalProperties === undefined && names.length > 0 ? names : null;
}

const text: JsonSchema = { type: 'string' };
const whole: JsonSchema = { type: 'integer' };
const run = { id: text, workflow: text, started_at: text, scheduled_at: text };

function namesAt(path: DocumentPath, subject: Subject): Names {
  const { workflow, document } = subject;
  const step = stepAt(path, subject);
  const place = path.slice(2).join('.');
  const isInLoop = step?.foreach != null && !/^(?:if|foreach)/.test(place);
  const isOwn = place === 'until' || place === 'fail-if';
  const isRetry = /^(?:undo\.)?retry\.if$/.test(place) || path[0] === 'defaults';
  const isUndo = place.startsWith('undo.with');
  return {
    inputs: record(workflow.inputs),
    secrets: record(Object.fromEntries(workflow.secrets.map((name) => [name, text]))),
    ...(path[0] !== 'env' && {
      env: record(Object.fromEntries(Object.keys(document.env ?? {}).map((name) => [name, text]))),
      steps: record(
        Object.fromEntries(workflow.steps.map((each) => [each.id, stepSchema(each, subject)])),
      ),
    }),
    run: record(run),
    ...(isInLoop && { item: itemSchema(step, subject), index: whole }),
    ...(isOwn && step && { outputs: ownOutputs(step) }),
    ...(isUndo && step && { outputs: workOutputSchema(step) }),
    ...(isRetry && { failure: record({ kind: text, message: text }), attempt: whole }),
  };
}

function stepAt([list, at]: DocumentPath, { workflow }: Subject): Step | undefined {
  return workflow.steps.find(({ path }) => path[0] === list && path[1] === at);
}

function ownOutputs(step: Step): JsonSchema {
  return step.await === null ? step.action.output : workOutputSchema(step);
}

function stepSchema(step: Step, subject: Subject): JsonSchema {
  const isEcho = step.action.name === 'value/set';
  return record({ status: text, outputs: isEcho ? echoed(step, subject) : outputSchema(step) });
}

/** What each `value/set` of a subject gives; while that is being found out, nothing is known. */
const echoes = new WeakMap<Subject, Map<Step, JsonSchema>>();

/** The outputs of a `value/set`: exactly what stands under its `with`. */
function echoed(step: Step, subject: Subject): JsonSchema {
  const known = echoes.get(subject) ?? new Map<Step, JsonSchema>();
  echoes.set(subject, known);
  const found = known.get(step);
  if (found !== undefined) return found;
  known.set(step, {});
  const given = stepSources(subject.document)[step.index]?.step.with ?? {};
  const entries = Object.entries(given).map(([name, value]): [string, JsonSchema] => [
    name,
    valueSchema(value, [...step.path, 'with', name], subject),
  ]);
  const one = record(Object.fromEntries(entries));
  const outputs: JsonSchema = step.foreach === null ? one : { type: 'array', items: one };
  known.set(step, outputs);
  return outputs;
}

function itemSchema(step: Step, subject: Subject): JsonSchema {
  const list = stepSources(subject.document)[step.index]?.step.foreach;
  if (typeof list !== 'string') return {};
  const bare = list.replace(/^\s*\$\{\{([^]*)\}\}\s*$/, '$1');
  return resultOf(bare, [...step.path, 'foreach'], subject)?.items ?? {};
}

/** What a value that is written in the file is; expressions in it are looked at in their turn. */
function valueSchema(value: Json, path: DocumentPath, subject: Subject): JsonSchema {
  if (typeof value === 'string') {
    const only = /^\$\{\{((?:(?!\}\})[^])*)\}\}$/.exec(value)?.[1];
    return only === undefined ? text : (resultOf(only, path, subject) ?? {});
  }
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number') return Number.isInteger(value) ? whole : { type: 'number' };
  return {};
}

const language = createLanguage();

function resultOf(words: string, path: DocumentPath, subject: Subject): JsonSchema | undefined {
  const { ast } = language.parse(words.trim());
  return inferNodes(ast, namesAt(path, subject)).types.get(ast);
}

function record(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, additionalProperties: false };
}
