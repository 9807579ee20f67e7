import { expect, test } from 'vitest';

import { timeSleep } from '../../src/actions/time-sleep.ts';
import { Attempt } from './attempt.ts';

test('sleeps for a while', async () => {
  const attempt = new Attempt();
  const start = attempt.clock.now();
  await expect(attempt.run(timeSleep, { for: '30d12h' })).resolves.toEqual({
    slept_ms: 30.5 * 86_400_000,
  });
  expect(attempt.clock.now()).toBe(start + 30.5 * 86_400_000);
});

test('sleeps until a moment, wherever on earth it is written', async () => {
  const attempt = new Attempt();
  const outputs = await attempt.run(timeSleep, { until: '2026-03-01T05:30:00+02:00' });
  expect(outputs).toEqual({ slept_ms: 3.5 * 3_600_000 });
  expect(attempt.clock.now()).toBe(Date.parse('2026-03-01T03:30:00Z'));
});

test('does not sleep until a moment that is past', async () => {
  const attempt = new Attempt();
  const outputs = await attempt.run(timeSleep, { until: '2020-01-01T00:00:00Z' });
  expect(outputs).toEqual({ slept_ms: 0 });
});

test('stops sleeping when the attempt has to end', async () => {
  const attempt = new Attempt();
  const reason = new Error('cancelled by a person');
  const sleep = attempt.run(timeSleep, { for: '1h' });
  attempt.cancel(reason);
  await expect(sleep).rejects.toBe(reason);
});

test.each([
  [{}, '"until" is missing'],
  [{ for: '1s', until: '2026-03-01T05:30:00Z' }, 'only one of "for" and "until" may be given'],
  [{ for: '5 minutes' }, '"for" is "5 minutes", which is not a duration'],
  [{ until: 'tomorrow' }, '"until" is "tomorrow", which is not a moment'],
  [{ for: 5 }, 'the value of "for" does not fit'],
])('refuses %j', async (input, message) => {
  const failure = await new Attempt().failure(timeSleep, input);
  expect(failure).toEqual({ kind: 'invalid-value', message });
});
