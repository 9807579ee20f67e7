import { Agent, request as send } from 'undici';

import type { Failure } from '../core/run/failure.ts';
import { cutMark } from '../core/shorten.ts';
import { ActionError } from '../engine/action.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { redirected } from './http-redirect.ts';

export interface ExchangeOptions {
  readonly followRedirects: boolean;
  /** The longest body that is taken. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Sends a request and takes the answer, after its redirects.
 *
 * Rejects with an {@link ActionError}, or with the reason of the signal when aborted. Certificates
 * are checked.
 */
export async function exchange(
  request: HttpRequest,
  options: ExchangeOptions,
  redirectsLeft = 10,
): Promise<HttpAnswer> {
  const answer = await sendOnce(request, options);
  const next = options.followRedirects ? redirected(request, answer) : null;
  if (next === null) return answer;
  if (redirectsLeft === 0) throw badAnswer('there are more than 10 redirects', answer.status);
  return exchange(next, options, redirectsLeft - 1);
}

/**
 * A connection is never used twice: a kept one may be closed by the server just as the next request
 * is sent, and then nobody knows whether that had an effect. How long it may take is the business of
 * the signal.
 */
const agentOptions: Agent.Options = {
  pipelining: 0,
  allowH2: false,
  headersTimeout: 0,
  bodyTimeout: 0,
};

async function sendOnce(request: HttpRequest, options: ExchangeOptions): Promise<HttpAnswer> {
  const { maxBytes, signal } = options;
  const agent = new Agent(agentOptions);
  let isConnected = false;
  agent.on('connect', () => {
    isConnected = true;
  });
  try {
    const answer = await send(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: { 'user-agent': 'perilune', accept: '*/*', ...request.headers },
      body: request.body,
      signal,
    });
    const headers = singleValued(answer.headers);
    const bytes = await takeUpTo(maxBytes, answer.body);
    if (bytes === null) {
      throw badAnswer(`the answer is longer than ${maxBytes} bytes`, answer.statusCode);
    }
    return { status: answer.statusCode, headers, body: decoded(bytes, headers['content-type']) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ActionError) throw error;
    throw new ActionError(failureOf(error, request, isConnected), { cause: error });
  } finally {
    await agent.destroy();
  }
}

function singleValued(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(', ')]));
}

/** The whole of a body, or `null` when it is longer than that. */
async function takeUpTo(maxBytes: number, body: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Buffer, contentType = ''): string {
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function failureOf(error: unknown, { method, url }: HttpRequest, isConnected: boolean): Failure {
  const what = `${method} ${addressOf(url)}`;
  const { name, code, message } = describe(error);
  if (code === 'UND_ERR_INVALID_ARG') {
    return { kind: 'invalid-value', message: `${what} cannot be sent: ${message}` };
  }
  if (name === 'HTTPParserError') {
    return badAnswer(`the answer to ${what} is not HTTP: ${message}`, null).failure;
  }
  return isConnected
    ? { kind: 'cut', message: `the connection broke during ${what}: ${message}` }
    : { kind: 'refused', message: `no connection for ${what}: ${message}` };
}

/** Without the query: that is where keys are. One in the path can have a `?` in it, and is cut there. */
function addressOf({ origin, pathname, search, hash }: URL): string {
  const rest = search === '' ? hash.slice(0, 1) : '?';
  return `${origin}${pathname}${rest === '' ? '' : `${rest}${cutMark}`}`;
}

/** What an error of undici or Node says; that of several addresses says it in the first of its errors. */
function describe(error: unknown): { name: string; code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  if (!(error instanceof Error)) return { name: '', code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name: error.name, code, message: error.message.trim() || code };
}

function badAnswer(message: string, status: number | null): ActionError {
  return new ActionError({ kind: 'bad-answer', message, status, retryAfterMs: null });
}
