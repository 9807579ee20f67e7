import { assert, json, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { openEnvelope } from '../../../src/providers/lunanode/envelope.ts';

test('success yes hands the answer on', () => {
  expect(openEnvelope('{"success":"yes","vm_id":"a"}')).toEqual({
    said: 'yes',
    answer: { success: 'yes', vm_id: 'a' },
  });
});

test.each([
  ['"invalid vm"', 'invalid vm'],
  ['"can&#039;t &lt;do&gt; it "', "can't <do> it"],
  [String.raw`"{\"ip\":[\"taken\",\"not yours\"],\"code\":7}"`, 'ip: taken; not yours; code: 7'],
  ['{"name":"too long"}', 'name: too long'],
  ['"[not closed"', '[not closed'],
  ['""', 'no reason given'],
  ['null', 'null'],
])('an error %s reads "%s"', (error, text) => {
  const envelope = openEnvelope(`{"success":"no","error":${error}}`);
  expect(envelope).toEqual({ said: 'no', error: text, isAuthentication: false });
});

test('an error may be missing', () => {
  expect(openEnvelope('{"success":"no"}')).toMatchObject({ error: 'no reason given' });
});

test('a failure to authenticate is told apart', () => {
  const error =
    'authentication failure; common reasons: bad nonce (computer time off), source IP mismatch, invalid API id/key';
  expect(openEnvelope(JSON.stringify({ success: 'no', error }))).toEqual({
    said: 'no',
    error,
    isAuthentication: true,
  });
});

test.each([
  ['<html>', 'the answer is not JSON'],
  ['', 'the answer is not JSON'],
  ['[]', 'the answer is not a JSON object'],
  ['"yes"', 'the answer is not a JSON object'],
  ['{}', 'the answer does not say success'],
  ['{"success":"maybe"}', 'the answer does not say success'],
])('%s is no answer of the API', (body, why) => {
  expect(openEnvelope(body)).toEqual({ said: 'nothing', why });
});

test('any body can be opened', () => {
  const bodies = oneof(
    string(),
    json(),
    json().map((error) => `{"success":"no","error":${error}}`),
  );
  assert(property(bodies, (body) => openEnvelope(body).said.length > 0));
});
