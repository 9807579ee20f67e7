import type { Step } from './workflow.ts';

/** Everything that has ended when a step starts: what it needs, and what that needs. By index. */
export function ancestorsOf(step: Step, steps: readonly Step[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...step.needs];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (found.has(index)) continue;
    found.add(index);
    open.push(...(steps[index]?.needs ?? []));
  }
  return found;
}
