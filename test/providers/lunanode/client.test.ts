import { createServer as createSocketServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Failure } from '../../../src/core/run/failure.ts';
import { ActionError } from '../../../src/engine/action.ts';
import { catalogue } from '../../../src/providers/lunanode/catalogue/catalogue.ts';
import { LunaNodeClient } from '../../../src/providers/lunanode/client.ts';
import {
  answeringServer,
  apiId,
  apiKey,
  json,
  listen,
  status,
  type Answerer,
} from './answering-server.ts';
import { StandingClock } from './standing-clock.ts';

const never = new AbortController().signal;
const badNonce = {
  success: 'no',
  error:
    'authentication failure; common reasons: bad nonce (computer time off), source IP mismatch, invalid API id\\/key',
};

describe('a call', () => {
  test('is a signed form to the address of its action', async () => {
    await using server = await answeringServer(json({ success: 'yes', vm_id: 'new' }));
    const input = {
      hostname: 'wéb',
      plan_id: 87,
      image_id: '1',
      scripts: [1, 2],
      set_password: true,
    };
    expect(await call(server.url, 'vm/create', input)).toEqual({ vm_id: 'new' });
    const [got] = server.received;
    expect(got).toMatchObject({ path: '/api/vm/create/', method: 'POST', isSigned: true });
    expect(got?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(got?.nonce).toBe(1_700_000_000);
    expect(got?.message).toEqual({
      hostname: 'wéb',
      plan_id: '87',
      image_id: '1',
      scripts: '1,2',
      set_password: 'yes',
      api_id: apiId,
      api_partialkey: apiKey.slice(0, 64),
    });
  });

  test('has a connection of its own', async () => {
    await using server = await answeringServer(json({ success: 'yes', credit: '1.5' }));
    const client = clientFor(server.url);
    for (let time = 0; time < 3; time += 1) await callWith(client, 'billing/credit');
    expect(server.connections()).toBe(3);
    expect(server.received[0]?.headers.connection).toBe('close');
  });

  test('waits for the one before, and takes a later nonce', async () => {
    const slowly: Answerer = async (received, response) => {
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
      await json({ success: 'yes', credit: '1' })(received, response);
    };
    await using server = await answeringServer(slowly);
    const clock = new StandingClock();
    const client = clientFor(server.url, clock);
    await Promise.all(Array.from({ length: 5 }, () => callWith(client, 'billing/credit')));
    expect(server.mostAtOnce()).toBe(1);
    const nonces = server.received.map(({ nonce }) => nonce - 1_700_000_000);
    expect(nonces).toEqual([0, 1, 2, 3, 4]);
    expect(clock.sleeps).toEqual([1_700_000_001_000, 1_700_000_002_000]);
  });

  test('that fails lets the next one go', async () => {
    await using server = await answeringServer(
      (_received, response) => void response.destroy(),
      json({ success: 'yes', credit: '2' }),
    );
    const client = clientFor(server.url);
    const both = [callWith(client, 'billing/credit'), callWith(client, 'billing/credit')];
    expect((await Promise.allSettled(both)).map((one) => one.status)).toEqual([
      'rejected',
      'fulfilled',
    ]);
  });

  test('does not follow a redirect, which would take the signature elsewhere', async () => {
    await using elsewhere = await answeringServer(json({ success: 'yes', credit: '1' }));
    await using server = await answeringServer(status(307, '', { location: elsewhere.url }));
    const failure = await failureOf(call(server.url, 'billing/credit'));
    expect(failure).toMatchObject({ kind: 'bad-answer', status: 307 });
    expect(elsewhere.received).toEqual([]);
  });
});

describe('a failure', () => {
  test('is a rejection when the API says no', async () => {
    await using server = await answeringServer(
      json({ success: 'no', error: 'invalid &quot;vm&quot;' }),
    );
    expect(await failureOf(call(server.url, 'vm/info', { vm_id: 'x' }))).toEqual({
      kind: 'rejected',
      message: 'vm/info: invalid "vm"',
    });
  });

  test.each([
    [{}, null],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': 'Tue, 14 Nov 2023 22:14:00 GMT' }, 40_000],
  ])('asks for patience when the status is 429 with %j', async (headers, retryAfterMs) => {
    await using server = await answeringServer(status(429, 'slow down', headers));
    expect(await failureOf(call(server.url, 'vm/list'))).toEqual({
      kind: 'throttled',
      message: 'vm/list: too many calls (HTTP status 429: "slow down")',
      retryAfterMs,
    });
  });

  test('is a bad answer for any other status, whatever the body says', async () => {
    const body = '{"success":"yes","vm_id":"x"}';
    await using server = await answeringServer(status(500, body, { 'retry-after': '3' }));
    expect(await failureOf(call(server.url, 'vm/create'))).toEqual({
      kind: 'bad-answer',
      message: `vm/create: HTTP status 500 instead of 200: "${body}"`,
      status: 500,
      retryAfterMs: 3_000,
    });
  });

  test.each([
    ['<html><h1>Just a moment\n ...</h1>', 'the answer is not JSON: "Just a moment ..."'],
    ['', 'the answer is not JSON'],
    ['{"vms":[]}', 'the answer does not say success: "{"vms":[]}"'],
    ['{"success":"yes"}', 'the answer has no usable vms'],
  ])('is a bad answer when the body is %j', async (body, message) => {
    await using server = await answeringServer(status(200, body));
    expect(await failureOf(call(server.url, 'vm/list'))).toEqual({
      kind: 'bad-answer',
      message: `vm/list: ${message}`,
      status: 200,
      retryAfterMs: null,
    });
  });

  test('is a bad answer when there is no end to it', async () => {
    await using server = await answeringServer(status(200, `"${'x'.repeat(17 * 1024 * 1024)}"`));
    const failure = await failureOf(call(server.url, 'vm/list'));
    expect(failure.kind).toBe('bad-answer');
    expect(failure.message).toMatch(/^vm\/list: 127\.0\.0\.1:\d+ answered with more than 16 MiB$/);
  });

  test('is a bad answer when the other side does not speak HTTP', async () => {
    await using server = await socketServer((socket) => {
      socket.once('data', () => socket.end('220 mail.example ESMTP\r\n'));
    });
    const failure = await failureOf(call(server.url, 'vm/list'));
    expect(failure).toMatchObject({ kind: 'bad-answer', status: null });
    expect(failure.message).toContain('something that is not HTTP');
  });

  test('is a cut when the connection is closed before the request is read', async () => {
    await using server = await socketServer((socket) => void socket.destroy());
    const failure = await failureOf(call(server.url, 'vm/create'));
    expect(failure.kind).toBe('cut');
    expect(failure.message).toMatch(/^vm\/create: the connection to 127\.0\.0\.1:\d+ broke/);
  });

  test('is a cut when the connection is reset while the request is read', async () => {
    await using server = await socketServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect((await failureOf(call(server.url, 'vm/create'))).kind).toBe('cut');
  });

  test.each<[string, Answerer]>([
    [
      'reset after the request was read',
      (_got, response) => void response.socket?.resetAndDestroy(),
    ],
    ['closed after the request was read', (_got, response) => void response.socket?.destroy()],
    [
      'closed in the middle of a body of known length',
      (_got, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"success":"yes"', () => response.socket?.destroy());
      },
    ],
    [
      'closed in the middle of a body in chunks',
      (_got, response) => {
        response.writeHead(200);
        response.write('{"success":"yes"', () => response.socket?.end());
      },
    ],
  ])('is a cut when the connection is %s', async (_how, answer) => {
    await using server = await answeringServer(answer);
    expect((await failureOf(call(server.url, 'vm/create'))).kind).toBe('cut');
    expect(server.received).toHaveLength(1);
  });

  test('is a refusal when nobody listens', async () => {
    const url = await closedUrl();
    const failure = await failureOf(call(url, 'vm/create'));
    expect(failure.kind).toBe('refused');
    expect(failure.message).toMatch(
      /^vm\/create: no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    );
  });

  test('is a refusal when no secure connection comes about', async () => {
    await using server = await answeringServer(json({ success: 'yes' }));
    const failure = await failureOf(call(server.url.replace('http:', 'https:'), 'vm/create'));
    expect(failure.kind).toBe('refused');
    expect(server.received).toEqual([]);
  });

  test('is an invalid value when a parameter has no form on the wire', async () => {
    const failure = await failureOf(
      call('http://127.0.0.1:9/', 'vm/rename', { hostname: { a: 1 } }),
    );
    expect(failure).toMatchObject({ kind: 'invalid-value' });
    expect(failure.message).toMatch(/^vm\/rename: "hostname" is an object/);
  });
});

describe('a call that may have had a bad nonce', () => {
  test('is signed again with a newer one, even when it creates', async () => {
    await using server = await answeringServer(
      json(badNonce),
      json(badNonce),
      json({ success: 'yes', vm_id: 'new' }),
    );
    expect(await call(server.url, 'vm/create')).toEqual({ vm_id: 'new' });
    // Another program with this key may have run two seconds ahead: the third one is newer than that.
    expect(server.received.map(({ nonce }) => nonce - 1_700_000_000)).toEqual([0, 1, 3]);
    expect(new Set(server.received.map(({ form }) => form.get('signature'))).size).toBe(3);
    expect(server.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  test('is rejected with the likely reasons after the third time', async () => {
    await using server = await answeringServer(json(badNonce));
    const failure = await failureOf(call(server.url, 'vm/list'));
    expect(server.received).toHaveLength(3);
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toMatch(
      /^vm\/list: not authenticated, 3 times .*clock.*addresses.*key/,
    );
    expect(failure.message).toContain('it says: authentication failure; common reasons: bad nonce');
  });
});

describe('the signal of a call', () => {
  test('breaks it off while the answer is awaited, and its reason is passed on', async () => {
    const abort = new AbortController();
    const reason = new Error('time is up');
    await using server = await answeringServer(() => abort.abort(reason));
    const client = clientFor(server.url);
    await expect(callWith(client, 'vm/create', {}, abort.signal)).rejects.toBe(reason);
  });

  test('breaks it off in the middle of the body', async () => {
    const abort = new AbortController();
    const reason = new Error('time is up');
    await using server = await answeringServer((_received, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{', () => abort.abort(reason));
    });
    const client = clientFor(server.url);
    await expect(callWith(client, 'vm/create', {}, abort.signal)).rejects.toBe(reason);
  });

  test('takes it back while it waits for its turn: nothing is sent', async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    await using server = await answeringServer((received, response) => {
      abort.abort(reason);
      return json({ success: 'yes', credit: '1' })(received, response);
    });
    const client = clientFor(server.url);
    const first = callWith(client, 'billing/credit');
    const second = callWith(client, 'vm/create', {}, abort.signal);
    await expect(second).rejects.toBe(reason);
    expect(await first).toEqual({ credit: 1 });
    await client.close();
    expect(server.received).toHaveLength(1);
  });

  test('that is aborted already sends nothing', async () => {
    await using server = await answeringServer(json({ success: 'yes' }));
    const reason = new Error('too late');
    const client = clientFor(server.url);
    await expect(callWith(client, 'vm/list', {}, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.received).toEqual([]);
  });
});

test('closing waits for the call that is under way', async () => {
  await using server = await answeringServer(async (received, response) => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    await json({ success: 'yes', credit: '1' })(received, response);
  });
  const client = clientFor(server.url);
  let isAnswered = false;
  const answer = callWith(client, 'billing/credit').then(() => {
    isAnswered = true;
  });
  await client.close();
  await answer;
  expect(isAnswered).toBe(true);
});

test('real input and output is told to the clock, the wait for a nonce is not', async () => {
  await using server = await answeringServer(json({ success: 'yes', credit: '1' }));
  const log: string[] = [];
  class LoggingClock extends StandingClock {
    override async sleepUntil(until: number, signal?: AbortSignal): Promise<void> {
      log.push('sleep');
      await super.sleepUntil(until, signal);
    }
    override async outside<T>(work: Promise<T>): Promise<T> {
      log.push('out');
      try {
        return await work;
      } finally {
        log.push('back');
      }
    }
  }
  const client = clientFor(server.url, new LoggingClock());
  for (let time = 0; time < 4; time += 1) await callWith(client, 'billing/credit');
  expect(log.join(' ')).toBe('out back out back out back sleep out back');
});

test('a server that echoes the request does not get the credentials into a failure', async () => {
  const echo =
    (code: number, wrap: (body: string) => string): Answerer =>
    (received, response) => {
      response.writeHead(code).end(wrap(JSON.stringify(received.message)));
    };
  await using server = await answeringServer(
    echo(500, (text) => text),
    echo(200, (text) => `<pre>${text}</pre>`),
    echo(200, (text) => JSON.stringify({ success: 'no', error: text })),
    echo(200, (text) => JSON.stringify({ success: 'no', error: { got: text } })),
    echo(429, (text) => text),
    (_received, response) => void response.socket?.destroy(),
  );
  const client = clientFor(server.url);
  for (let time = 0; time < 6; time += 1) {
    const error: unknown = await callWith(client, 'vm/list').catch((thrown: unknown) => thrown);
    const shown = inspect(error, { depth: 20, showHidden: true, maxStringLength: null });
    expect(shown).toContain('vm/list');
    expect(shown).not.toMatch(/sent4half|kept4half|abcdefghijklmnop/);
  }
});

function clientFor(url: string, clock = new StandingClock()): LunaNodeClient {
  return new LunaNodeClient({ apiId, apiKey, url, clock });
}

function call(url: string, name: string, input: JsonObject = {}): Promise<JsonObject> {
  return callWith(clientFor(url), name, input);
}

async function callWith(
  client: LunaNodeClient,
  name: string,
  input: JsonObject = {},
  signal: AbortSignal = never,
): Promise<JsonObject> {
  const endpoint = catalogue.get(name);
  if (endpoint === undefined) throw new Error(`no ${name}`);
  return client.call(endpoint, input, { signal, begin: () => undefined });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof ActionError) return outcome.failure;
  throw new Error('expected an ActionError', { cause: outcome });
}

async function socketServer(onSocket: (socket: Socket) => void) {
  const server = createSocketServer(onSocket);
  return {
    url: `http://127.0.0.1:${await listen(server)}/`,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function closedUrl(): Promise<string> {
  const server = await socketServer(() => undefined);
  await server[Symbol.asyncDispose]();
  return server.url;
}
