import type { Instant } from '../core/duration.ts';
import type { Clock } from './clock.ts';

/**
 * Time that costs nothing: it stands still while anything happens, and jumps to the next sleeper's
 * moment when nothing can happen any more except by the passing of time.
 *
 * Why a jump is right. Code that runs in one process either computes, waits for the world, waits
 * for other code, or sleeps on this clock.
 *
 * - Who computes, or waits for code that computes, is finished before the event loop gets to its
 *   next turn: promises settle before it does. A few turns are waited for rather than one, for code
 *   that puts its own work off by a turn.
 * - Who waits for the world says so by {@link outside}, and the clock stands while anyone does.
 * - So, after some turns in which nobody arrived, left or was waited for, everyone is asleep. The
 *   next thing that happens is that the earliest of them wakes, and nothing can come before it.
 *
 * Those who are due at the same moment wake together, in the order in which they fell asleep. The
 * order of arrivals therefore decides everything, and the machine's speed nothing.
 *
 * Without sleepers no turn is asked for, so an idle clock neither spins nor keeps the process alive.
 * What is given to `outside` must not itself sleep on this clock, else both wait for ever; a server
 * in the same process, whose clients wait for it `outside`, sleeps on {@link serving} instead.
 */
export class VirtualClock implements Clock, Disposable {
  /**
   * The same time, for code in this process that others wait for by {@link outside}: a simulated
   * server. While one request sleeps here, so does the one piece of outside work that waits for it,
   * which then does not hold up the clock.
   */
  readonly serving: Clock = {
    now: () => this.#now,
    sleepUntil: (until, signal) => this.#sleep(until, signal, true),
    outside: (work) => this.outside(work),
  };

  #now: Instant;
  #arrivals = 0;
  #outside = 0;
  #serving = 0;
  #turnsLeft = idleTurns;
  #nextTurn: NodeJS.Immediate | null = null;
  #closed = false;
  /** By moment, then by arrival. */
  readonly #sleepers: Sleeper[] = [];

  constructor(startAt: Instant) {
    this.#now = startAt;
  }

  now(): Instant {
    return this.#now;
  }

  sleepUntil(until: Instant, signal?: AbortSignal): Promise<void> {
    return this.#sleep(until, signal, false);
  }

  async outside<T>(work: Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work;
    } finally {
      this.#outside -= 1;
      this.#stir();
    }
  }

  /** Stops for good: who sleeps, or tries to, is rejected. */
  close(): void {
    this.#closed = true;
    if (this.#nextTurn !== null) clearImmediate(this.#nextTurn);
    this.#nextTurn = null;
    for (const sleeper of this.#sleepers.splice(0)) this.#rouse(sleeper).reject(closedError());
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #sleep(until: Instant, signal: AbortSignal | undefined, serving: boolean): Promise<void> {
    signal?.throwIfAborted();
    if (this.#closed) throw closedError();
    if (!(until > this.#now)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => {
      this.#sleepers.splice(placeOf(sleeper, this.#sleepers), 1);
      this.#rouse(sleeper).reject(signal?.reason);
      this.#stir();
    };
    const forget = () => signal?.removeEventListener('abort', onAbort);
    const arrival = this.#arrivals++;
    const sleeper: Sleeper = { until, arrival, serving, resolve, reject, forget };
    signal?.addEventListener('abort', onAbort);
    this.#sleepers.splice(placeOf(sleeper, this.#sleepers), 0, sleeper);
    if (serving) this.#serving += 1;
    this.#stir();
    await promise;
  }

  /** Something happened: counts the idle turns anew. */
  #stir(): void {
    this.#turnsLeft = idleTurns;
    this.#askForTurn();
  }

  #askForTurn(): void {
    if (this.#mayJump()) this.#nextTurn ??= setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#nextTurn = null;
    if (!this.#mayJump()) return;
    this.#turnsLeft -= 1;
    if (this.#turnsLeft === 0) this.#jump();
    this.#askForTurn();
  }

  #mayJump(): boolean {
    const next = this.#sleepers[0];
    return next !== undefined && next.until !== Infinity && this.#outside <= this.#serving;
  }

  #jump(): void {
    this.#turnsLeft = idleTurns;
    this.#now = this.#sleepers[0]?.until ?? this.#now;
    const asleep = this.#sleepers.findIndex(({ until }) => until > this.#now);
    const due = this.#sleepers.splice(0, asleep === -1 ? this.#sleepers.length : asleep);
    for (const sleeper of due) this.#rouse(sleeper).resolve();
  }

  /** From here on the sleeper is nobody's: a later abort does not find it. */
  #rouse(sleeper: Sleeper): Sleeper {
    if (sleeper.serving) this.#serving -= 1;
    sleeper.forget();
    return sleeper;
  }
}

/** Turns of the event loop in which nothing happened before time passes. */
const idleTurns = 4;

interface Sleeper {
  readonly until: Instant;
  readonly arrival: number;
  readonly serving: boolean;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  /** Stops listening for an abort. */
  readonly forget: () => void;
}

/** Where a sleeper is, or belongs, in a list that is ordered by moment and arrival. */
function placeOf({ until, arrival }: Sleeper, sleepers: readonly Sleeper[]): number {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sleepers[middle];
    const isBefore =
      other !== undefined &&
      (other.until < until || (other.until === until && other.arrival < arrival));
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

function closedError(): Error {
  return new Error('the virtual clock was closed');
}
