import { expect, test } from 'vitest';
import { checkConfig, LunaNodeConfigError } from '../../../src/providers/lunanode/config.ts';

const apiId = 'abcdefghijklmnop';
const apiKey = 'k'.repeat(128);

test('the API of the vendor is the default', () => {
  expect(checkConfig({ apiId, apiKey }).href).toBe('https://dynamic.lunanode.com/api/');
});

test('a URL gets the slash that calls are appended to', () => {
  const url = checkConfig({ apiId, apiKey, url: 'http://127.0.0.1:8080/api' });
  expect(url.href).toBe('http://127.0.0.1:8080/api/');
});

test.each([
  [{ apiId: 'short', apiKey }, 'the API ID of LunaNode has 5 characters instead of 16'],
  [{ apiId: '', apiKey }, 'the API ID of LunaNode is empty'],
  [{ apiId, apiKey: 'secret' }, 'the API key of LunaNode has 6 characters instead of 128'],
  [{ apiId, apiKey: `${'k'.repeat(127)}\n` }, 'the API key of LunaNode has characters'],
  [{ apiId, apiKey, url: 'dynamic.lunanode.com' }, 'is no http or https URL'],
  [{ apiId, apiKey, url: 'file:///etc/passwd' }, 'is no http or https URL'],
  [{ apiId, apiKey, url: 'https://user:word@example.com/' }, 'without user, query or fragment'],
  [{ apiId, apiKey, url: 'https://example.com/?key=1' }, 'without user, query or fragment'],
])('wrong settings %# are refused: %s', (config, message) => {
  expect(() => checkConfig(config)).toThrow(LunaNodeConfigError);
  expect(() => checkConfig(config)).toThrow(message);
});

test('a refusal does not show the key', () => {
  for (const key of [
    'tell-nobody',
    'tell-nobody'.padEnd(129, 'x'),
    'tell nobody'.padEnd(128, ' '),
  ]) {
    expect(() => checkConfig({ apiId, apiKey: key })).toThrow(/^(?!.*nobody)/);
  }
});
