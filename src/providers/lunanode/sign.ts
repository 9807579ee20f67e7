import { createHmac } from 'node:crypto';

/** What a call is signed with; the key never leaves this program as a whole. */
export interface Credentials {
  /** 16 characters. */
  readonly apiId: string;
  /** 128 characters; the first half is sent along with every call. */
  readonly apiKey: string;
}

/** Parameters as the wire has them. */
export type WireParameters = Readonly<Record<string, string>>;

/** A call that is ready to be signed. */
export interface UnsignedCall {
  /** `category/action`. */
  readonly name: string;
  readonly parameters: WireParameters;
  /** Whole seconds since 1970; never used twice with one key. */
  readonly nonce: number;
}

/** The body of a call: `req`, `signature` and `nonce` as a web form. It holds half of the key. */
export function signedForm(call: UnsignedCall, credentials: Credentials): string {
  const req = requestMessage(call.parameters, credentials);
  const nonce = String(call.nonce);
  const signature = signatureOf({ handler: `${call.name}/`, req, nonce }, credentials.apiKey);
  return new URLSearchParams({ req, signature, nonce }).toString();
}

/**
 * The `req` of a call: its parameters and the two halves of the credentials that are sent, as JSON.
 * All of it is ASCII, like everything that the vendor's own libraries send; a script with a dash of
 * another alphabet, sent as it was, is reported to have failed to authenticate.
 */
export function requestMessage(parameters: WireParameters, credentials: Credentials): string {
  const message = {
    ...parameters,
    api_id: credentials.apiId,
    api_partialkey: partialKey(credentials.apiKey),
  };
  return JSON.stringify(message).replaceAll(/[\u0080-\uffff]/g, escapeUnit);
}

/** What is signed: `handler` is `category/action/`, with the slash at its end; `req` as it is sent. */
export interface SignedParts {
  readonly handler: string;
  readonly req: string;
  readonly nonce: string;
}

/** HMAC-SHA512 under the whole key: 128 lower-case hex digits. */
export function signatureOf(parts: SignedParts, apiKey: string): string {
  const text = `${parts.handler}|${parts.req}|${parts.nonce}`;
  return createHmac('sha512', apiKey).update(text).digest('hex');
}

/** The half of the key that is sent. */
export function partialKey(apiKey: string): string {
  return apiKey.slice(0, 64);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
