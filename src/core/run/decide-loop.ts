import type { Instant } from '../duration.ts';
import { ExpressionError } from '../expression/expression.ts';
import { asText } from '../expression/functions.ts';
import { evaluateTemplate } from '../expression/template.ts';
import type { Json } from '../json.ts';
import type { Step } from '../workflow/workflow.ts';
import { failedEvent, record, type Command, type Situation } from './command.ts';
import type { RunEvent, SkipReason } from './event.ts';
import type { Failure } from './failure.ts';
import { itemSchema, scopeAt } from './scope.ts';
import { isHeld, isStopping, type LoopState, type RunState } from './state.ts';

export function decideLoop(
  state: RunState,
  loop: LoopState,
  { step, now }: Situation,
): readonly Command[] {
  const { onFailure } = state.context.plan.workflow;
  const hasFailed = loop.failed !== null && !step.continueOnError && onFailure !== 'continue';
  if (isHeld(state)) return [];
  if (!hasFailed && haltOf(state) === null && step.phase === state.phase) {
    const room = Math.min(
      (step.foreach?.maxParallel ?? Infinity) - loop.open,
      loop.items.length - loop.next,
    );
    if (room > 0)
      return [record({ type: 'item-started', at: now, step: step.id, item: loop.next })];
  }
  if (loop.open > 0) return [];
  const isCancelled = haltOf(state)?.kind === 'cancelled' || step.phase !== state.phase;
  return [record(endOfLoop(loop, { step, now, isCancelled }))];
}

/** Why nothing more of the main part is started; `null` when it goes on. */
export function haltOf(state: RunState): SkipReason | null {
  if (state.phase !== 'main') return null;
  if (state.cancel !== null) return { kind: 'cancelled' };
  if (!isStopping(state) || state.failed === null) return null;
  const failed = state.context.plan.workflow.steps[state.failed.value];
  return { kind: 'stopping', failed: failed?.id ?? '' };
}

function endOfLoop(
  loop: LoopState,
  { step, now, isCancelled }: { step: Step; now: Instant; isCancelled: boolean },
): RunEvent {
  const at = { at: now, step: step.id };
  const states = [...loop.works];
  const bad = states.flatMap((each, item) =>
    each.status === 'failed'
      ? [{ key: loop.keys[item] ?? String(item), failure: each.failure }]
      : [],
  );
  const [first] = bad;
  const rest = states.filter(({ status }) => status === 'pending' || status === 'skipped').length;
  if (first !== undefined) {
    const message =
      `${bad.length} of ${states.length} items failed` +
      `${rest === 0 ? '' : `, ${rest} were not started`}; the first: [${first.key}] ${first.failure.message}`;
    const failure: Failure = { kind: 'loop', message, failed: bad.map((each) => each.key) };
    return failedEvent(at, failure);
  }
  if (isCancelled) return { type: 'step-cancelled', ...at };
  if (rest > 0) {
    const message = `${rest} items were not started, because the run is stopping`;
    return failedEvent(at, { kind: 'loop', message, failed: [] });
  }
  const outputs = states.map((each): Json => (each.status === 'succeeded' ? each.outputs : null));
  return { type: 'step-succeeded', ...at, outputs };
}

export function startLoop(state: RunState, { step, now }: Situation): Command {
  const { foreach } = step;
  const at = { at: now, step: step.id };
  const scope = scopeAt(state, null, { now });
  const items = foreach === null ? [] : evaluateTemplate(foreach.list, scope);
  if (!Array.isArray(items)) {
    throw new ExpressionError('foreach', 'this has to be a list');
  }
  const keys = items.map((item: Json, index: number) => {
    if (foreach?.key == null) return String(index);
    const schema = itemSchema(state, step.index);
    const contexts = { item: { value: item, ...schema }, index: { value: index } };
    return asText(foreach.key.evaluate(scopeAt(state, null, { now, contexts })));
  });
  const known = new Set<string>();
  const twice = keys.find((key) => known.size === known.add(key).size);
  if (twice !== undefined) {
    throw new ExpressionError(foreach?.key?.text ?? '', `two items have the key "${twice}"`);
  }
  return record({ type: 'loop-started', ...at, items, keys });
}
