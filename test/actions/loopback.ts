import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net';

export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  /** Without a slash at the end. */
  readonly url: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A real HTTP server for one test. */
export function serve(handler: Handler): Promise<LoopbackServer> {
  return listening(createServer((request, response) => void handler(request, response)));
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  await using server = await listening(createTcpServer());
  return server.port;
}

/** A server that has begun to listen, at a free port unless told which. */
export async function listening(server: Server | TcpServer, port = 0): Promise<LoopbackServer> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
