import type { PersonsAnswer } from './action.ts';
import type { RunRequestEntry } from './journal.ts';

type Answer = Extract<RunRequestEntry, { kind: 'answer' }>;

/** What persons answer to the steps of a run that ask; the last answer before a step asks counts. */
export class Answers {
  readonly #given = new Map<string, PersonsAnswer>();
  readonly #waiting = new Map<string, (answer: PersonsAnswer) => void>();

  give({ step, isApproved, by, note }: Answer): void {
    const answer: PersonsAnswer = { isApproved, by, note };
    this.#given.set(step, answer);
    this.#waiting.get(step)?.(answer);
  }

  /** The answer to a step; rejects with the signal's reason when that is aborted. */
  async to(step: string, signal: AbortSignal): Promise<PersonsAnswer> {
    signal.throwIfAborted();
    const given = this.#given.get(step);
    if (given !== undefined) return given;
    const { promise, resolve, reject } = Promise.withResolvers<PersonsAnswer>();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.set(step, resolve);
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting.delete(step);
    }
  }
}
