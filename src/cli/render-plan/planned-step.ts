import { classOf, type ActionClass, type ActionSpec } from '../../core/action-spec.ts';
import type { SkipReason } from '../../core/run/event.ts';
import type { Expression } from '../../core/expression/expression.ts';
import { statusFunctions } from '../../core/expression/functions.ts';
import type { Template } from '../../core/expression/template.ts';
import { defaultRetry } from '../../core/workflow/retry-policy.ts';
import type { Loop, RetryPolicy, Step, Workflow } from '../../core/workflow/workflow.ts';
import type {
  PlannedCondition,
  PlannedLoop,
  PlannedRetry,
  PlannedStep,
  WorkflowView,
} from './planned-workflow.ts';
import { plannedUndo } from './planned-undo.ts';
import {
  momentOf,
  plannedExpression,
  plannedValue,
  withoutSecrets,
  type Knowledge,
  type PlannedValue,
} from './planned-value.ts';
import { plannedWait } from './planned-wait.ts';

/** What a step's description is made from. */
export interface StepSurroundings {
  readonly workflow: Workflow;
  readonly knowledge: Knowledge;
  /** Indexes of the steps before it that certainly do not run. */
  readonly skipped: ReadonlySet<number>;
  readonly viewChild: (
    child: Workflow,
    written: Template | undefined,
    inside: Knowledge,
  ) => WorkflowView;
}

export function plannedStep(step: Step, surroundings: StepSurroundings): PlannedStep {
  const { workflow, knowledge, viewChild } = surroundings;
  const { action } = step;
  const condition = step.if === null ? null : plannedCondition(step.if.expression, knowledge);
  const loop = step.foreach === null ? null : plannedLoop(step.foreach, knowledge);
  const inside = loop === null ? knowledge : { ...knowledge, item: momentOfItems(loop.list) };
  const given = mapEntries(step.with, (value) => plannedValue(value, inside));
  const kind = classOf(
    action,
    mapEntries(given, (value) => (value.kind === 'known' ? value.value : '')),
  );
  return {
    id: step.id,
    description: step.description,
    action: action.name,
    class: kind,
    billed: isBilled(action, kind),
    destroys: kind === 'destroy',
    needs: step.needs.map((need) => workflow.steps[need]?.id ?? ''),
    condition,
    skip: skipOf(step, condition, surroundings),
    loop,
    with: mapEntries(given, (value, name) => withoutSecrets(value, action.input.properties[name])),
    env: mapEntries(step.env, (value) => plannedValue(value, inside)),
    await: plannedWait(step.await),
    until: step.until && {
      condition: step.until.text,
      failIf: step.failIf?.text ?? null,
      poll: step.poll,
    },
    notAwaited: isNotAwaited(step) ? { waits: Object.keys(action.waits) } : null,
    retry: plannedRetry(step.retry),
    timeoutMs: step.timeoutMs,
    attemptTimeoutMs: limit(step.attemptTimeoutMs),
    hasUsualAttemptTimeout: step.attemptTimeoutMs === action.attemptTimeoutMs,
    continueOnError: step.continueOnError,
    child: step.child && viewChild(step.child, step.with['inputs'], inside),
    undo: step.undo && plannedUndo(step, step.undo, { given, knowledge: inside }),
  };
}

/** What an action charges for is what it creates: a use that creates nothing is free. */
function isBilled(action: ActionSpec, kind: ActionClass): boolean {
  return action.billed && !(action.class === 'create' && kind !== 'create');
}

const statusNames = new Set(
  statusFunctions.map((each) => each.name).filter((name) => name !== 'always'),
);

function plannedCondition(expression: Expression, knowledge: Knowledge): PlannedCondition {
  const asksTheRun = [...expression.functions].some((name) => statusNames.has(name));
  const value = asksTheRun ? null : plannedExpression(expression, knowledge);
  const holds = value?.kind === 'known' ? value.value === true : null;
  return { text: expression.text, holds };
}

/** The same that the run finds: a condition that is false, or a need that was skipped. */
function skipOf(
  step: Step,
  condition: PlannedCondition | null,
  { workflow, skipped }: StepSurroundings,
): SkipReason | null {
  if (step.if?.asksStatus !== true) {
    const need = step.needs.find((each) => skipped.has(each));
    if (need !== undefined) return { kind: 'need', need: workflow.steps[need]?.id ?? '' };
  }
  return condition?.holds === false ? { kind: 'condition', condition: condition.text } : null;
}

function plannedLoop(loop: Loop, knowledge: Knowledge): PlannedLoop {
  const list = plannedValue(loop.list, knowledge);
  return {
    list,
    count: lengthOf(list),
    maxParallel: loop.maxParallel,
    key: loop.key?.text ?? null,
  };
}

function lengthOf(list: PlannedValue): number | null {
  if (list.kind === 'list') return list.items.length;
  return list.kind === 'known' && Array.isArray(list.value) ? list.value.length : null;
}

function momentOfItems(list: PlannedValue): Knowledge['item'] {
  const moment = momentOf(list);
  return moment === null || moment === 'secret' ? { when: 'item' } : moment;
}

function isNotAwaited({ action, await: wait, until }: Step): boolean {
  return action.asynchronous && wait === null && until === null;
}

function plannedRetry(retry: RetryPolicy): PlannedRetry {
  const { isExplicit: _, if: condition, ...policy } = retry;
  return { ...policy, if: condition?.text ?? null, isUsual: retry === defaultRetry };
}

/** 0 stands for no limit. */
function limit(ms: number): number | null {
  return ms === 0 ? null : ms;
}

function mapEntries<From, To>(
  entries: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name, change(value, name)]),
  );
}
