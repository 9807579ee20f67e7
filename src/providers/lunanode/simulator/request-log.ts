import type { Instant } from '../../../core/duration.ts';

/** What became of one request. Holds no key, no signature and nothing of what `req` says. */
export interface RequestEntry {
  /** Simulated time. */
  readonly time: Instant;
  /** `category/action` of the URL. */
  readonly action: string;
  /** API ID, as far as it was recognised. */
  readonly account: string | null;
  /**
   * `accepted`: it had its effect. `refused`: the API said no. `faulted`: an injected fault kept it
   * from being handled.
   */
  readonly outcome: 'accepted' | 'refused' | 'faulted';
  /** What the API answered when it said no. */
  readonly error: string | null;
  /** Why, where the answer does not tell: a wrong nonce, a wrong signature. */
  readonly reason: string | null;
  /** The injected fault that it met. */
  readonly fault: string | null;
}

/** Entries that are kept; a server that runs for weeks must not keep all. */
const limit = 100_000;

/** The requests so far, oldest first. */
export class RequestLog {
  readonly #entries: RequestEntry[] = [];
  readonly #onRequest: (entry: RequestEntry) => void;

  constructor(onRequest: (entry: RequestEntry) => void) {
    this.#onRequest = onRequest;
  }

  get entries(): readonly RequestEntry[] {
    return this.#entries;
  }

  add(entry: RequestEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > limit) this.#entries.splice(0, limit / 10);
    this.#onRequest(entry);
  }
}
