import type { Step } from '../workflow/workflow.ts';
import type { Checked } from './check-workflow.ts';
import { edgeRange } from './edge-range.ts';

/** No step waits for itself, directly or around a circle. Each circle is reported once. */
export function checkCycles(checked: Checked): void {
  for (const cycle of findCycles(checked.workflow.steps)) {
    const [first, second] = cycle;
    if (first === undefined) continue;
    const names = [...cycle, first].map((step) => step.id).join(' → ');
    const message =
      cycle.length === 1
        ? `step "${first.id}" needs itself`
        : `these steps wait for one another: ${names}`;
    checked.report.error('dependency-cycle', edgeRange(first, second ?? first, checked), message, {
      hint: 'remove one of the needs, or the reference that makes it',
    });
  }
}

/** One circle of each knot, starting at the step that stands first in the file. */
function findCycles(steps: readonly Step[]): Step[][] {
  const cycles: Step[][] = [];
  const state = new Map<number, 'open' | 'done'>();
  for (const root of steps) {
    if (state.has(root.index)) continue;
    const trail: { step: Step; next: number }[] = [{ step: root, next: 0 }];
    state.set(root.index, 'open');
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const need = steps[top.step.needs[top.next] ?? -1];
      top.next += 1;
      if (need === undefined) {
        state.set(top.step.index, 'done');
        trail.pop();
      } else if (state.get(need.index) === 'open') {
        const from = trail.findIndex((each) => each.step === need);
        cycles.push(fromFirst(trail.slice(from).map((each) => each.step)));
      } else if (!state.has(need.index)) {
        state.set(need.index, 'open');
        trail.push({ step: need, next: 0 });
      }
    }
  }
  return cycles;
}

function fromFirst(cycle: Step[]): Step[] {
  const smallest = Math.min(...cycle.map((step) => step.index));
  const at = cycle.findIndex((step) => step.index === smallest);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
