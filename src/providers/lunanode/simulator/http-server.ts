import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Machines } from './machines.ts';
import { page, type Reply, type Responder } from './responder.ts';

const host = '127.0.0.1';
/** More than any request of the API needs. */
const maxBodyBytes = 8 * 1024 * 1024;

/** The simulated cloud's web server; it listens on loopback only. */
export class HttpServer {
  readonly #responder: Responder;
  readonly #machines: Machines;
  readonly #closing = new AbortController();
  readonly #server: Server;

  constructor(responder: Responder, machines: Machines) {
    this.#responder = responder;
    this.#machines = machines;
    // Simulated time may stand still for long, so no limit of real time may end a request.
    this.#server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Listens on a port, or on any free one for 0, and says which it is. */
  async listen(port: number): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return address.port;
  }

  /** Breaks every connection and stops; what waits for simulated time is given up. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new Error('the simulator closes'));
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(response, await this.#reply(request, response));
    } catch (error) {
      // Unless the client went away or the server closes, this is a mistake of the simulator.
      if (request.socket.destroyed || this.#closing.signal.aborted) response.destroy();
      else send(response, page(500, `Mistake in the simulator: ${String(error)}`));
    }
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const machine = /^\/vm\/([\d.]+)(?:\/|$)/.exec(request.url ?? '');
    if (machine !== null) return this.#machines.respond(machine[1] ?? '');
    const path = /^\/api\/([\w-]+\/[\w-]+)(\/?)$/.exec(request.url ?? '');
    if (path === null || request.method !== 'POST') return page(404, '404 Not Found');
    if (Number(request.headers['content-length']) > maxBodyBytes) {
      return page(413, '413 Request Entity Too Large');
    }
    const [, action = '', slash] = path;
    const contentType = request.headers['content-type'] ?? '';
    return this.#responder.respond({
      action,
      hasFinalSlash: slash === '/',
      isForm: contentType.toLowerCase().startsWith('application/x-www-form-urlencoded'),
      readBody: () => readBody(request),
      signal: AbortSignal.any([this.#closing.signal, connectionEnd(response)]),
    });
  }
}

/** Aborted when the client is gone, so that nothing goes on waiting for it. */
function connectionEnd(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Error('the connection is closed')));
  return gone.signal;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const source: AsyncIterable<Uint8Array> = request;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error('a body without a length is too large');
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'cut') {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, {
    'Content-Type': reply.contentType,
    'Content-Length': Buffer.byteLength(reply.body),
    Connection: 'close',
    ...reply.headers,
  });
  response.end(reply.body);
}
