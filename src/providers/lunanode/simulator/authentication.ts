import { createHmac } from 'node:crypto';

import type { Instant } from '../../../core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { SimulatorAccount } from './demo-account.ts';
import { NonceWatch, type NonceRule } from './nonce-rule.ts';

/** A request as it came: the handler that its URL names, and the fields of its form. */
export interface SignedRequest {
  /** `{category}/{action}/`, or without the final slash when the URL had none. */
  readonly handler: string;
  readonly form: ReadonlyMap<string, string>;
}

export type Authentication =
  | {
      readonly authentic: true;
      /** API ID. */
      readonly account: string;
      /** What `req` holds besides the credentials. */
      readonly parameters: JsonObject;
    }
  | {
      readonly authentic: false;
      readonly account: string | null;
      /** What was wrong: for the log, never for the answer. */
      readonly reason: string;
    };

/** What the API answers whatever was wrong (captured answers). */
export const authenticationError =
  'authentication failure; common reasons: bad nonce (computer time off), source IP mismatch, invalid API id/key';

/** Says who signed a request, if it was signed rightly. */
export class Authenticator {
  readonly #keys: ReadonlyMap<string, string>;
  readonly #watches: ReadonlyMap<string, NonceWatch>;

  constructor(accounts: readonly SimulatorAccount[], rule: NonceRule) {
    this.#keys = new Map(accounts.map(({ apiId, apiKey }) => [apiId, apiKey]));
    this.#watches = new Map(accounts.map(({ apiId }) => [apiId, new NonceWatch(rule)]));
  }

  authenticate({ handler, form }: SignedRequest, now: Instant): Authentication {
    const signed = form.get('req') ?? '';
    const request = parseRequest(signed);
    if (request === null) return refused(null, 'req is missing, not ASCII or not a JSON object');
    const { api_id: account, api_partialkey: partialKey, ...parameters } = request;
    if (typeof account !== 'string') return refused(null, 'req has no api_id');
    const key = this.#keys.get(account);
    if (key === undefined) return refused(null, 'the api_id is unknown');
    if (partialKey !== key.slice(0, 64)) return refused(account, 'the api_partialkey is wrong');
    if (!handler.endsWith('/')) return refused(account, 'the URL has no final slash');
    if ((form.get('handler') ?? handler) !== handler) {
      return refused(account, 'the handler field is not that of the URL');
    }
    const nonce = form.get('nonce') ?? '';
    if (form.get('signature') !== sign(key, `${handler}|${signed}|${nonce}`)) {
      return refused(account, 'the signature is wrong');
    }
    const nonceFault = this.#watches.get(account)?.use(nonce, now) ?? null;
    if (nonceFault !== null) return refused(account, nonceFault);
    return { authentic: true, account, parameters };
  }
}

/** Raw bytes outside ASCII were never seen to pass (reported from the field), whatever they mean. */
function parseRequest(text: string): JsonObject | null {
  if (/[^\0-\x7f]/.test(text)) return null;
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function refused(account: string | null, reason: string): Authentication {
  return { authentic: false, account, reason };
}

function sign(key: string, message: string): string {
  return createHmac('sha512', key).update(message, 'latin1').digest('hex');
}
