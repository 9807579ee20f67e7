import { buildConnector, Client, errors } from 'undici';
import type { Instant } from '../../core/duration.ts';
import { ActionError } from '../../engine/action.ts';
import { retryAfterMs } from './retry-after.ts';

/** Larger than any answer could sensibly be; 16 MiB. */
const maxBodyBytes = 16 * 1024 * 1024;

export interface HttpRequest {
  readonly url: URL;
  /** A web form. */
  readonly body: string;
  /** For `Retry-After` with a date. */
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** `Retry-After`, in milliseconds from now. */
  readonly retryAfterMs: number | null;
  readonly body: string;
}

/**
 * Posts a form over a connection of its own. A connection that is kept can be dropped by the server
 * just when the next request is written, and then nobody knows whether a VM was created; one client
 * had to turn reuse off for that reason. Redirects are not followed.
 *
 * @throws {ActionError} `refused` when no connection came about, `cut` when it broke later,
 *   `bad-answer` when what came back is not HTTP or too long. Rethrows the reason of the signal.
 */
export async function postForm(request: HttpRequest): Promise<HttpAnswer> {
  let isConnected = false;
  const connect = buildConnector({ allowH2: false });
  const client = new Client(request.url.origin, {
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxBodyBytes,
    connect: (options, callback) => {
      connect(options, (...result) => {
        isConnected ||= result[0] === null;
        callback(...result);
      });
    },
  });
  try {
    return await exchange(client, request);
  } catch (error) {
    request.signal.throwIfAborted();
    throw asActionError(error, isConnected, request.url);
  } finally {
    await client.destroy();
  }
}

async function exchange(client: Client, request: HttpRequest): Promise<HttpAnswer> {
  const { statusCode, headers, body } = await client.request({
    method: 'POST',
    path: request.url.pathname,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'user-agent': 'perilune',
    },
    body: request.body,
    signal: request.signal,
  });
  return {
    status: statusCode,
    retryAfterMs: retryAfterMs(headers['retry-after'], request.now()),
    body: await body.text(),
  };
}

/** The error itself is not kept: one of the parser carries what the server sent, which may be an echo. */
function asActionError(error: unknown, isConnected: boolean, url: URL): ActionError {
  const code = errorCode(error);
  if (!isConnected) {
    const message = `no connection to ${url.host} (${code}); nothing was sent`;
    return new ActionError({ kind: 'refused', message });
  }
  const nonsense = whatIsWrong(error, code);
  if (nonsense === null) {
    const message = `the connection to ${url.host} broke before the answer was complete (${code})`;
    return new ActionError({ kind: 'cut', message });
  }
  const message = `${url.host} answered ${nonsense}`;
  return new ActionError({ kind: 'bad-answer', message, status: null, retryAfterMs: null });
}

function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** For an answer that came, but is none; `null` for a connection that broke. */
function whatIsWrong(error: unknown, code: string): string | null {
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'with more than 16 MiB';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'with too long a header';
  // The parser also complains when the connection ends too early; then it has no data to show.
  return error instanceof errors.HTTPParserError && 'data' in error && error.data !== ''
    ? 'something that is not HTTP'
    : null;
}
