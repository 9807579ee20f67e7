import { expect, test } from 'vitest';

import { assertThat } from '../../src/actions/assert-that.ts';
import { Attempt } from './attempt.ts';

test('succeeds without outputs when the condition is true', async () => {
  await expect(new Attempt().run(assertThat, { that: true, message: 'x' })).resolves.toEqual({});
});

test('fails with its message when the condition is false', async () => {
  const input = { that: false, message: 'the plan has no room for a second disk' };
  await expect(new Attempt().failure(assertThat, input)).resolves.toEqual({
    kind: 'assertion',
    message: 'the plan has no room for a second disk',
  });
});

test('says that the condition is false when it has no message', async () => {
  const failure = await new Attempt().failure(assertThat, { that: false });
  expect(failure).toEqual({ kind: 'assertion', message: 'the condition is false' });
});

test.each([{}, { that: 'true' }, { that: null }])('takes no %j for a condition', async (input) => {
  const failure = await new Attempt().failure(assertThat, input);
  expect(failure.kind).toBe('invalid-value');
});
