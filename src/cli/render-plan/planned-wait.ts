import type { Wait } from '../../core/workflow/workflow.ts';
import type { PlannedWait } from './planned-workflow.ts';

/** A provider's wait, as a plan tells it. */
export function plannedWait(wait: Wait | null): PlannedWait | null {
  if (wait === null) return null;
  const { name, spec, observer, poll } = wait;
  return { name, summary: spec.summary, uses: observer.name, poll };
}
