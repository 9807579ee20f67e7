import { suggestion } from '../diagnostic/nearest.ts';
import type { SourceRange } from '../diagnostic/source-file.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import { contextNames } from '../expression/environment.ts';
import { statusFunctions } from '../expression/functions.ts';
import type { Expression } from '../expression/expression.ts';
import {
  createExpressionTypes,
  jsonTypes,
  typeFits,
  type ExpressionTypes,
  type TypeProblem,
  type Variables,
} from '../expression/expression-types.ts';
import type { Reference } from '../expression/references.ts';
import { expressionsOf } from '../expression/template.ts';
import type { WorkflowDocument } from '../language/workflow-document.ts';
import { defaultRetryIf } from '../workflow/build-step.ts';
import { stepSources } from '../workflow/build-workflow.ts';
import { expressionsOfStep, stepsById, type PlacedExpression } from '../workflow/edges.ts';
import type { Step, Workflow } from '../workflow/workflow.ts';
import { localVariables, sharedVariables } from '../workflow/variables.ts';
import type { Checked } from './check-workflow.ts';
import { describeType, expectedType, type Expectation } from './expected-type.ts';
import { explainTypeProblem } from './type-problem.ts';
import { schemaTypes, typeWords } from './type-words.ts';

/** Every expression can be read, names what exists, and has the types that fit together. */
export function checkExpressions(checked: Checked): void {
  const { document, workflow, problems, report } = checked;
  for (const { path, range, message, hint } of problems) {
    const code = message.startsWith('a condition is') ? 'mixed-condition' : 'invalid-expression';
    report.error(code, workflow.file.rangeInText(path, range.start, range.end), message, { hint });
  }
  const types = createExpressionTypes(sharedVariables(workflow));
  const ids = stepsById(workflow.steps);
  for (const step of workflow.steps) {
    for (const each of expressionsOfStep(step)) {
      const placed = inDefaults(each, step, document) ? { ...each, path: defaultRetryIf } : each;
      const local = localVariables(step, placed.place);
      const expected = expectedType(step, placed);
      checkExpression(placed, { checked, types, ids, local, step, expected });
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
          { checked, types, ids, local: {}, step: null, expected },
        );
      }
    }
  }
}

/** Whether an expression is not the step's own, but that of the workflow's defaults. */
function inDefaults({ place }: PlacedExpression, step: Step, document: WorkflowDocument): boolean {
  return place === 'retry-if' && stepSources(document)[step.index]?.step.retry?.if === undefined;
}

interface Surroundings {
  readonly checked: Checked;
  readonly types: ExpressionTypes;
  readonly ids: ReadonlyMap<string, Step>;
  readonly local: Variables;
  /** The step that the expression belongs to; `null` for the workflow's own. */
  readonly step: Step | null;
  readonly expected: Expectation;
}

function checkExpression(placed: PlacedExpression, around: Surroundings): void {
  const { expression, path, place } = placed;
  const { workflow, report } = around.checked;
  const inFile = inFileOf(workflow, path, expression);
  const before = report.diagnostics.length;
  for (const reference of expression.references) {
    checkReference(reference, place, inFile, around);
  }
  for (const { name } of statusFunctions) {
    if (place === 'if' || !expression.functions.has(name)) continue;
    const range = inFile({ start: 0, end: expression.text.length });
    report.error('unknown-reference', range, `\`${name}()\` can be asked only in \`if\``, {
      hint: 'how a single step went is `steps.ID.status`',
    });
  }
  if (report.diagnostics.length > before) return;
  const result = around.types.check(expression.text, around.local);
  if (!result.ok) {
    reportTypeProblem(result.problem, { expression, inFile, around });
    return;
  }
  checkExpectation(result.type, inFile({ start: 0, end: expression.text.length }), around);
}

/** Ranges of an expression count from its first character that is not blank. */
function inFileOf(workflow: Workflow, path: DocumentPath, expression: Expression) {
  return ({ start, end }: SourceRange) =>
    workflow.file.rangeInText(path, expression.offset + start, expression.offset + end);
}

function checkReference(
  { root, rootRange, path, range }: Reference,
  place: string,
  inFile: (range: SourceRange) => SourceRange,
  { checked: { workflow, report }, ids, local, step }: Surroundings,
): void {
  const shared = sharedVariables(workflow);
  const available = [...Object.keys(shared), ...Object.keys(local)].filter(
    (name) => !(place === 'env' && step === null && (name === 'steps' || name === 'env')),
  );
  if (!available.includes(root)) {
    const isContext = contextNames.some((name) => name === root);
    report.error(
      'unknown-reference',
      inFile(rootRange),
      isContext ? `there is no \`${root}\` here` : `there is nothing called \`${root}\``,
      { hint: isContext ? whereItIs(root) : suggestion(root, available) },
    );
    return;
  }
  if (root !== 'steps') return;
  const [id] = path;
  if (id === undefined) {
    report.error('unknown-reference', inFile(range), 'name the step: `steps.ID.outputs`');
    return;
  }
  const referred = ids.get(id.name);
  if (referred === undefined) {
    const others = [...ids.keys()].filter((name) => name !== step?.id);
    const hint = suggestion(id.name, others);
    report.error('unknown-step', inFile(id.range), `there is no step "${id.name}"`, { hint });
  } else if (referred.phase === 'finally' && step?.phase === 'main') {
    const message = `"${id.name}" runs only at the end, after this`;
    report.error('unreachable-step', inFile(id.range), message);
  }
}

function whereItIs(context: string): string | undefined {
  switch (context) {
    case 'item':
    case 'index':
      return 'it exists in a step with `foreach`, but not in its `if` and `foreach`';
    case 'outputs':
      return 'it exists in `until` and `fail-if`; elsewhere it is `steps.ID.outputs`';
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

function reportTypeProblem(
  problem: TypeProblem,
  {
    expression,
    inFile,
    around,
  }: {
    expression: Expression;
    inFile: (range: SourceRange) => SourceRange;
    around: Surroundings;
  },
): void {
  const { report } = around.checked;
  const range = inFile(problem.range);
  if (problem.field !== undefined) {
    const { name, known } = problem.field;
    const reference = expression.references.find((each) =>
      each.path.some((segment) => segment.range.start === problem.range.start),
    );
    const at = reference?.path.findIndex((each) => each.range.start === problem.range.start) ?? 0;
    const whole = reference && [reference.root, ...reference.path.slice(0, at).map((s) => s.name)];
    const what = whole === undefined ? 'it' : `\`${whole.join('.')}\``;
    const isFlat = whole?.length === 1;
    report.error(
      'unknown-reference',
      range,
      isFlat ? undeclared(whole[0] ?? '', name) : `${what} has no field "${name}"`,
      { hint: suggestion(name, known) ?? (isFlat ? declaration(whole[0] ?? '', name) : undefined) },
    );
    return;
  }
  const { code, message, hint } = explainTypeProblem(problem);
  report.error(code, range, message, { hint });
}

function undeclared(context: string, name: string): string {
  switch (context) {
    case 'inputs':
      return `the workflow has no input "${name}"`;
    case 'secrets':
      return `the workflow does not declare the secret "${name}"`;
    case 'env':
      return `the workflow does not declare the environment variable "${name}"`;
    default:
      return `\`${context}\` has no field "${name}"`;
  }
}

/** How to declare what an expression wants to see. */
function declaration(context: string, name: string): string | undefined {
  switch (context) {
    case 'inputs':
      return `declare it: \`inputs: { ${name}: { type: string } }\``;
    case 'secrets':
      return `declare it: \`secrets: [${name}]\``;
    case 'env':
      return `declare it under \`env:\` of the workflow`;
    default:
      return undefined;
  }
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
    complain(typeWords(schemaTypes(expected)));
  }
}
