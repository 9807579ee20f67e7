import type { Json } from '../json.ts';
import { ancestorsOf } from '../workflow/ancestors.ts';
import type { Case } from './case.ts';
import { chainItems } from './state.ts';

/** What is shorter could be anything, and be the same by chance. */
const shortestId = 6;

/**
 * The ids that the run knew before an act left: from its inputs, and from what the steps that led to
 * it gave. A thing with such an id was there before, so it is not what the act made; unless the run
 * took it away, and the id may have been given out again.
 */
export function knownBefore({ state, step }: Case): ReadonlySet<string> {
  const { plan, run } = state.context;
  const known = new Set<string>();
  gather(run.inputs, known);
  for (const index of ancestorsOf(step, plan.workflow.steps)) {
    const ended = state.steps.get(index);
    if (ended.status === 'succeeded') gather(ended.outputs, known);
  }
  for (const id of chainItems(state.gone)) known.delete(id);
  return known;
}

function gather(value: Json, known: Set<string>): void {
  if (typeof value === 'string' && value.length >= shortestId) known.add(value);
  if (typeof value !== 'object' || value === null) return;
  for (const each of Object.values(value)) gather(each, known);
}
