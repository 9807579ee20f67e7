import { createServer, type Socket } from 'node:net';

import { listening, type LoopbackServer } from './loopback.ts';

/**
 * A place that the processes of a test call when they are ready. While one lives its connection is
 * open, so that the test sees when it begins and when it is gone, without asking the clock.
 */
export class Home implements AsyncDisposable {
  readonly #server: LoopbackServer;
  readonly #arrivals = new Map<string, PromiseWithResolvers<Socket>>();

  static async open(): Promise<Home> {
    const server = createServer();
    const home = new Home(await listening(server));
    server.on('connection', (socket) => home.#welcome(socket));
    return home;
  }

  private constructor(server: LoopbackServer) {
    this.#server = server;
  }

  get port(): number {
    return this.#server.port;
  }

  async arrived(name: string): Promise<void> {
    await this.#arrival(name).promise;
  }

  async left(name: string): Promise<void> {
    const socket = await this.#arrival(name).promise;
    if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { promise } of this.#arrivals.values()) {
      void promise.then((socket) => socket.destroy());
    }
    await this.#server[Symbol.asyncDispose]();
  }

  #welcome(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('data', (name) => this.#arrival(name.toString()).resolve(socket));
  }

  #arrival(name: string): PromiseWithResolvers<Socket> {
    const arrival = this.#arrivals.get(name) ?? Promise.withResolvers<Socket>();
    this.#arrivals.set(name, arrival);
    return arrival;
  }
}
