import type { Result } from '../expression/results.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { JsonSchema } from '../json-schema.ts';
import { misfit } from '../language/validator.ts';
import { schemaOfReference } from '../workflow/reference-schema.ts';
import type { Checked } from './check-workflow.ts';
import { expectedType } from './expected-type.ts';
import { misfitWords } from './misfit-words.ts';
import { mainError } from './pointer-path.ts';
import { visibleExpressions, type VisibleExpression } from './visible-expressions.ts';

/** No expression gives a parameter what it does not take, whatever its type. */
export function checkResults({ workflow, report }: Checked): void {
  for (const visible of visibleExpressions(workflow)) {
    const { step, place, inText } = visible;
    if (step === null || inText || (place !== 'with' && place !== 'undo')) continue;
    const wanted = expectedType(step, visible);
    if (typeof wanted === 'string') continue;
    for (const result of visible.expression.results()) {
      const problem = problemOf(result, wanted, visible);
      if (problem === null) continue;
      const { message, hint } = problem;
      const range = visible.inFile(result.kind === 'value' ? result.range : result.reference.range);
      if (problem.isCertain) report.error('invalid-value', range, message, { hint });
      else report.warning('invalid-value', range, message, { hint });
    }
  }
}

interface Problem {
  readonly message: string;
  readonly hint?: string;
  /** Whether the step fails whenever it comes to this. */
  readonly isCertain: boolean;
}

function problemOf(result: Result, wanted: JsonSchema, visible: VisibleExpression): Problem | null {
  const name = String(visible.path.findLast((part) => typeof part === 'string'));
  if (result.kind === 'value') {
    const words = wordsFor(result.value, wanted);
    return words === null ? null : { message: `"${name}" ${words}`, isCertain: true };
  }
  const schema = schemaOfReference(result.reference, visible.variables);
  return schema === undefined ? null : misfitOfSchema(schema, wanted, { name, result });
}

interface Naming {
  readonly name: string;
  readonly result: Extract<Result, { readonly kind: 'reference' }>;
}

/** What a path leads to may be one of several values, or has one when nobody gives another. */
function misfitOfSchema(
  schema: JsonSchema,
  wanted: JsonSchema,
  { name, result: { reference } }: Naming,
): Problem | null {
  const what = [reference.root, ...reference.path.map((segment) => segment.name)].join('.');
  const values = schema.enum ?? [];
  const wrong = values.filter((value) => wordsFor(value, wanted) !== null);
  const about = { name, wanted };
  if (wrong.length > 0 && wrong.length === values.length) {
    const message = `"${name}" takes none of the values that \`${what}\` can have`;
    return { message, hint: hintFor(wrong[0] ?? null, about), isCertain: true };
  }
  if (wrong.length > 0) {
    const list = wrong.map(shown).join(' and ');
    const message = `"${name}" does not take ${list}, which \`${what}\` can be`;
    return { message, hint: hintFor(wrong[0] ?? null, about), isCertain: false };
  }
  const { default: given } = schema;
  if (reference.root !== 'inputs' || given === undefined || given === '') return null;
  if (wordsFor(given, wanted) === null) return null;
  const message = `"${name}" does not take ${shown(given)}, the default of \`${what}\``;
  return { message, hint: hintFor(given, about), isCertain: false };
}

/** Why a value does not fit. */
function hintFor(value: Json, { name, wanted }: { name: string; wanted: JsonSchema }): string {
  return wanted.enum === undefined
    ? `it ${wordsFor(value, wanted)}`
    : `"${name}" is one of: ${wanted.enum.map(String).join(', ')}`;
}

function shown(value: Json): string {
  return JSON.stringify(value);
}

/** How a value does not fit, as the end of a sentence; lists and maps are left to their parts. */
function wordsFor(value: Json, wanted: JsonSchema): string | null {
  if (Array.isArray(value) || isJsonObject(value)) return null;
  const error = mainError(misfit(wanted, value));
  return error === undefined ? null : misfitWords(error);
}
