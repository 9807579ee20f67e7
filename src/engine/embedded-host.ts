import PQueue from 'p-queue';
import type { Call } from '../core/run/call.ts';
import type { Outcome } from '../core/run/case.ts';
import type { Address } from '../core/run/state.ts';
import type { Clock } from './clock.ts';
import type { Completion, Host } from './host.ts';

export interface EmbeddedHostOptions {
  readonly clock: Clock;
  /** A random number from 0 up to 1. */
  readonly random: () => number;
  /** How many pieces of work may be at work at once. */
  readonly maxParallel: number;
  readonly perform: (call: Call, interrupted: AbortSignal) => Promise<Outcome>;
  /** Aborted when somebody wants the run to be cancelled. */
  readonly cancelled: AbortSignal;
  readonly cancelledBy: 'person' | 'parent';
  /** Aborted when the run cannot go on here: whoever waits for what comes next is told the reason. */
  readonly lost: AbortSignal;
}

/**
 * The host of a run inside one process. Dispose of it when the run is over, or cannot go on: nothing
 * keeps waiting then, and calls that are still out are told.
 */
export class EmbeddedHost implements Host, Disposable {
  readonly #options: EmbeddedHostOptions;
  readonly #lane: PQueue;
  /** Who has asked for a place, and how each gives it back; nobody has two. */
  readonly #places = new Map<string, () => void>();
  readonly #over = new AbortController();
  #interruption = new AbortController();
  #arrived: Completion[] = [];
  #wake: (() => void) | null = null;

  constructor(options: EmbeddedHostOptions) {
    this.#options = options;
    this.#lane = new PQueue({ concurrency: options.maxParallel });
    const { cancelled, cancelledBy: by } = options;
    const cancel = () => this.#complete({ type: 'cancel', by });
    if (cancelled.aborted) cancel();
    else cancelled.addEventListener('abort', cancel, { once: true, signal: this.#over.signal });
    const stop = () => this.#wakeUp();
    options.lost.addEventListener('abort', stop, { once: true, signal: this.#over.signal });
  }

  now(): number {
    return this.#options.clock.now();
  }

  chance(): number {
    return this.#options.random();
  }

  admit(address: Address): void {
    const key = keyOf(address);
    if (this.#places.has(key)) return;
    const place = Promise.withResolvers<void>();
    this.#places.set(key, place.resolve);
    void this.#lane.add(() => {
      this.#complete({ type: 'admitted', address });
      return place.promise;
    });
  }

  release(address: Address): void {
    const key = keyOf(address);
    this.#places.get(key)?.();
    this.#places.delete(key);
  }

  perform(call: Call): void {
    void this.#options.perform(call, this.#interruption.signal).then((outcome) => {
      this.#complete({ type: 'performed', address: call.address, outcome });
    });
  }

  sleepUntil(until: number, address: Address | null): void {
    this.#options.clock.sleepUntil(until, this.#over.signal).then(
      () => this.#complete({ type: 'woke', address }),
      // The run is over: nobody waits for this any more.
      () => undefined,
    );
  }

  interrupt(): void {
    this.#interruption.abort(new Error('the run is being cancelled'));
    // What starts from now on (`finally`) is not part of what was interrupted.
    this.#interruption = new AbortController();
  }

  async next(): Promise<readonly Completion[]> {
    const { lost } = this.#options;
    if (this.#arrived.length === 0 && !lost.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    lost.throwIfAborted();
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }

  [Symbol.dispose](): void {
    this.#over.abort();
    this.#interruption.abort(new Error('the run does not go on'));
    this.#lane.clear();
  }

  #complete(completion: Completion): void {
    this.#arrived.push(completion);
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = null;
  }
}

function keyOf({ step, item, undo }: Address): string {
  return `${undo ? 'undo ' : ''}${step}${item === null ? '' : `/${item}`}`;
}
