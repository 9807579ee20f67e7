import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/** A web server that says 503 until the test opens it: what a run waits for. */
export class Gate {
  isOpen = false;
  /** How often it was asked. */
  requests = 0;
  readonly url: string;

  private constructor(port: number) {
    this.url = `http://127.0.0.1:${port}/`;
  }

  static async build(): Promise<Gate> {
    const server = createServer((_request, response) => {
      gate.requests += 1;
      response.writeHead(gate.isOpen ? 200 : 503, { Connection: 'close' }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const gate = new Gate(typeof address === 'object' && address !== null ? address.port : 0);
    return gate;
  }
}
