import type { JsonObject } from '../../../core/json.ts';
import type { Clock } from '../../../engine/clock.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import type { Endpoint } from '../catalogue/endpoint.ts';
import { authenticationError, type Authenticator, type SignedRequest } from './authentication.ts';
import { allHandlers } from './handlers/all-handlers.ts';
import type { Handler } from './handlers/handler.ts';
import { Refusal } from './refusal.ts';
import { RequestParameters } from './request-parameters.ts';
import type { Outcome } from './world/operation.ts';
import type { World } from './world/world.ts';

/** How the API answers a request: the JSON object, and what the log is to say. */
export interface ApiAnswer {
  readonly body: JsonObject;
  /** API ID. */
  readonly account: string | null;
  readonly error: string | null;
  readonly reason: string | null;
}

/** What a fault does to a request that is otherwise handled. */
export interface Interference {
  readonly outcome: Outcome;
  /** An authentic request is turned down for its nonce. */
  readonly nonceRefused: boolean;
  /** An authentic request is turned down in these words. */
  readonly reject: string | null;
}

interface ApiOptions {
  readonly world: World;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  readonly wallClock: Clock;
}

/** The API without HTTP: checks a request, lets it have its effect on the world, and answers. */
export class Api {
  readonly #world: World;
  readonly #authenticator: Authenticator;
  readonly #clock: Clock;
  readonly #wallClock: Clock;

  constructor({ world, authenticator, clock, wallClock }: ApiOptions) {
    this.#world = world;
    this.#authenticator = authenticator;
    this.#clock = clock;
    this.#wallClock = wallClock;
  }

  answer(request: SignedRequest, interference: Interference): ApiAnswer {
    this.#world.advanceTo(this.#clock.now());
    const who = this.#authenticator.authenticate(request, this.#wallClock.now());
    if (!who.authentic) return refusal(who.account, authenticationError, who.reason);
    const { account, parameters } = who;
    if (interference.nonceRefused) {
      return refusal(account, authenticationError, 'an injected fault turned the nonce down');
    }
    if (interference.reject !== null) return refusal(account, interference.reject);
    try {
      const { endpoint, handler } = findAction(request.handler.slice(0, -1));
      const answer = this.#perform(endpoint, handler, {
        account,
        given: parameters,
        outcome: interference.outcome,
      });
      return { body: { success: 'yes', ...answer }, account, error: null, reason: null };
    } catch (error) {
      if (error instanceof Refusal) return refusal(account, error.message);
      throw error;
    }
  }

  #perform(endpoint: Endpoint, handler: Handler, request: Authentic): JsonObject {
    const world = this.#world;
    const { account, given, outcome } = request;
    const parameters = new RequestParameters(endpoint, given);
    if (endpoint.billed && endpoint.class === 'create' && world.creditOf(account) <= 0) {
      throw new Refusal('insufficient credit');
    }
    const answer = handler({ world, account, parameters, outcome });
    if (endpoint.class !== 'read') world.chargesChanged();
    return answer;
  }
}

interface Authentic {
  readonly account: string;
  readonly given: JsonObject;
  readonly outcome: Outcome;
}

function findAction(name: string): { endpoint: Endpoint; handler: Handler } {
  const endpoint = catalogue.get(name);
  const handler = allHandlers.get(name);
  if (endpoint === undefined || handler === undefined) {
    throw new Refusal('invalid category or action');
  }
  return { endpoint, handler };
}

function refusal(account: string | null, error: string, reason: string | null = null): ApiAnswer {
  return { body: { success: 'no', error }, account, error, reason };
}
