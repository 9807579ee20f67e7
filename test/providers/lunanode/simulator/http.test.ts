import { once } from 'node:events';
import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { alice, startRig } from './rig.ts';
import { plainRequest, sign } from './signed-request.ts';

test('listens on loopback, on a port of its own', async () => {
  await using one = await startRig();
  await using other = await startRig();
  expect(one.simulator.url).toBe(`http://127.0.0.1:${one.simulator.port}/api/`);
  expect(other.simulator.port).not.toBe(one.simulator.port);
});

test('listens on the port that is asked for, and fails when that is taken', async () => {
  await using rig = await startRig();
  const { port } = rig.simulator;
  await expect(startRig({ port })).rejects.toThrow('EADDRINUSE');
  await rig.simulator.close();
  await using again = await startRig({ port });
  expect(again.simulator.port).toBe(port);
});

test.each([
  ['GET', 'vm/list/'],
  ['PUT', 'vm/list/'],
  ['POST', ''],
  ['POST', 'vm/'],
  ['POST', 'vm/list/more/'],
  ['POST', '../api.php'],
])('answers %s %s with the page of a web server', async (method, path) => {
  await using rig = await startRig();
  const response = await fetch(`${rig.simulator.url}${path}`, { method });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('<html>');
});

test('answers as JSON with status 200, also when it refuses', async () => {
  await using rig = await startRig();
  const response = await fetch(`${rig.simulator.url}vm/list/`, { method: 'POST' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await response.json()).toMatchObject({ success: 'no' });
});

test('closes the connection after each answer', async () => {
  await using rig = await startRig();
  const response = await fetch(`${rig.simulator.url}vm/list/`, { method: 'POST' });
  await response.text();
  expect(response.headers.get('connection')).toBe('close');
});

test('refuses a body that is far too large', async () => {
  await using rig = await startRig();
  const body = `req=${'x'.repeat(9 * 1024 * 1024)}`;
  const outcome = await fetch(`${rig.simulator.url}vm/list/`, { method: 'POST', body }).then(
    ({ status }) => status,
    () => 'cut',
  );
  expect([413, 'cut']).toContain(outcome);
  await rig.ok('vm/list');
});

test('survives a client that goes away in the middle of its request', async () => {
  await using rig = await startRig();
  const socket = connect(rig.simulator.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /api/vm/list/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nreq=');
  socket.destroy();
  await once(socket, 'close');
  await rig.ok('vm/list');
  expect(rig.simulator.requests).toHaveLength(1);
});

test('understands a body that comes in pieces without a length', async () => {
  await using rig = await startRig();
  const req = plainRequest(alice, {});
  const nonce = String(rig.clock.now() / 1000);
  const signature = sign(alice.apiKey, 'vm/list/', req, nonce);
  const form = new URLSearchParams({ req, signature, nonce }).toString();
  const response = await fetch(`${rig.simulator.url}vm/list/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: ReadableStream.from([form.slice(0, 40), form.slice(40)].map((part) => Buffer.from(part))),
    duplex: 'half',
  });
  expect(await response.json()).toMatchObject({ success: 'yes' });
});

test('says no to a category or an action that does not exist', async () => {
  await using rig = await startRig();
  for (const action of ['vm/explode', 'rocket/launch']) {
    expect(await rig.refused(action)).toBe('invalid category or action');
  }
});

test('stops listening when it is closed, and can be closed twice', async () => {
  const rig = await startRig();
  await rig.simulator.close();
  await rig.simulator.close();
  await expect(fetch(rig.simulator.url)).rejects.toThrow('fetch failed');
});

test('breaks off requests that are not complete when it is closed', async () => {
  const rig = await startRig();
  const socket = connect(rig.simulator.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /api/vm/list/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nreq=');
  // An answered call shows that the server has seen the connection.
  await rig.ok('vm/list');
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  socket.resume();
  await rig.simulator.close();
  await closed;
});

test('tells of every request what became of it, and nothing secret', async () => {
  const heard: unknown[] = [];
  await using rig = await startRig({ onRequest: (entry) => heard.push(entry) });
  await rig.ok('script/create', { name: 'n', content: 'a secret' });
  await rig.refused('vm/info', { vm_id: 'nobody' });
  await fetch(`${rig.simulator.url}vm/list/`, { method: 'POST' });
  const time = rig.clock.now();
  expect(heard).toEqual([
    {
      time,
      action: 'script/create',
      account: alice.apiId,
      outcome: 'accepted',
      error: null,
      reason: null,
      fault: null,
    },
    {
      time,
      action: 'vm/info',
      account: alice.apiId,
      outcome: 'refused',
      error: 'invalid vm',
      reason: null,
      fault: null,
    },
    {
      time,
      action: 'vm/list',
      account: null,
      outcome: 'refused',
      error: expect.stringContaining('authentication failure'),
      reason: expect.stringContaining('req'),
      fault: null,
    },
  ]);
  expect(rig.simulator.requests).toEqual(heard);
  const text = JSON.stringify(heard);
  expect(text).not.toContain('a secret');
  expect(text).not.toContain(alice.apiKey.slice(0, 16));
});
