import PQueue from 'p-queue';
import type { JsonObject } from '../../core/json.ts';
import { ActionError } from '../../engine/action.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Endpoint } from './catalogue/endpoint.ts';
import { checkConfig, type LunaNodeConfig } from './config.ts';
import { postForm } from './http-exchange.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import { NonceCounter } from './nonce.ts';
import { readAnswer } from './read-answer.ts';
import { signedForm, type Credentials, type WireParameters } from './sign.ts';
import { toWire } from './wire.ts';

/** How often a call is signed when its nonce may be what was wrong with it. */
const maxSignatures = 3;

/** What a call is told while it waits for its turn, and tells when that comes. */
export interface Turn {
  readonly signal: AbortSignal;
  begin(): void;
}

/** What of an endpoint a call needs. */
type Callee = Pick<Endpoint, 'name' | 'response' | 'numberedKeys'>;

/**
 * Calls the API of LunaNode with one key. Calls go one after another, so that their nonces arrive in
 * order, and each over a connection of its own.
 */
export class LunaNodeClient {
  readonly #url: URL;
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #nonces: NonceCounter;
  readonly #queue = new PQueue({ concurrency: 1 });

  /** @throws {LunaNodeConfigError} for settings that cannot be right. */
  constructor(config: LunaNodeConfig) {
    this.#url = checkConfig(config);
    this.#credentials = { apiId: config.apiId, apiKey: config.apiKey };
    this.#clock = config.clock;
    this.#nonces = new NonceCounter(config.clock);
  }

  /**
   * Makes one call and reads its answer, which fits the response schema of the endpoint.
   *
   * @param turn.signal Takes the call back while it waits for its turn, and breaks it off afterwards.
   * @param turn.begin Called when the turn has come, right before anything leaves.
   * @throws {ActionError} `rejected`, `throttled`, `refused`, `cut`, `bad-answer` or
   *   `invalid-value`; the reason of the signal when that is aborted.
   */
  async call(endpoint: Callee, input: JsonObject, turn: Turn): Promise<JsonObject> {
    try {
      const parameters = toWire(input);
      const answer = await this.#queue.add(() => this.#takeTurn(endpoint.name, parameters, turn), {
        signal: turn.signal,
      });
      return outputsOf(endpoint, answer);
    } catch (error) {
      throw error instanceof ActionError ? named(endpoint.name, error) : error;
    }
  }

  /** Resolves when no call is under way or waits for its turn. */
  async close(): Promise<void> {
    await this.#queue.onIdle();
  }

  /**
   * A call that fails to authenticate was refused before it was handled, so that even a create may
   * be sent again under a newer nonce. Another program with the same key may have run ahead of the
   * clock by as much as this one does, so that every further try comes a little later.
   */
  async #takeTurn(name: string, parameters: WireParameters, turn: Turn): Promise<JsonObject> {
    for (let signatures = 1; ; signatures += 1) {
      const verdict = await this.#send(name, parameters, turn);
      if (verdict.said === 'yes') return verdict.answer;
      if (!verdict.isAuthentication) throw new ActionError(verdict.failure);
      if (signatures === maxSignatures) throw notAuthenticated(verdict.failure.message);
      await this.#clock.sleepUntil(this.#clock.now() + signatures * 1000, turn.signal);
    }
  }

  async #send(name: string, parameters: WireParameters, turn: Turn): Promise<Verdict> {
    const { signal } = turn;
    const nonce = await this.#nonces.claim(signal);
    turn.begin();
    const body = signedForm({ name, parameters, nonce }, this.#credentials);
    const url = new URL(`${name}/`, this.#url);
    const now = (): number => this.#clock.now();
    const answer = await this.#clock.outside(postForm({ url, body, now, signal }));
    return judgeAnswer(answer, this.#credentials);
  }
}

function outputsOf(endpoint: Callee, answer: JsonObject): JsonObject {
  const reading = readAnswer(endpoint, answer);
  if (reading.status === 'read') return reading.outputs;
  throw new ActionError({
    kind: 'bad-answer',
    message: `the answer has no usable ${reading.places.slice(0, 3).join(', ')}`,
    status: 200,
    retryAfterMs: null,
  });
}

function notAuthenticated(said: string): ActionError {
  return new ActionError({
    kind: 'rejected',
    message:
      `not authenticated, ${maxSignatures} times with a new nonce each: the clock of this computer may be ` +
      `wrong, the key may be limited to other addresses, or the API ID or key is wrong (it says: ${said})`,
  });
}

/** Every message says which call it is about. */
function named(call: string, { failure }: ActionError): ActionError {
  return new ActionError({ ...failure, message: `${call}: ${failure.message}` });
}
