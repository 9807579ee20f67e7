import { describe, expect, test } from 'vitest';

import { approveAsk } from '../../src/actions/approve-ask.ts';
import type { PersonsAnswer } from '../../src/engine/action.ts';
import { Attempt } from './attempt.ts';

const question = { message: 'Delete the old one?' };

function asking(startedAt?: number) {
  const { promise, resolve, reject } = Promise.withResolvers<PersonsAnswer>();
  const answer = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  };
  const attempt = new Attempt({ answer, ...(startedAt === undefined ? {} : { startedAt }) });
  return { attempt, answer: resolve, waiting: promise };
}

test('waits for a yes, and says who gave it', async () => {
  const { attempt, answer } = asking();
  const outputs = attempt.run(approveAsk, question);
  answer({ isApproved: true, by: 'ann', note: 'after the backup' });
  await expect(outputs).resolves.toEqual({
    approved: true,
    answered: true,
    by: 'ann',
    note: 'after the backup',
  });
});

test.each([
  ['not now', 'ann said no: not now'],
  [null, 'ann said no'],
])('a no with the note %j fails the step', async (note, message) => {
  const { attempt, answer } = asking();
  answer({ isApproved: false, by: 'ann', note });
  const failure = await attempt.failure(approveAsk, question);
  expect(failure).toEqual({ kind: 'assertion', message });
});

describe('when nobody answers in time', () => {
  test('it counts as no', async () => {
    const { attempt } = asking();
    const start = attempt.clock.now();
    const failure = await attempt.failure(approveAsk, { ...question, within: '2h' });
    expect(failure).toMatchObject({
      kind: 'assertion',
      message: 'nobody answered within 2h00m, which counts as no',
    });
    expect(attempt.clock.now()).toBe(start + 2 * 3_600_000);
  });

  test('it counts as yes if that is written', async () => {
    const { attempt } = asking();
    const input = { ...question, within: '2h', default: 'approve' };
    await expect(attempt.run(approveAsk, input)).resolves.toEqual({
      approved: true,
      answered: false,
      by: '',
      note: '',
    });
  });

  test('the time that passed before the process was killed counts', async () => {
    const halfAnHourAgo = new Attempt().clock.now() - 1_800_000;
    const { attempt } = asking(halfAnHourAgo);
    const start = attempt.clock.now();
    await attempt.failure(approveAsk, { ...question, within: '2h' });
    expect(attempt.clock.now()).toBe(start + 5_400_000);
  });
});

test('an answer that comes in time ends the wait at once', async () => {
  const { attempt, answer } = asking();
  const start = attempt.clock.now();
  answer({ isApproved: true, by: 'ann', note: null });
  await attempt.run(approveAsk, { ...question, within: '2h' });
  expect(attempt.clock.now()).toBe(start);
});

test('stops waiting when the attempt has to end', async () => {
  const { attempt, waiting } = asking();
  const reason = new Error('cancelled by a person');
  const asked = attempt.run(approveAsk, { ...question, within: '2h' });
  attempt.cancel(reason);
  await expect(asked).rejects.toBe(reason);
  await expect(waiting).rejects.toBe(reason);
});
