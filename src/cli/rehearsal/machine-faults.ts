/** What a machine does instead of answering. */
export type MachineFault = 'refuse' | 'status-500';

export interface PlannedMachineFault {
  /** Which of the requests to machines, from 1. */
  readonly nth: number | 'each';
  readonly fault: MachineFault;
}

/** Counts the requests to machines, and says what happens to each. */
export class MachineFaults {
  /** Requests so far. */
  count = 0;
  readonly #planned: PlannedMachineFault | null;

  constructor(planned: PlannedMachineFault | null) {
    this.#planned = planned;
  }

  meet(): MachineFault | null {
    this.count += 1;
    const nth = this.#planned?.nth;
    const isMet = nth === 'each' || nth === this.count;
    return isMet ? (this.#planned?.fault ?? null) : null;
  }
}
