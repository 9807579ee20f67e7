import type { SeededGenerator } from '../seeded-generator.ts';

/** Where the numbers of each kind start: with as many digits as the real ones have. */
const starts = {
  image: 410_000,
  volume: 52_000,
  'volume-snapshot': 8100,
  floating: 61_000,
  network: 2300,
  'security-group': 7400,
  script: 9200,
  'ssh-key': 3600,
  record: 15_000,
} as const;

export type IdKind = keyof typeof starts;

/**
 * Numbers for new things. They rise but leave gaps, as in a cloud that others use too, so that no
 * client gets away with guessing the next one.
 */
export class IdSequence {
  readonly #random: SeededGenerator;
  readonly #last = new Map<IdKind, number>();

  constructor(random: SeededGenerator) {
    this.#random = random;
  }

  next(kind: IdKind): string {
    const id = (this.#last.get(kind) ?? starts[kind]) + 1 + this.#random.below(7);
    this.#last.set(kind, id);
    return String(id);
  }
}
