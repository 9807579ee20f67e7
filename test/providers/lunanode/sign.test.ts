import { describe, expect, test } from 'vitest';
import {
  partialKey,
  requestMessage,
  signatureOf,
  signedForm,
} from '../../../src/providers/lunanode/sign.ts';

const apiId = 'abcdefghijklmnop';
const apiKey = '0123456789abcdef'.repeat(8);
const half = '0123456789abcdef'.repeat(4);
const vmId = '16b64847-0a86-42ea-bea8-ed60bd960c68';

const vectors = [
  {
    name: 'vm/create',
    parameters: { hostname: 'myvm', plan_id: 'm.4', image_id: '94953' },
    nonce: 1_700_000_001,
    req: `{"hostname":"myvm","plan_id":"m.4","image_id":"94953","api_id":"${apiId}","api_partialkey":"${half}"}`,
    signature:
      '13e662af456dd56b353aab63b66e493a75af04264c12a1c251c7431fb96b142a6e69c371599d98aaf11284f5d081a32bb8d2ccba2e821aac38de60c32f865081',
  },
  {
    name: 'vm/list',
    parameters: {},
    nonce: 1_700_000_000,
    req: `{"api_id":"${apiId}","api_partialkey":"${half}"}`,
    signature:
      '1b88d1597714e6884f75f15b887b84b0eab0a8fa4c3d67aee49e7533291374748363dda1346e172d573c3cd4fc986213c35be26873a195a83d46af9137b11bf8',
  },
  {
    name: 'vm/snapshot',
    parameters: { vm_id: vmId, name: 'café a/b <1>' },
    nonce: 1_700_000_002,
    req: `{"vm_id":"${vmId}","name":"caf\\u00e9 a/b <1>","api_id":"${apiId}","api_partialkey":"${half}"}`,
    signature:
      'a773ab3124b17fe08294731f0cefa3d92060c167c9fe4f91d169f0497e2c90052e883d41b4f28fa40a5bfe3493732b3d756427610456acaaaefaf0ca87152da5',
  },
];

describe.each(vectors)('a call of $name', ({ name, parameters, nonce, req, signature }) => {
  test('says its parameters and the two halves of the credentials as JSON', () => {
    expect(requestMessage(parameters, { apiId, apiKey })).toBe(req);
  });

  test('is signed over the handler, the request and the nonce', () => {
    expect(signatureOf({ handler: `${name}/`, req, nonce: String(nonce) }, apiKey)).toBe(signature);
  });

  test('is a form of three fields', () => {
    const form = signedForm({ name, parameters, nonce }, { apiId, apiKey });
    expect([...new URLSearchParams(form)]).toEqual([
      ['req', req],
      ['signature', signature],
      ['nonce', String(nonce)],
    ]);
  });
});

test('what is sent is ASCII, whatever was written', () => {
  const content = 'ein Gedankenstrich — ein Mond \u{1F315} und ein halbes Zeichen \ud800';
  const req = requestMessage({ content }, { apiId, apiKey });
  expect(req).toMatch(/^[\x20-\x7e]*$/);
  expect(req).toContain(String.raw`\u2014 ein Mond \ud83c\udf15`);
  expect(JSON.parse(req)).toMatchObject({ content });
});

test('a parameter cannot take the place of the credentials', () => {
  const req = requestMessage({ api_id: 'another', api_partialkey: 'x' }, { apiId, apiKey });
  expect(JSON.parse(req)).toEqual({ api_id: apiId, api_partialkey: half });
});

test('half of the key is sent, and the whole key is in no form', () => {
  expect(partialKey(apiKey)).toBe(half);
  const uneven = `${'a'.repeat(64)}${'b'.repeat(64)}`;
  const form = signedForm({ name: 'vm/list', parameters: {}, nonce: 1 }, { apiId, apiKey: uneven });
  expect(form).toContain('a'.repeat(64));
  expect(form).not.toContain('bbbb');
});
