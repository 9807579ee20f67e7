import type { Step } from './workflow.ts';

/** For each step, by index, the steps that wait for it. */
export function dependentsOf(steps: readonly Step[]): number[][] {
  const dependents: number[][] = steps.map(() => []);
  for (const step of steps) for (const need of step.needs) dependents[need]?.push(step.index);
  return dependents;
}
