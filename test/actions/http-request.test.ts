import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { httpRequest, httpRequestSpec } from '../../src/actions/http-request.ts';
import { classOf } from '../../src/core/action-spec.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { turns } from '../engine/turns.ts';
import { Attempt } from './attempt.ts';
import { freePort, listening, serve } from './loopback.ts';

test('gives status, headers and body of an answer', async () => {
  await using server = await serve((_request, response) => {
    response.writeHead(200, { 'X-Zone': 'toronto', 'Set-Cookie': ['a=1', 'b=2'] });
    response.end('grüße');
  });
  const outputs = await new Attempt().run(httpRequest, { url: server.url });
  expect(outputs).toMatchObject({ status: 200, body: 'grüße' });
  expect(outputs['headers']).toMatchObject({ 'x-zone': 'toronto', 'set-cookie': 'a=1, b=2' });
  expect(outputs).not.toHaveProperty('json');
});

test.each([204, 301, 404, 429, 503])(
  'takes a status of %i for an answer like any other',
  async (status) => {
    await using server = await serve((_request, response) => response.writeHead(status).end());
    const outputs = await new Attempt().run(httpRequest, { url: server.url });
    expect(outputs['status']).toBe(status);
  },
);

test.each([
  ['application/json', '{"ok":[1,2.5,null]}', { ok: [1, 2.5, null] }],
  ['application/problem+json; charset=utf-8', '"no"', 'no'],
  ['application/json', 'null', null],
])('gives the JSON value of an answer of type %s', async (type, body, json) => {
  await using server = await serve((_request, response) =>
    response.setHeader('content-type', type).end(body),
  );
  const outputs = await new Attempt().run(httpRequest, { url: server.url });
  expect(outputs).toMatchObject({ body, json });
});

test.each([
  ['application/json', '<html>'],
  ['text/plain', '{}'],
  ['text/html; note=/json', '{}'],
])('gives no JSON value of %s with %s', async (type, body) => {
  await using server = await serve((_request, response) =>
    response.setHeader('content-type', type).end(body),
  );
  const outputs = await new Attempt().run(httpRequest, { url: server.url });
  expect(outputs['body']).toBe(body);
  expect(outputs).not.toHaveProperty('json');
});

test.each(['application/json', 'text/plain'])(
  'gives the JSON value of an answer that has to be JSON, and is said to be %s',
  async (type) => {
    await using server = await serve((_request, response) =>
      response.setHeader('content-type', type).end('{"a":1}'),
    );
    const outputs = await new Attempt().run(httpRequest, { url: server.url, parse: 'json' });
    expect(outputs).toMatchObject({ body: '{"a":1}', json: { a: 1 } });
  },
);

test('fails when the answer has to be JSON, and is not', async () => {
  await using server = await serve((_request, response) =>
    response.writeHead(502).end('<html>Bad Gateway</html>'),
  );
  const input = { url: server.url, parse: 'json' };
  expect(await new Attempt().failure(httpRequest, input)).toEqual({
    kind: 'bad-answer',
    message: 'the answer is not JSON (its status is 502)',
    status: 502,
    retryAfterMs: null,
  });
});

test('reads a body in the character set that the answer names', async () => {
  await using server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain; charset="iso-8859-1"').end(Buffer.from([0xfc])),
  );
  const outputs = await new Attempt().run(httpRequest, { url: server.url });
  expect(outputs['body']).toBe('ü');
});

test('reads a body of an unknown character set as UTF-8', async () => {
  await using server = await serve((_request, response) =>
    response.setHeader('content-type', 'text/plain; charset=klingon').end('ü'),
  );
  const outputs = await new Attempt().run(httpRequest, { url: server.url });
  expect(outputs['body']).toBe('ü');
});

test('asks for nothing packed, so that the body is what it seems', async () => {
  await using server = await serve((request, response) => {
    const packs = request.headers['accept-encoding'] !== undefined;
    response.end(packs ? gzipSync('plain') : 'plain');
  });
  const outputs = await new Attempt().run(httpRequest, { url: server.url });
  expect(outputs['body']).toBe('plain');
});

test('sends method, headers and query', async () => {
  const echo = await echoed({
    path: '/a?x=1',
    method: 'DELETE',
    headers: { 'X-Token': 'a', 'X-Count': 3 },
    query: { y: 'ä b', z: true },
  });
  expect(echo).toMatchObject({ method: 'DELETE', url: '/a?x=1&y=%C3%A4+b&z=true' });
  expect(echo['headers']).toMatchObject({
    'x-token': 'a',
    'x-count': '3',
    'user-agent': 'perilune',
  });
});

test.each([
  [{ json: { a: [1, 'ü'] } }, 'application/json', '{"a":[1,"ü"]}'],
  [{ json: null }, 'application/json', 'null'],
  [{ body: 'as it is' }, 'text/plain; charset=utf-8', 'as it is'],
  [{ body: '<a/>', headers: { 'Content-Type': 'text/xml' } }, 'text/xml', '<a/>'],
  [{ form: { a: '1&2', b: 3 } }, 'application/x-www-form-urlencoded', 'a=1%262&b=3'],
])('sends %j', async (parameters, type, body) => {
  const echo = await echoed({ method: 'POST', ...parameters });
  expect(echo).toMatchObject({ method: 'POST', body, headers: { 'content-type': type } });
});

test('uses GET and sends no body when nothing else is said', async () => {
  const echo = await echoed({});
  expect(echo).toMatchObject({ method: 'GET', body: '' });
  expect(echo['headers']).not.toHaveProperty('content-type');
});

test('does not follow a redirect unless told to', async () => {
  await using server = await serve((request, response) =>
    request.url === '/old' ? response.writeHead(302, { location: '/new' }).end() : response.end(),
  );
  const outputs = await new Attempt().run(httpRequest, { url: `${server.url}/old` });
  expect(outputs).toMatchObject({ status: 302, headers: { location: '/new' } });
});

test.each([
  ['GET', 301],
  ['GET', 302],
  ['HEAD', 303],
  ['POST', 307],
  ['PATCH', 308],
])(
  'follows a redirect of a %s with status %i, method and body unchanged',
  async (method, status) => {
    const seen: string[] = [];
    await using server = await serve(async (request, response) => {
      seen.push(
        [request.method, request.url, request.headers['x-key'], await text(request)].join(' '),
      );
      if (request.url === '/old') response.writeHead(status, { location: 'new?a=1' });
      response.end();
    });
    const outputs = await new Attempt().run(httpRequest, {
      url: `${server.url}/old`,
      method,
      'follow-redirects': true,
      headers: { 'x-key': 'k' },
      ...(['POST', 'PATCH'].includes(method) && { body: 'b' }),
    });
    const body = ['POST', 'PATCH'].includes(method) ? 'b' : '';
    expect(seen).toEqual([`${method} /old k ${body}`, `${method} /new?a=1 k ${body}`]);
    expect(outputs['status']).toBe(200);
  },
);

test.each([301, 302, 303])(
  'takes a %i for the answer to a POST, which it would turn into a GET',
  async (status) => {
    await using server = await serve((_request, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    );
    const input = { url: server.url, method: 'POST', body: '', 'follow-redirects': true };
    await expect(new Attempt().run(httpRequest, input)).resolves.toMatchObject({ status });
  },
);

test.each([{}, { location: 'ftp://example.org/' }, { location: 'http://' }])(
  'takes a redirect with %j, which leads nowhere, for the answer',
  async (headers) => {
    await using server = await serve((_request, response) =>
      response.writeHead(302, headers).end(),
    );
    const input = { url: server.url, 'follow-redirects': true };
    await expect(new Attempt().run(httpRequest, input)).resolves.toMatchObject({ status: 302 });
  },
);

test('takes no key along to another origin', async () => {
  const seen: NodeJS.Dict<string | string[]>[] = [];
  await using other = await serve((request, response) => {
    seen.push(request.headers);
    response.end();
  });
  await using server = await serve((_request, response) =>
    response.writeHead(302, { location: other.url }).end(),
  );
  await new Attempt().run(httpRequest, {
    url: server.url,
    'follow-redirects': true,
    headers: { Authorization: 'Bearer k', Cookie: 'k', 'X-Api-Key': 'k', Accept: 'text/css' },
  });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ accept: 'text/css' });
  expect(Object.values(seen[0] ?? {}).join()).not.toMatch(/\bk\b/);
});

test('gives up on a redirect that leads in circles', async () => {
  let hops = 0;
  await using server = await serve((_request, response) => {
    hops += 1;
    response.writeHead(302, { location: '/' }).end();
  });
  const failure = await new Attempt().failure(httpRequest, {
    url: server.url,
    'follow-redirects': true,
  });
  expect(failure).toMatchObject({ kind: 'bad-answer', status: 302 });
  expect(hops).toBe(11);
});

test('fails as refused when nobody listens', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/path?key=hidden`;
  await expect(new Attempt().failure(httpRequest, { url })).resolves.toEqual({
    kind: 'refused',
    message: `no connection for GET http://127.0.0.1:${port}/path?…: connect ECONNREFUSED 127.0.0.1:${port}`,
  });
});

test('fails as refused when the server speaks no TLS, for then nothing was sent', async () => {
  await using server = await serve((_request, response) => response.end());
  const url = server.url.replace('http:', 'https:');
  const failure = await new Attempt().failure(httpRequest, { url, method: 'POST', body: 'x' });
  expect(failure.kind).toBe('refused');
});

test('fails as cut when the connection breaks before the answer', async () => {
  await using server = await serve((request) => request.socket.destroy());
  const failure = await new Attempt().failure(httpRequest, { url: server.url });
  expect(failure.kind).toBe('cut');
});

test('fails as cut when the connection breaks in the middle of the answer', async () => {
  await using server = await serve((request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('the beginning', () => request.socket.destroy());
  });
  const failure = await new Attempt().failure(httpRequest, { url: server.url });
  expect(failure.kind).toBe('cut');
});

test('fails when the answer is not HTTP', async () => {
  const server = createServer((socket) => {
    socket.resume().end('220 mail.example.org ESMTP\r\n');
  });
  await using mail = await listening(server);
  const failure = await new Attempt().failure(httpRequest, { url: mail.url });
  expect(failure).toMatchObject({ kind: 'bad-answer', status: null });
});

test('takes an answer that is just as long as allowed', async () => {
  await using server = await serve((_request, response) => response.end('12345'));
  const outputs = await new Attempt().run(httpRequest, { url: server.url, 'max-bytes': 5 });
  expect(outputs['body']).toBe('12345');
});

test('fails when the answer is longer than allowed, without waiting for its end', async () => {
  await using server = await serve((_request, response) => {
    response.write('123456');
  });
  const failure = await new Attempt().failure(httpRequest, { url: server.url, 'max-bytes': 5 });
  expect(failure).toEqual({
    kind: 'bad-answer',
    message: 'the answer is longer than 5 bytes',
    status: 200,
    retryAfterMs: null,
  });
});

test.each([
  [{ url: 'ftp://127.0.0.1/' }, '"url" is not the URL of an http or https server'],
  [{ url: 'http://' }, '"url" is not the URL of an http or https server'],
  [
    { url: 'http://me:secret@127.0.0.1/' },
    '"url" has a user or password in it; send an "authorization" header instead',
  ],
  [{ json: 1, body: 'x' }, 'only one of "json" and "body" may be given'],
  [{ headers: { 'a b': 'x' } }, 'cannot be sent: invalid header key'],
  [{ headers: { a: 'x\nb: y' } }, 'cannot be sent: invalid a header'],
])('sends nothing for %j', async (parameters, message) => {
  const port = await freePort();
  const input = { url: `http://127.0.0.1:${port}/`, ...parameters };
  const failure = await new Attempt().failure(httpRequest, input);
  expect(failure.kind).toBe('invalid-value');
  expect(failure.message).toContain(message);
  expect(failure.message).not.toContain('secret');
});

test('ends a request that only reads when the run is cancelled', async () => {
  const attempt = new Attempt();
  const reason = new Error('cancelled by a person');
  await using server = await serve(() => attempt.cancel(reason));
  await expect(attempt.run(httpRequest, { url: server.url })).rejects.toBe(reason);
  expect(getEventListeners(attempt.context.signal, 'abort')).toEqual([]);
});

test('ends a request whose answer stops half-way when the run is cancelled', async () => {
  const attempt = new Attempt();
  const reason = new Error('cancelled by a person');
  await using server = await serve((_request, response) => {
    response.write('the beginning', () => attempt.cancel(reason));
  });
  await expect(attempt.run(httpRequest, { url: server.url })).rejects.toBe(reason);
});

test('lets a request that cannot be repeated end when the run is cancelled', async () => {
  const attempt = new Attempt();
  await using server = await serve((_request, response) => {
    attempt.cancel(new Error('cancelled by a person'));
    setImmediate(() => response.end('created'));
  });
  const outputs = await attempt.run(httpRequest, { url: server.url, method: 'POST', body: '' });
  expect(outputs['body']).toBe('created');
});

test('ends a request that cannot be repeated when its time is up', async () => {
  const attempt = new Attempt();
  const reason = new Error('the time of the attempt is up');
  await using server = await serve(() => attempt.expire(reason));
  const posted = attempt.run(httpRequest, { url: server.url, method: 'POST', body: '' });
  await expect(posted).rejects.toBe(reason);
});

test('holds up virtual time until the answer is there', async () => {
  const attempt = new Attempt();
  const log: string[] = [];
  await using server = await serve((_request, response) => {
    void turns(50).then(() => response.end());
  });
  const sleep = attempt.clock
    .sleepUntil(attempt.clock.now() + 1)
    .then(() => log.push('time passed'));
  await attempt.run(httpRequest, { url: server.url });
  log.push('answered');
  await sleep;
  expect(log).toEqual(['answered', 'time passed']);
});

test.each([
  [{}, 'read'],
  [{ method: 'HEAD' }, 'read'],
  [{ method: 'POST' }, 'toggle'],
  [{ method: 'PUT' }, 'convergent'],
  [{ method: 'DELETE' }, 'destroy'],
  [{ method: '${{ inputs.method }}' }, 'toggle'],
  [{ method: 'constructor' }, 'toggle'],
])('is with %j of the class %s', (given, expected) => {
  expect(classOf(httpRequestSpec, given)).toBe(expected);
});

/** What the server saw of a request. */
async function echoed({
  path = '',
  ...input
}: JsonObject & { path?: string }): Promise<JsonObject> {
  await using server = await serve(async (request, response) => {
    const { method, url, headers } = request;
    const body = await text(request);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method, url, headers, body }));
  });
  const { json } = await new Attempt().run(httpRequest, { url: `${server.url}${path}`, ...input });
  return json as JsonObject;
}
