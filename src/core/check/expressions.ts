import type { SourceRange } from '../diagnostic/source-file.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import type { Expression } from '../expression/expression.ts';
import {
  createExpressionTypes,
  jsonTypes,
  typeFits,
  type ExpressionTypes,
  type LocalTypes,
} from '../expression/expression-types.ts';
import { expressionsOf } from '../expression/template.ts';
import { defaultRetryIf } from '../workflow/build-step.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import { expressionsOfStep, stepsById, type PlacedExpression } from '../workflow/edges.ts';
import type { Step, Workflow } from '../workflow/workflow.ts';
import { localVariables, sharedVariables } from '../workflow/variables.ts';
import type { Checked } from './check-workflow.ts';
import { conversionHint } from './conversion-hint.ts';
import { describeType, expectedType, type Expectation } from './expected-type.ts';
import { checkReferences, type Names } from './references.ts';
import { explainTypeProblem } from './type-problem.ts';
import { schemaTypes, typeWords } from './type-words.ts';

/** Every expression can be read, names what exists, and has the types that fit together. */
export function checkExpressions(checked: Checked): void {
  const { document, workflow, problems, report } = checked;
  for (const { path, range, message, hint } of problems) {
    const code = message.startsWith('a condition is') ? 'mixed-condition' : 'invalid-expression';
    const place = workflow.file.rangeInText(path, range.start, range.end);
    report.error(code, place, message, { hint: commentHint(workflow, path) ?? hint });
  }
  const types = createExpressionTypes(sharedVariables(workflow));
  const ids = stepsById(workflow.steps);
  const sources = stepSources(document);
  for (const step of workflow.steps) {
    const itemTypes = itemTypesOf(step, types);
    const isRetryInherited = sources[step.index]?.step.retry?.if === undefined;
    for (const each of expressionsOfStep(step)) {
      // Then the expression is not the step's own, but that of the workflow's defaults.
      const isInDefaults = each.place === 'retry-if' && isRetryInherited;
      const placed = isInDefaults ? { ...each, path: defaultRetryIf } : each;
      const local = localVariables(workflow, step, placed.place);
      const expected = expectedType(step, placed);
      const localTypes = 'item' in local ? itemTypes : {};
      checkExpression(placed, { checked, types, ids, local, localTypes, step, expected });
    }
  }
  for (const [key, entries] of [
    ['env', workflow.env],
    ['outputs', workflow.outputs],
  ] as const) {
    for (const template of Object.values(entries)) {
      for (const placed of expressionsOf(template)) {
        const expected = placed.inText ? 'scalar' : key === 'env' ? 'scalar' : 'any';
        checkExpression(
          { ...placed, place: key === 'env' ? 'env' : 'with' },
          { checked, types, ids, local: {}, localTypes: {}, step: null, expected },
        );
      }
    }
  }
}

/** What follows ` #` is a comment to YAML, even in the middle of an expression. */
function commentHint({ file }: Workflow, path: DocumentPath): string | undefined {
  const { start, end } = file.rangeOf(path);
  const isPlain = !/["'|>]/.test(file.source.text.charAt(start));
  return isPlain && /^[^\S\n]+#/.test(file.source.text.slice(end))
    ? 'YAML takes what follows ` #` for a comment: put quotes around all of it'
    : undefined;
}

/** What `item` is, as far as the type of the list tells. */
function itemTypesOf({ foreach }: Step, types: ExpressionTypes): LocalTypes {
  const list = foreach?.list;
  if (list?.kind !== 'expression') return {};
  const result = types.check(list.expression.text, {});
  const item = result.ok ? /^list<(.*)>$/.exec(result.type)?.[1] : undefined;
  return item === undefined || item === 'dyn' ? {} : { item };
}

interface Surroundings extends Names {
  readonly types: ExpressionTypes;
  readonly localTypes: LocalTypes;
  readonly expected: Expectation;
}

function checkExpression(placed: PlacedExpression, around: Surroundings): void {
  const { expression, path } = placed;
  const { workflow, report } = around.checked;
  const inFile = inFileOf(workflow, path, expression);
  if (!checkReferences(placed, inFile, around)) return;
  const result = around.types.check(expression.text, around.local, around.localTypes);
  if (result.ok) {
    checkExpectation(result.type, inFile({ start: 0, end: expression.text.length }), around);
    return;
  }
  const { code, message, hint } = explainTypeProblem(result.problem, expression);
  report.error(code, inFile(result.problem.range), message, { hint });
}

/** Ranges of an expression count from its first character that is not blank. */
function inFileOf(workflow: Workflow, path: DocumentPath, expression: Expression) {
  return ({ start, end }: SourceRange) =>
    workflow.file.rangeInText(path, expression.offset + start, expression.offset + end);
}

function checkExpectation(
  type: string,
  range: SourceRange,
  { checked: { report }, expected }: Surroundings,
): void {
  if (/^(?:optional|bytes$|type$|google\.protobuf\.Duration$)/.test(type)) {
    const isOptional = type.startsWith('optional');
    const hint = isOptional
      ? 'say what it is otherwise: `.orValue(…)`'
      : 'make a text or a number of it';
    report.error('type-error', range, `a value cannot be ${describeType(type)}`, { hint });
    return;
  }
  if (expected === 'any') return;
  const given = jsonTypes(type);
  const complain = (wanted: string, hint?: string) => {
    report.error('type-error', range, `this has to be ${wanted}, and is ${describeType(type)}`, {
      hint,
    });
  };
  if (expected === 'scalar') {
    const scalar = given?.some((each) => ['string', 'integer', 'number', 'boolean'].includes(each));
    if (scalar === false)
      complain('a text, a number, true or false', 'use `to_json(…)` or `join(…)`');
  } else if (!typeFits(type, expected)) {
    const wanted = schemaTypes(expected);
    complain(typeWords(wanted), conversionHint(type, wanted));
  }
}
