import type { JsonObject } from '../../../../core/json.ts';
import { Refusal } from '../refusal.ts';
import type { RequestParameters } from '../request-parameters.ts';
import type { Outcome } from '../world/operation.ts';
import type { World } from '../world/world.ts';

/** One call of an action by an account, its parameters checked for presence. */
export interface Call {
  readonly world: World;
  /** API ID. */
  readonly account: string;
  readonly parameters: RequestParameters;
  /** How what the call begins shall go on. */
  readonly outcome: Outcome;
}

/**
 * Does what an action does and gives its answer without `success`. Throws a refusal before anything
 * is changed, or none.
 */
export type Handler = (call: Call) => JsonObject;

/** Handlers by `category/action`. */
export type Handlers = Readonly<Record<string, Handler>>;

export const done: JsonObject = {};

/**
 * The answer when a thing already is as the call would make it. Nobody has recorded whether the API
 * accepts that or refuses it, so the world has an option for it.
 */
export function alreadySo({ world }: Call, text: string): JsonObject {
  if (world.options.repeats === 'refused') throw new Refusal(text);
  return done;
}
