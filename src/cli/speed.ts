import { UsageError, type Given } from './command.ts';

/** How much faster than real time `--speed` wants it. @throws {UsageError} */
export function speedOf(given: Given, usual: number): number {
  const speed = Number(given.value('speed') ?? usual);
  if (speed > 0 && speed <= 10_000) return speed;
  throw new UsageError('--speed is a number above 0, and at most 10000');
}
