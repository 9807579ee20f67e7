import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server as SocketServer } from 'node:net';

export const apiId = 'abcdefghijklmnop';
/** The two halves differ, so that a leak of either can be told. */
export const apiKey = `${'sent4half'.padEnd(64, 'p')}${'kept4half'.padEnd(64, 'q')}`;

/** A request as the server got it. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
  /** The `req` field. */
  readonly message: Readonly<Record<string, string>>;
  readonly nonce: number;
  readonly isSigned: boolean;
}

export type Answerer = (received: Received, response: ServerResponse) => void | Promise<void>;

/** A server on 127.0.0.1 that answers one request after another as the test says. */
export interface AnsweringServer extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  readonly connections: () => number;
  /** The largest number of requests that were there at the same time. */
  readonly mostAtOnce: () => number;
}

/** The last answer serves for all further requests. */
export async function answeringServer(...answers: Answerer[]): Promise<AnsweringServer> {
  const received: Received[] = [];
  let connections = 0;
  let present = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(received.length, answers.length - 1)];
    present += 1;
    mostAtOnce = Math.max(mostAtOnce, present);
    response.on('close', () => {
      present -= 1;
    });
    void readRequest(request).then(async (one) => {
      received.push(one);
      await answer?.(one, response);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}/api/`,
    received,
    connections: () => connections,
    mostAtOnce: () => mostAtOnce,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with a JSON body and status 200. */
export function json(body: unknown): Answerer {
  return (_received, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  };
}

export function status(code: number, body = '', headers: Record<string, string> = {}): Answerer {
  return (_received, response) => {
    response.writeHead(code, headers).end(body);
  };
}

/** The port of a server that listens on 127.0.0.1 from now on. */
export async function listen(server: SocketServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function readRequest(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const path = request.url ?? '';
  const req = form.get('req') ?? '';
  const nonce = form.get('nonce') ?? '';
  const signature = createHmac('sha512', apiKey)
    .update(`${path.replace('/api/', '')}|${req}|${nonce}`)
    .digest('hex');
  return {
    path,
    method: request.method ?? '',
    headers: request.headers,
    form,
    message: JSON.parse(req),
    nonce: Number(nonce),
    isSigned: signature === form.get('signature'),
  };
}
