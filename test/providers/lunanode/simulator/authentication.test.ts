import { describe, expect, test } from 'vitest';

import { alice, bob, startRig, type Rig } from './rig.ts';
import { plainRequest, post, sign } from './signed-request.ts';

const failure = { success: 'no', error: expect.stringMatching(/^authentication failure/) };
const success = expect.objectContaining({ success: 'yes' });

/** A call as a careful client makes it, but for what a test changes. */
async function call(
  { simulator, clock }: Rig,
  changes: { req?: string; nonce?: string; key?: string; handler?: string; field?: string } = {},
): Promise<unknown> {
  const nonce = changes.nonce ?? String(clock.now() / 1000);
  const req = changes.req ?? plainRequest(alice, {});
  const signature = sign(changes.key ?? alice.apiKey, changes.handler ?? 'vm/list/', req, nonce);
  const field = changes.field === undefined ? [] : [['handler', changes.field] as const];
  return post({
    url: simulator.url,
    action: 'vm/list',
    fields: [...field, ['req', req], ['signature', signature], ['nonce', nonce]],
  });
}

function strictRig(reading: 'window' | 'unique' | 'increasing' = 'increasing') {
  return startRig({ nonce: { reading, windowSeconds: 30 } });
}

describe('the signature', () => {
  test('is the one that the worked examples of the API give', () => {
    const nothing = plainRequest(alice, {});
    const create = plainRequest(alice, { hostname: 'myvm', plan_id: 'm.4', image_id: '94953' });
    expect(sign(alice.apiKey, 'vm/list/', nothing, '1700000000')).toMatch(
      /^1b88d1597714e688.*1bf8$/,
    );
    expect(sign(alice.apiKey, 'vm/create/', create, '1700000001')).toMatch(
      /^13e662af456dd56b.*5081$/,
    );
  });

  test('made with the whole key over handler, request and nonce is accepted', async () => {
    await using rig = await strictRig();
    expect(await call(rig)).toEqual(success);
  });

  test('made with half of the key is refused', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { key: alice.apiKey.slice(0, 64) })).toEqual(failure);
  });

  test('made with the key of another account is refused', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { key: bob.apiKey })).toEqual(failure);
  });

  test('over another handler is refused', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { handler: 'vm/info/' })).toEqual(failure);
  });

  test('over a handler without its final slash is refused', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { handler: 'vm/list' })).toEqual(failure);
  });

  test('in upper case is refused', async () => {
    await using rig = await strictRig();
    const req = plainRequest(alice, {});
    const nonce = String(rig.clock.now() / 1000);
    const signature = sign(alice.apiKey, 'vm/list/', req, nonce).toUpperCase();
    const answer = await post({
      url: rig.simulator.url,
      action: 'vm/list',
      fields: [
        ['req', req],
        ['signature', signature],
        ['nonce', nonce],
      ],
    });
    expect(answer).toEqual(failure);
  });

  test('of a call to an address without its final slash is refused, as JSON with status 200', async () => {
    await using rig = await strictRig();
    for (const handler of ['vm/list', 'vm/list/']) {
      const req = plainRequest(alice, {});
      const nonce = String(rig.clock.now() / 1000);
      const signature = sign(alice.apiKey, handler, req, nonce);
      const response = await fetch(`${rig.simulator.url}vm/list`, {
        method: 'POST',
        body: new URLSearchParams({ req, signature, nonce }),
      });
      expect([response.status, await response.json()]).toEqual([200, failure]);
    }
  });
});

describe('the credentials in the request', () => {
  test.each([
    ['an API ID that nobody has', { api_id: 'ponmlkjihgfedcba' }],
    ['the API ID of another account', { api_id: bob.apiId }],
    ['the whole key instead of its half', { api_partialkey: alice.apiKey }],
    ['the other half of another key', { api_partialkey: bob.apiKey.slice(0, 64) }],
    ['no API ID', { api_id: undefined }],
    ['no partial key', { api_partialkey: undefined }],
  ])('are refused with %s', async (_, change) => {
    await using rig = await strictRig();
    const credentials = { api_id: alice.apiId, api_partialkey: alice.apiKey.slice(0, 64) };
    expect(await call(rig, { req: JSON.stringify({ ...credentials, ...change }) })).toEqual(
      failure,
    );
  });

  test.each(['', '[]', 'null', '"text"', '{"api_id":'])(
    'are not found in a request that is no JSON object: %s',
    async (req) => {
      await using rig = await strictRig();
      expect(await call(rig, { req })).toEqual(failure);
    },
  );
});

describe('the nonce', () => {
  test.each([
    ['30 s behind the clock', -30, success],
    ['30 s ahead of the clock', 30, success],
    ['31 s behind the clock', -31, failure],
    ['31 s ahead of the clock', 31, failure],
  ])('%s is judged by the window', async (_, seconds, expected) => {
    await using rig = await strictRig('window');
    expect(await call(rig, { nonce: String(rig.clock.now() / 1000 + seconds) })).toEqual(expected);
  });

  test('in milliseconds is refused', async () => {
    await using rig = await strictRig('window');
    expect(await call(rig, { nonce: String(rig.clock.now()) })).toEqual(failure);
  });

  test.each(['', 'now', '1.5', '-1'])('that is no whole number is refused: %s', async (nonce) => {
    await using rig = await strictRig('window');
    expect(await call(rig, { nonce })).toEqual(failure);
  });

  const readings = [
    // reading, same again, a lower one that was never used
    ['window', success, success],
    ['unique', failure, success],
    ['increasing', failure, failure],
  ] as const;

  test.each(readings)('read as "%s" treats a repeated and a lower one so', async (...row) => {
    const [reading, repeated, lower] = row;
    await using rig = await strictRig(reading);
    const second = rig.clock.now() / 1000;
    expect(await call(rig, { nonce: String(second) })).toEqual(success);
    expect(await call(rig, { nonce: String(second) })).toEqual(repeated);
    expect(await call(rig, { nonce: String(second - 5) })).toEqual(lower);
    expect(await call(rig, { nonce: String(second + 1) })).toEqual(success);
  });

  test('is read as increasing unless told otherwise', async () => {
    await using rig = await startRig({ nonce: {} });
    const second = rig.clock.now() / 1000;
    expect(await call(rig, { nonce: String(second + 2) })).toEqual(success);
    expect(await call(rig, { nonce: String(second + 1) })).toEqual(failure);
  });

  test('is counted for each account by itself', async () => {
    await using rig = await startRig();
    await rig.ok('vm/list', {}, alice);
    await rig.ok('vm/list', {}, bob);
  });

  test('of a request with a wrong signature does not count as used', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { key: bob.apiKey })).toEqual(failure);
    expect(await call(rig)).toEqual(success);
  });

  test('of a request that the API refuses counts as used', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { req: plainRequest(alice, { colour: 'red' }) })).not.toEqual(failure);
    expect(await call(rig)).toEqual(failure);
  });

  test('is measured against the wall clock where that is another one', async () => {
    const wallClock = { now: () => 1_700_000_000_000, sleepUntil: never, outside: never };
    await using rig = await startRig({ wallClock, nonce: { windowSeconds: 30 } });
    expect(await call(rig, { nonce: '1700000010' })).toEqual(success);
    expect(await call(rig)).toEqual(failure);
  });
});

describe('the encoding of the request', () => {
  const { apiId } = alice;
  const partialKey = alice.apiKey.slice(0, 64);
  const credentials = `"api_id":"${apiId}","api_partialkey":"${partialKey}"`;

  test.each([
    ['spaces after separators, as Python writes', `{"region": "toronto", ${credentials}}`],
    [
      'escaped letters, as PHP writes for what is not ASCII',
      String.raw`{"region":"tor\u006fnto",${credentials}}`,
    ],
    [
      'sorted keys and other escaped letters, as Go writes',
      String.raw`{${credentials},"region":"\u0074oronto"}`,
    ],
    ['credentials first', `{${credentials},"region":"toronto"}`],
    ['credentials last', `{"region":"toronto",${credentials}}`],
    ['line breaks', `{\n  "region": "toronto",\n  ${credentials}\n}\n`],
  ])('may have %s', async (_, req) => {
    await using rig = await strictRig();
    const nonce = String(rig.clock.now() / 1000);
    const answer = await post({
      url: rig.simulator.url,
      action: 'image/list',
      fields: [
        ['req', req],
        ['signature', sign(alice.apiKey, 'image/list/', req, nonce)],
        ['nonce', nonce],
      ],
    });
    expect(answer).toEqual(success);
    expect(answer.images[0]).toMatchObject({ region: 'toronto' });
  });

  test('escapes come out as what they stand for', async () => {
    await using rig = await startRig();
    const req = String.raw`{"name":"a\/b \u003c1\u003e caf\u00e9","content":"x",${credentials}}`;
    const nonce = String(rig.clock.now() / 1000 + 1);
    const signature = sign(alice.apiKey, 'script/create/', req, nonce);
    await post({
      url: rig.simulator.url,
      action: 'script/create',
      fields: [
        ['nonce', nonce],
        ['signature', signature],
        ['req', req],
      ],
    });
    expect(rig.simulator.snapshot().scripts).toEqual([
      { id: expect.any(String), name: 'a/b <1> café' },
    ]);
  });

  test('may give ids as numbers', async () => {
    await using rig = await startRig();
    await rig.ok('vm/create', { hostname: 'n', plan_id: 87, image_id: 362_401 });
    expect(rig.simulator.snapshot().vms).toMatchObject([{ plan: 'm.2' }]);
  });

  test('may not give null, a flag, a list or an object as a value', async () => {
    await using rig = await startRig();
    for (const region of [null, true, ['toronto'], { key: 'toronto' }]) {
      expect(await rig.refused('image/list', { region })).toBe(
        'parameter region is neither text nor a number',
      );
    }
  });

  test('outside ASCII fails to authenticate, however it is signed', async () => {
    await using rig = await strictRig();
    const req = `{"name":"café","content":"x",${credentials}}`;
    const nonce = String(rig.clock.now() / 1000);
    const signature = sign(alice.apiKey, 'script/create/', Buffer.from(req, 'utf8'), nonce);
    const fields = [
      ['req', req],
      ['signature', signature],
      ['nonce', nonce],
    ] as const;
    expect(await post({ url: rig.simulator.url, action: 'script/create', fields })).toEqual(
      failure,
    );
    expect(rig.simulator.requests.at(-1)?.reason).toContain('not ASCII');
  });
});

describe('the form', () => {
  test('may carry the handler as a fourth field', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { field: 'vm/list/' })).toEqual(success);
  });

  test('may not carry another handler than its address', async () => {
    await using rig = await strictRig();
    expect(await call(rig, { field: 'vm/info/' })).toEqual(failure);
  });

  test('may have its fields in any order', async () => {
    await using rig = await strictRig();
    const req = plainRequest(alice, {});
    const nonce = String(rig.clock.now() / 1000);
    const answer = await post({
      url: rig.simulator.url,
      action: 'vm/list',
      fields: [
        ['handler', 'vm/list/'],
        ['nonce', nonce],
        ['req', req],
        ['signature', sign(alice.apiKey, 'vm/list/', req, nonce)],
      ],
    });
    expect(answer).toEqual(success);
  });

  test.each(['req', 'signature', 'nonce'])('without %s is refused', async (missing) => {
    await using rig = await strictRig();
    const req = plainRequest(alice, {});
    const nonce = String(rig.clock.now() / 1000);
    const fields: (readonly [string, string])[] = [
      ['req', req],
      ['signature', sign(alice.apiKey, 'vm/list/', req, nonce)],
      ['nonce', nonce],
    ];
    const answer = await post({
      url: rig.simulator.url,
      action: 'vm/list',
      fields: fields.filter(([name]) => name !== missing),
    });
    expect(answer).toEqual(failure);
  });

  test('that is sent as JSON is no form', async () => {
    await using rig = await strictRig();
    const req = plainRequest(alice, {});
    const nonce = String(rig.clock.now() / 1000);
    const response = await fetch(`${rig.simulator.url}vm/list/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ req, nonce, signature: sign(alice.apiKey, 'vm/list/', req, nonce) }),
    });
    expect(await response.json()).toEqual(failure);
  });
});

function never(): Promise<never> {
  throw new Error('nothing waits for this clock');
}
