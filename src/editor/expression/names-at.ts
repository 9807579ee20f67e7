import { isScalar } from 'yaml';
import type { JsonSchema } from '../../core/json-schema.ts';
import type { Variables } from '../../core/expression/expression-types.ts';
import { failureSchema, localVariables, sharedVariables } from '../../core/workflow/variables.ts';
import type { Step, Workflow } from '../../core/workflow/workflow.ts';
import type { Outline, StepOutline } from '../document/outline.ts';
import { scalarText } from '../document/scalar-text.ts';
import { embeddedExpressions } from '../document/embedded-expressions.ts';
import { itemsOf, schemaEndingAt } from './schema-ending-at.ts';
import type { Site } from './site.ts';
import { tokenize } from './tokens.ts';

/** Names that an expression can start with at a place, with the schema of each. */
export function namesAt({ place, step: path }: Site, model: Workflow, outline: Outline): Variables {
  const { steps, env, ...rest } = sharedVariables(model);
  if (place === 'workflow-env') return rest;
  const at = outline.steps.findIndex((each) => isSame(each.path, path));
  const [step, written] = [model.steps[at], outline.steps[at]];
  const shared = { ...rest, env: env ?? {}, steps: visibleSteps(steps, step, outline) };
  if (step === undefined || written === undefined) {
    return place === 'retry-if'
      ? { failure: failureSchema, attempt: { type: 'integer' }, ...shared }
      : shared;
  }
  const own = localVariables(model, step, place === 'workflow' ? 'with' : place);
  // What exists only here is what one most likely wants: it comes first.
  return { ...own, ...('item' in own && { item: itemSchema(written, shared) }), ...shared };
}

function isSame(a: StepOutline['path'], b: Site['step']): boolean {
  return b !== null && a[0] === b[0] && a[1] === b[1];
}

/** A step sees neither itself, nor, in the main part, those that run at the end. */
function visibleSteps(
  schema: JsonSchema | undefined,
  step: Step | undefined,
  { steps }: Outline,
): JsonSchema {
  const atEnd = new Set(
    steps.flatMap(({ phase, id }) => (phase === 'finally' ? id?.name : []) ?? []),
  );
  const entries = Object.entries(schema?.properties ?? {}).filter(
    ([id]) => id !== '' && id !== step?.id && !(step?.phase === 'main' && atEnd.has(id)),
  );
  return { ...schema, properties: Object.fromEntries(entries) };
}

/** What the loop goes over, as far as its expression tells. */
function itemSchema({ foreach, part }: StepOutline, shared: Variables): JsonSchema {
  if (!isScalar(foreach)) return {};
  const { text } = scalarText(foreach, part);
  const [embedded] = embeddedExpressions(text);
  const expression =
    embedded === undefined ? text : text.slice(embedded.inner.start, embedded.inner.end);
  const tokens = tokenize(expression);
  const list = schemaEndingAt(tokens, tokens.length - 1, (name) => shared[name]);
  return (list.start === 0 ? itemsOf(list.schema) : undefined) ?? {};
}
