import type { JsonObject } from '../../../core/json.ts';
import type { Clock } from '../../../engine/clock.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import type { Endpoint } from '../catalogue/endpoint.ts';
import { authenticationError, type Authenticator, type SignedRequest } from './authentication.ts';
import { allHandlers } from './handlers/all-handlers.ts';
import type { Call, Handler } from './handlers/handler.ts';
import { Refusal } from './refusal.ts';
import { RequestParameters } from './request-parameters.ts';
import { twinOf } from './twin.ts';
import { asItWas, withoutEffect } from './without-effect.ts';
import type { Outcome } from './world/operation.ts';
import { rememberState, type Restore } from './world/remember-state.ts';
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
  /** `none`: the answer says yes, and nothing happens. `twice`: somebody else does the same. */
  readonly effect: 'once' | 'none' | 'twice';
  /** A list is answered as it was before the last change. */
  readonly isStale: boolean;
  /** A list may be asked for later as it was before this call. */
  readonly isRemembered: boolean;
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
  /** The world before the last change of each account, by API ID. */
  readonly #before = new Map<string, Restore>();

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
      const action = findAction(request.handler.slice(0, -1));
      const answer = this.#perform(action, { account, given: parameters, interference });
      return { body: { success: 'yes', ...answer }, account, error: null, reason: null };
    } catch (error) {
      if (error instanceof Refusal) return refusal(account, error.message);
      throw error;
    }
  }

  #perform(action: Action, request: Authentic): JsonObject {
    const world = this.#world;
    const { account, given, interference } = request;
    const { endpoint } = action;
    const parameters = new RequestParameters(endpoint, given);
    if (endpoint.billed && endpoint.class === 'create' && world.creditOf(account) <= 0) {
      throw new Refusal('insufficient credit');
    }
    const call: Call = { world, account, parameters, outcome: interference.outcome };
    if (endpoint.class === 'read') return this.#look(action, call, interference);
    const before = interference.isRemembered ? rememberState(world.state) : null;
    const answer =
      interference.effect === 'none'
        ? withoutEffect(world, () => action.handler(call))
        : action.handler(call);
    if (interference.effect === 'twice') this.#repeat(endpoint.name, request);
    if (before !== null) this.#before.set(account, before);
    world.chargesChanged();
    return answer;
  }

  /** What was made since cannot be asked for as it was: then it is shown as it is. */
  #look({ handler }: Action, call: Call, { isStale }: Interference): JsonObject {
    const before = isStale ? this.#before.get(call.account) : undefined;
    if (before === undefined) return handler(call);
    try {
      return asItWas({ ...call, before }, () => handler(call));
    } catch (error) {
      if (error instanceof Refusal) return handler(call);
      throw error;
    }
  }

  /** Somebody else does the same; when that is not possible any more, nothing comes of it. */
  #repeat(name: string, { account, given }: Authentic): void {
    const world = this.#world;
    const twin = twinOf(name, given, world);
    const { endpoint, handler } = findAction(twin.action);
    try {
      const parameters = new RequestParameters(endpoint, twin.given);
      handler({ world, account, parameters, outcome: 'normal' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

interface Action {
  readonly endpoint: Endpoint;
  readonly handler: Handler;
}

interface Authentic {
  readonly account: string;
  readonly given: JsonObject;
  readonly interference: Interference;
}

function findAction(name: string): Action {
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
