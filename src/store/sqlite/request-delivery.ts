import type { RunRequestEntry } from '../../engine/journal.ts';
import type { NumberedRequest } from './request-table.ts';
import type { Ticker } from './ticker.ts';

/** How often an owner looks whether something is asked of it. */
const lookEveryMs = 250;

export interface RequestDelivery {
  readonly ticker: Ticker;
  /** Requests after one of this number. */
  readonly since: (after: number) => readonly NumberedRequest[];
  readonly handler: (request: RunRequestEntry) => void;
}

/** Hands on each request once, in order, beginning soon; until the result is called. */
export function deliverRequests({ ticker, since, handler }: RequestDelivery): () => void {
  let last = 0;
  let isStopped = false;

  function deliver(): void {
    for (const each of lookFor(last)) hand(each);
  }

  function hand({ number, request }: NumberedRequest): void {
    if (isStopped) return;
    last = number;
    handler(request);
  }

  function lookFor(after: number): readonly NumberedRequest[] {
    try {
      return since(after);
    } catch {
      return []; // The next look may go better; if it does not, appending says why.
    }
  }

  queueMicrotask(deliver);
  const stopLooking = ticker.every(lookEveryMs, deliver);
  return () => {
    isStopped = true;
    stopLooking();
  };
}
