import type { Instant } from '../../../core/duration.ts';

/**
 * How the API reads a nonce; which of the three it is, nobody knows.
 *
 * - `window`: near the clock.
 * - `unique`: that, and never seen before.
 * - `increasing`: that, and above every earlier one of the key.
 */
export interface NonceRule {
  readonly reading: 'window' | 'unique' | 'increasing';
  /** How far from the clock a nonce may be, before or after, in seconds. */
  readonly windowSeconds: number;
}

/** Watches the nonces of one key. */
export class NonceWatch {
  readonly #rule: NonceRule;
  readonly #seen = new Set<number>();
  #highest = Number.NEGATIVE_INFINITY;

  constructor(rule: NonceRule) {
    this.#rule = rule;
  }

  /** Why a nonce is refused, or `null` when it is fine; a fine one counts as used from now on. */
  use(text: string, now: Instant): string | null {
    if (!/^\d{1,15}$/.test(text)) return 'the nonce is not a whole number of seconds';
    const nonce = Number(text);
    const ahead = nonce - now / 1000;
    if (Math.abs(ahead) > this.#rule.windowSeconds) return `the nonce is ${drift(ahead)}`;
    if (this.#rule.reading === 'unique' && this.#seen.has(nonce))
      return 'the nonce was used before';
    if (this.#rule.reading === 'increasing' && nonce <= this.#highest) {
      return 'the nonce is not above the last one';
    }
    this.#seen.add(nonce);
    this.#highest = Math.max(this.#highest, nonce);
    return null;
  }
}

function drift(ahead: number): string {
  const seconds = `${Math.round(Math.abs(ahead))} s`;
  return ahead > 0 ? `${seconds} ahead of the clock` : `${seconds} behind the clock`;
}
