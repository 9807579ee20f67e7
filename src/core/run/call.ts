import type { Instant } from '../duration.ts';
import type { Scope } from '../expression/expression.ts';
import { evaluateEntries } from '../expression/template.ts';
import type { JsonObject } from '../json.ts';
import type { Task } from '../workflow/workflow.ts';
import { effectAt } from './apply-undo.ts';
import type { CallKind } from './event.ts';
import { contextsOfUndo, scopeAt, textEntries, type Moment } from './scope.ts';
import { taskAt, workAt, type Address, type RunState, type Work } from './state.ts';

/** A call of an action, with everything that it needs. */
export interface Call {
  readonly address: Address;
  readonly kind: CallKind;
  readonly step: string;
  /** The step, with the item's key: `fleet[web-1]`. */
  readonly label: string;
  readonly action: string;
  readonly attempt: number;
  readonly input: JsonObject;
  /** Further actions that are asked in the same way, one after the other. */
  readonly more: readonly Look[];
  readonly env: Readonly<Record<string, string>>;
  /** Limit in milliseconds; 0 for none. */
  readonly timeoutMs: number;
  /** When the piece of work began, in whatever process that was. */
  readonly startedAt: Instant;
  /** The piece of work has to end: what was begun is brought to its end, and nothing new is begun. */
  readonly isOver?: true;
}

/** An action that is asked for something. */
export interface Look {
  readonly action: string;
  readonly input: JsonObject;
}

export interface Wanted {
  readonly address: Address;
  readonly kind: CallKind;
  readonly attempt: number;
  readonly label: string;
}

/** What a piece of work calls next. @throws {ExpressionError} */
export function callFor(state: RunState, wanted: Wanted, now: Instant): Call {
  const { address, kind, attempt, label } = wanted;
  const task = taskAt(state, address);
  const [first, ...more] = looksFor(state, wanted, now);
  const moment = { now, contexts: undoContexts(state, address) };
  const scope = scopeAt(state, address, moment);
  const { workflow } = state.context.plan;
  return {
    address,
    kind,
    step: workflow.steps[address.step]?.id ?? '',
    label,
    action: first.action,
    attempt,
    input: first.input,
    more,
    env: { ...textEntries(workflow.env, scope), ...textEntries(task.env, scope) },
    timeoutMs: attemptLimit(state, wanted, now),
    startedAt: workOf(state, address)?.startedAt ?? now,
  };
}

function looksFor(state: RunState, { address, kind }: Wanted, now: Instant): [Look, ...Look[]] {
  const task = taskAt(state, address);
  const work = workOf(state, address);
  switch (kind) {
    case 'act':
      return [{ action: task.action.name, input: repeatedInput(state, address, now) }];
    case 'look':
      return task.await === null
        ? [{ action: task.action.name, input: actInput(state, address, now) }]
        : [{ action: task.await.observer.name, input: lookInput(state, address, now) }];
    default: {
      const looks = task.settle === null || task.settle.kind === 'repeat' ? [] : task.settle.looks;
      const input = work?.input ?? actInput(state, address, now);
      const scope = scopeAt(state, address, {
        now,
        contexts: { input: { value: input, schema: task.action.input } },
      });
      const [first, ...more] = looks.map((each) => ({
        action: each.observer.name,
        input: evaluated(each.with, scope),
      }));
      if (first === undefined) throw new Error(`${task.action.name} cannot be looked for`);
      return [first, ...more];
    }
  }
}

/** What may have had its effect is repeated just as it was. */
function repeatedInput(state: RunState, address: Address, now: Instant): JsonObject {
  const work = workOf(state, address);
  return work?.isUncertain && work.input !== null ? work.input : actInput(state, address, now);
}

/** What the action of a task is given. @throws {ExpressionError} */
export function actInput(state: RunState, address: Address, now: Instant): JsonObject {
  const contexts = undoContexts(state, address);
  return evaluateEntries(taskAt(state, address).with, scopeAt(state, address, { now, contexts }));
}

function lookInput(state: RunState, address: Address, now: Instant): JsonObject {
  const task = taskAt(state, address);
  const acted = workOf(state, address)?.acted ?? {};
  const contexts: Moment['contexts'] = {
    input: { value: actInput(state, address, now), schema: task.action.input },
    outputs: { value: acted, schema: task.action.output },
    acted: { value: acted, schema: task.action.output },
  };
  return evaluated(task.await?.with ?? {}, scopeAt(state, address, { now, contexts }));
}

function evaluated(
  entries: Readonly<Record<string, { evaluate(scope: Scope): JsonObject[string] }>>,
  scope: Scope,
): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).map(([name, each]) => [name, each.evaluate(scope)]),
  );
}

function undoContexts(state: RunState, address: Address): NonNullable<Moment['contexts']> {
  const step = state.context.plan.workflow.steps[address.step];
  if (!address.undo || step === undefined) return {};
  return contextsOfUndo(step, effectAt(state, address));
}

/**
 * Whether it has to be known what is there before the act: when a lost answer could otherwise be
 * taken for something that somebody else made. A name that carries the run's id is nobody else's.
 */
export function isSurveyNeeded(state: RunState, address: Address, now: Instant): boolean {
  const task = taskAt(state, address);
  if (task.settle?.kind !== 'find' || task.class !== 'create') return false;
  const { name } = task.settle.spec;
  if (name === undefined) return true;
  const value = actInput(state, address, now)[name];
  return typeof value !== 'string' || !value.includes(state.context.run.id);
}

/** An attempt may take its own limit, and no longer than what is left of the task's. */
function attemptLimit(state: RunState, { address, kind }: Wanted, now: Instant): number {
  const task = taskAt(state, address);
  if (kind === 'settle' || kind === 'survey') return lookLimit(task);
  const startedAt = workOf(state, address)?.startedAt ?? now;
  const own = task.attemptTimeoutMs;
  if (task.timeoutMs === null) return own;
  const left = Math.max(1, startedAt + task.timeoutMs - now);
  return own === 0 ? left : Math.min(own, left);
}

function lookLimit({ settle }: Task): number {
  if (settle === null || settle.kind === 'repeat') return 0;
  return settle.looks.reduce((sum, { observer }) => sum + observer.attemptTimeoutMs, 0);
}

function workOf(state: RunState, address: Address): Work | null {
  const current = workAt(state, address);
  return 'work' in current ? current.work : null;
}
