import { suggestion } from '../diagnostic/nearest.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import { contextNames } from '../expression/environment.ts';
import type { Variables } from '../expression/expression-types.ts';
import { statusFunctions } from '../expression/functions.ts';
import type { Reference } from '../expression/references.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { PlacedExpression } from '../workflow/edges.ts';
import { followReference } from '../workflow/reference-schema.ts';
import { sharedVariables } from '../workflow/variables.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import type { Explanation } from './type-problem.ts';
import { schemaTypes, typeWords } from './type-words.ts';

/** What an expression may name at its place. */
export interface Names {
  readonly checked: Checked;
  readonly ids: ReadonlyMap<string, Step>;
  readonly local: Variables;
  /** The step that the expression belongs to; `null` for the workflow's own. */
  readonly step: Step | null;
}

/** Whether all contexts, steps and status functions that an expression names exist at its place. */
export function checkReferences(
  { expression, place }: PlacedExpression,
  inFile: (range: SourceRange) => SourceRange,
  names: Names,
): boolean {
  const available = availableNames(place, names);
  const wrong = expression.references.flatMap(
    (each) => referenceProblem(each, available, names) ?? unknownOptional(each, names) ?? [],
  );
  for (const { name, meant, range } of expression.misspeltMacros) {
    const message = `there is no function \`.${name}()\``;
    wrong.push({ code: 'unknown-reference', range, message, hint: `did you mean "${meant}"?` });
  }
  for (const { name } of statusFunctions) {
    if (place === 'if' || !expression.functions.has(name)) continue;
    wrong.push({
      code: 'unknown-reference',
      range: { start: 0, end: expression.text.length },
      message: `\`${name}()\` can be asked only in \`if\``,
      hint: 'how a single step went is `steps.ID.status`',
    });
  }
  for (const { code, range, message, hint } of wrong) {
    names.checked.report.error(code, inFile(range), message, { hint });
  }
  return wrong.length === 0;
}

/** The environment of a workflow is made before any step runs, and cannot name itself. */
function availableNames(place: string, { checked, local, step }: Names): readonly string[] {
  const all = [...Object.keys(sharedVariables(checked.workflow)), ...Object.keys(local)];
  return place === 'env' && step === null
    ? all.filter((name) => name !== 'steps' && name !== 'env')
    : all;
}

interface Problem extends Explanation {
  readonly range: SourceRange;
}

function referenceProblem(
  { root, rootRange, path, range, bound }: Reference,
  available: readonly string[],
  { ids, step }: Names,
): Problem | null {
  if (!available.includes(root)) {
    const isContext = contextNames.some((name) => name === root);
    return {
      code: 'unknown-reference',
      range: rootRange,
      message: isContext ? `there is no \`${root}\` here` : `there is nothing called \`${root}\``,
      hint: whereItIs(root) ?? suggestion(root, [...bound, ...available]),
    };
  }
  const [id] = path;
  if (root !== 'steps') return null;
  if (id === undefined) {
    return { code: 'unknown-reference', range, message: 'name the step: `steps.ID.outputs`' };
  }
  const referred = ids.get(id.name);
  if (referred === undefined) {
    const others = [...ids.keys()].filter((name) => name !== step?.id);
    const message = `there is no step "${id.name}"`;
    return { code: 'unknown-step', range: id.range, message, hint: suggestion(id.name, others) };
  }
  if (referred.phase === 'main' || step?.phase !== 'main') return null;
  const message = `"${id.name}" runs only at the end, after this`;
  const hint = `move "${id.name}" to \`steps\``;
  return { code: 'unreachable-step', range: id.range, message, hint };
}

/** A field that is asked for with `has` or `.?`, or follows one, may be absent, but has to be known. */
function unknownOptional(reference: Reference, { checked, local }: Names): Problem | null {
  const variables = { ...sharedVariables(checked.workflow), ...local };
  const passed = followReference(reference, variables);
  const segment = reference.path[passed.length];
  const parent = passed.at(-1)?.schema ?? variables[reference.root];
  // What follows an optional field is not looked at by the types either.
  const isOptional = reference.path.slice(0, passed.length + 1).some((each) => each.isOptional);
  if (segment === undefined || parent === undefined || !isOptional) return null;
  const { range } = segment;
  if (isScalar(parent)) {
    return {
      code: 'type-error',
      range,
      message: `${typeWords(schemaTypes(parent))} has no fields`,
    };
  }
  if (!isClosed(parent)) return null;
  const before = [reference.root, ...passed.map((each) => each.segment.name)].join('.');
  return {
    code: 'unknown-reference',
    range,
    message: `\`${before}\` has no field "${segment.name}"`,
    hint: suggestion(segment.name, Object.keys(parent.properties ?? {})),
  };
}

function isScalar({ type }: JsonSchema): boolean {
  return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean';
}

/** Whether a value has no other fields than those that its schema names. */
function isClosed({ type, properties = {}, additionalProperties }: JsonSchema): boolean {
  if (type !== 'object') return false;
  return (additionalProperties ?? Object.keys(properties).length === 0) === false;
}

function whereItIs(context: string): string | undefined {
  switch (context.toLowerCase()) {
    case 'yes':
    case 'on':
    case 'true':
      return 'write `true`, or put quotes around it if it is a text';
    case 'no':
    case 'off':
    case 'false':
      return 'write `false`, or put quotes around it if it is a text';
    case 'nil':
    case 'none':
    case 'null':
    case 'undefined':
      return 'write `null`; whether a field is there, `has(…)` tells';
  }
  switch (context) {
    case 'item':
    case 'index':
      return 'it exists in a step with `foreach`, but not in its `if` and `foreach`';
    case 'outputs':
      return 'it exists in `until`, `fail-if` and `undo`; elsewhere it is `steps.ID.outputs`';
    case 'failure':
    case 'attempt':
      return 'it exists in `retry.if`';
    case 'steps':
    case 'env':
      return 'the environment of a workflow is made before any step runs';
    default:
      return undefined;
  }
}
