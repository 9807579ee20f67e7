import { classOf, outputOf } from '../action-spec.ts';
import type { DocumentPath } from '../document/workflow-file.ts';
import type { Expression } from '../expression/expression.ts';
import { compileCondition } from '../expression/condition.ts';
import {
  compileEntries,
  compileTemplate,
  type PlacedProblem,
  type Template,
} from '../expression/template.ts';
import type { Step as StepDocument, WorkflowDocument } from '../language/workflow-document.ts';
import { statusFunctions } from '../expression/functions.ts';
import { unknownAction, type Catalogue } from './catalogue.ts';
import { buildProvidersUndo, buildSettle, buildUndo, buildWait, declared } from './build-task.ts';
import { milliseconds, pollPolicy, retryPolicy } from './retry-policy.ts';
import type { Condition, Loop, Phase, Step, Workflow } from './workflow.ts';

/** Reads the workflow that a `workflow/run` step names; `null` when it cannot be used. */
export type ChildReader = (step: StepDocument, path: DocumentPath) => Workflow | null;

export interface StepContext {
  readonly index: number;
  readonly phase: Phase;
  readonly path: DocumentPath;
  readonly defaults: NonNullable<WorkflowDocument['defaults']>;
  readonly catalogue: Catalogue;
  readonly readChild: ChildReader;
  readonly problems: PlacedProblem[];
}

/** A step without its edges: those depend on the others. */
export type StepDraft = Omit<Step, 'needs'>;

/** Where the condition stands that holds for every step without a `retry.if` of its own. */
export const defaultRetryIf: DocumentPath = ['defaults', 'retry', 'if'];

export function buildStep(document: StepDocument, context: StepContext): StepDraft {
  const { index, phase, path, defaults, catalogue, problems } = context;
  const spec = catalogue.get(document.uses) ?? unknownAction(document.uses);
  const output = outputOf(spec, document.with ?? {});
  const action = output === spec.output ? spec : { ...spec, output };
  const condition = (key: 'until' | 'fail-if') =>
    compileCondition(document[key], [...path, key], problems);
  const awaited = buildWait(action, document.await, catalogue, {
    own: document.poll,
    defaults: defaults.poll,
  });
  const until = condition('until');
  return {
    id: document.id,
    index,
    phase,
    path,
    description: document.description ?? null,
    // What a wait that does not exist would add to the outputs is not a second mistake.
    action: document.await !== undefined && awaited === null ? { ...action, output: {} } : action,
    class: classOf(action, document.with ?? {}),
    with: compileEntries(document.with, [...path, 'with'], problems),
    env: compileEntries(document.env, [...path, 'env'], problems),
    if: conditionOf(document, path, problems),
    foreach: loop(document, path, problems),
    until,
    failIf: condition('fail-if') ?? (until === null ? null : declaredIfAny(action.failIf)),
    poll: pollPolicy(document.poll, defaults.poll, awaited?.spec.poll),
    await: awaited,
    settle: buildSettle(action, document.with ?? {}, catalogue),
    retry: retryPolicy(
      document.retry,
      defaults.retry,
      document.retry?.if === undefined
        ? compileCondition(defaults.retry?.if, defaultRetryIf, problems)
        : compileCondition(document.retry.if, [...path, 'retry', 'if'], problems),
    ),
    timeoutMs: milliseconds(document.timeout ?? defaults.timeout),
    attemptTimeoutMs:
      milliseconds(document['attempt-timeout'] ?? defaults['attempt-timeout']) ??
      action.attemptTimeoutMs,
    continueOnError: document['continue-on-error'] ?? false,
    undo: buildUndo(document, action, { catalogue, path, defaults: defaults.retry, problems }),
    cleanUp: buildProvidersUndo(action, document.with ?? {}, { catalogue, path }),
    child: action.name === 'workflow/run' ? context.readChild(document, path) : null,
  };
}

const statusNames = new Set(statusFunctions.map((each) => each.name));

function conditionOf(
  document: StepDocument,
  path: DocumentPath,
  problems: PlacedProblem[],
): Condition | null {
  const text = typeof document.if === 'boolean' ? String(document.if) : document.if;
  const expression = compileCondition(text, [...path, 'if'], problems);
  if (expression === null) return null;
  return {
    expression,
    asksStatus: [...expression.functions].some((name) => statusNames.has(name)),
  };
}

function loop(document: StepDocument, path: DocumentPath, problems: PlacedProblem[]): Loop | null {
  if (document.foreach === undefined) return null;
  return {
    list: loopList(document.foreach, [...path, 'foreach'], problems),
    maxParallel: document['max-parallel'] ?? null,
    key: compileCondition(document.key, [...path, 'key'], problems),
  };
}

/** A list that is written out, or the expression that gives one. */
function loopList(
  list: NonNullable<StepDocument['foreach']>,
  path: DocumentPath,
  problems: PlacedProblem[],
): Template {
  if (typeof list !== 'string') return compileTemplate(list, path, problems);
  const expression = compileCondition(list, path, problems);
  return expression === null
    ? { kind: 'constant', value: [] }
    : { kind: 'expression', expression, path };
}

function declaredIfAny(text: string | undefined): Expression | null {
  return text === undefined ? null : declared(text);
}
