import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { tcpWait } from '../../src/actions/tcp-wait.ts';
import { Attempt } from './attempt.ts';
import { freePort, listening } from './loopback.ts';

test('succeeds at once when the port is open, and hangs up', async () => {
  const hungUp = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.resume().on('close', () => hungUp.resolve());
  });
  await using open = await listening(server);
  const attempt = new Attempt();
  const outputs = await attempt.run(tcpWait, { host: '127.0.0.1', port: open.port });
  expect(outputs).toEqual({ host: '127.0.0.1', port: open.port, waited_ms: 0 });
  await hungUp.promise;
  expect(getEventListeners(attempt.context.signal, 'abort')).toEqual([]);
});

test('knocks again every so often until the port opens', async () => {
  const port = await freePort();
  const attempt = new Attempt();
  const waiting = attempt.run(tcpWait, { host: '127.0.0.1', port, every: '20s' });
  await attempt.clock.sleepUntil(attempt.clock.now() + 50_000);
  await using _open = await attempt.clock.outside(listening(createServer(), port));
  await expect(waiting).resolves.toEqual({ host: '127.0.0.1', port, waited_ms: 60_000 });
});

test('knocks every second when not told how often', async () => {
  const port = await freePort();
  const attempt = new Attempt();
  const waiting = attempt.run(tcpWait, { host: '127.0.0.1', port });
  await attempt.clock.sleepUntil(attempt.clock.now() + 2500);
  await using _open = await attempt.clock.outside(listening(createServer(), port));
  await expect(waiting).resolves.toMatchObject({ waited_ms: 3000 });
});

test('stops waiting when the attempt has to end, and leaves nothing behind', async () => {
  const attempt = new Attempt();
  const reason = new Error('the time of the attempt is up');
  const waiting = attempt.run(tcpWait, { host: '127.0.0.1', port: await freePort() });
  void attempt.clock.sleepUntil(attempt.clock.now() + 3500).then(() => attempt.expire(reason));
  await expect(waiting).rejects.toBe(reason);
  expect(getEventListeners(attempt.context.signal, 'abort')).toEqual([]);
});

test('does not knock when the attempt is over already', async () => {
  let knocks = 0;
  const server = createServer(() => knocks++);
  await using open = await listening(server);
  const attempt = new Attempt();
  attempt.cancel(new Error('over'));
  const waiting = attempt.run(tcpWait, { host: '127.0.0.1', port: open.port });
  await expect(waiting).rejects.toThrow('over');
  await new Attempt().run(tcpWait, { host: '127.0.0.1', port: open.port });
  expect(knocks).toBe(1);
});
