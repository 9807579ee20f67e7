import type { Instant } from '../../core/duration.ts';
import type { Clock } from '../../engine/clock.ts';

/**
 * How far a nonce may be ahead of the clock, in seconds. The window that the API allows is unknown;
 * clients that ran two or three seconds ahead got through.
 */
const maxAheadSeconds = 2;

/** A nonce, and the moment from which on it may be sent. */
export interface Nonce {
  /** Whole seconds since 1970. */
  readonly value: number;
  readonly notBefore: Instant;
}

/** The nonce after `last`: the clock's second, or the next number when that one is taken. */
export function nextNonce(now: Instant, last: number): Nonce {
  const value = Math.max(Math.floor(now / 1000), last + 1);
  return { value, notBefore: (value - maxAheadSeconds) * 1000 };
}

/**
 * The nonces of one API key. Whether the API wants them unique or even increasing is unknown, so
 * they are both; a burst of calls therefore soon goes at one call a second.
 */
export class NonceCounter {
  readonly #clock: Clock;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Claims a nonce, and waits until it may be sent. One whose wait is aborted is never used. */
  async claim(signal: AbortSignal): Promise<number> {
    const nonce = nextNonce(this.#clock.now(), this.#last);
    this.#last = nonce.value;
    if (nonce.notBefore > this.#clock.now()) {
      await this.#clock.sleepUntil(nonce.notBefore, signal);
    }
    return nonce.value;
  }
}
