import type { Step } from '../../core/workflow/workflow.ts';

/**
 * The steps of one phase by the earliest turn at which they can run: the first wave needs nothing,
 * each of the others something of the wave before. Within a wave, as they stand in the file.
 */
export function wavesOf(steps: readonly Step[]): Step[][] {
  const byIndex = new Map(steps.map((step) => [step.index, step]));
  const dependents = new Map<number, Step[]>();
  const missing = new Map<number, number>();
  for (const step of steps) {
    const needs = step.needs.filter((need) => byIndex.has(need));
    missing.set(step.index, needs.length);
    for (const need of needs) {
      const list = dependents.get(need);
      if (list === undefined) dependents.set(need, [step]);
      else list.push(step);
    }
  }
  const waves: Step[][] = [];
  let wave = steps.filter((step) => missing.get(step.index) === 0);
  while (wave.length > 0) {
    waves.push(wave);
    const next: Step[] = [];
    for (const step of wave.flatMap((each) => dependents.get(each.index) ?? [])) {
      const left = (missing.get(step.index) ?? 0) - 1;
      missing.set(step.index, left);
      if (left === 0) next.push(step);
    }
    wave = next.toSorted((a, b) => a.index - b.index);
  }
  return waves;
}
