import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import { lunaNodeSpecs } from '../../src/providers/lunanode/provider.ts';
import { secretPaths, secretValues } from '../../src/core/secret-values.ts';

const secret: JsonSchema = { type: 'string', 'x-secret': true };

test('secrets are found in fields, lists and maps', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      open: { type: 'string' },
      hidden: secret,
      scripts: { type: 'array', items: { type: 'object', properties: { content: secret } } },
    },
    additionalProperties: secret,
  };
  const value = {
    open: 'a',
    hidden: 'b',
    scripts: [{ content: 'c', name: 'd' }, { name: 'e' }],
    other: 'f',
  };
  expect(secretValues(schema, value)).toEqual(['b', 'c', 'f']);
  expect(secretPaths(schema)).toEqual(['hidden', 'scripts[].content', '*']);
});

test('nothing and the empty text are no secrets', () => {
  expect(secretValues(secret, '')).toEqual([]);
  expect(secretValues(secret, null)).toEqual([]);
  expect(secretValues(secret, undefined)).toEqual([]);
  expect(secretValues({ type: 'object', properties: { a: secret } }, 'text')).toEqual([]);
});

test.each([
  [
    'username: ubuntu; password: QixaTUKqP1IvxBeG',
    ['username: ubuntu; password: QixaTUKqP1IvxBeG', 'QixaTUKqP1IvxBeG'],
  ],
  ['password: a;b c', ['password: a;b c', 'a;b c']],
  ['password: one; port: 22', ['password: one; port: 22', 'one']],
  [
    'https://toronto-ctrl.lunanode.com:6080/vnc2.html?token=f6818d75&x=1',
    ['https://toronto-ctrl.lunanode.com:6080/vnc2.html?token=f6818d75&x=1', 'f6818d75'],
  ],
])('what is secret about "%s" is also its core', (text, secrets) => {
  expect(secretValues(secret, text)).toEqual(secrets);
});

test('answers of the API that carry secrets are marked', () => {
  const marked = lunaNodeSpecs.flatMap(({ name, output }) =>
    secretPaths(output).map((path) => `${name} ${path}`),
  );
  expect(marked).toEqual([
    'vm/info info.login_details',
    'vm/vnc vnc_url',
    'script/list scripts[].content',
    'script/get content',
  ]);
});
