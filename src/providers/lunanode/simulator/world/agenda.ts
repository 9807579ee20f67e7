import type { Instant } from '../../../../core/duration.ts';

interface Entry {
  readonly at: Instant;
  readonly run: () => void;
}

/** What will happen by itself, in order of time; among equals, what was entered first comes first. */
export class Agenda {
  readonly #entries: Entry[] = [];

  add(at: Instant, run: () => void): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && entry.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, run });
  }

  /** Takes out the next entry that is due at `until`. */
  takeDue(until: Instant): Entry | undefined {
    const next = this.#entries[0];
    return next !== undefined && next.at <= until ? this.#entries.shift() : undefined;
  }
}
