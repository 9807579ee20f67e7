import { expect, test } from 'vitest';
import { Answers } from '../../src/engine/answers.ts';

const yes = { kind: 'answer', step: 'ask', isApproved: true, by: 'anna', note: null } as const;
const no = { ...yes, isApproved: false, note: 'not today' };

function never(): AbortSignal {
  return new AbortController().signal;
}

test('an answer reaches the step that waits for it', async () => {
  const answers = new Answers();
  const answer = answers.to('ask', never());
  answers.give({ ...no, step: 'other' });
  answers.give(yes);
  expect(await answer).toEqual({ isApproved: true, by: 'anna', note: null });
});

test('an answer that came before the step asks counts, the last of several', async () => {
  const answers = new Answers();
  answers.give(yes);
  answers.give(no);
  expect(await answers.to('ask', never())).toMatchObject({ isApproved: false, note: 'not today' });
});

test('a step that asks again gets the same answer', async () => {
  const answers = new Answers();
  const first = answers.to('ask', never());
  answers.give(yes);
  expect(await answers.to('ask', never())).toEqual(await first);
});

test('a step that may not wait any more is told so', async () => {
  const answers = new Answers();
  const controller = new AbortController();
  const answer = answers.to('ask', controller.signal);
  controller.abort(new Error('too late'));
  await expect(answer).rejects.toThrow('too late');
  await expect(answers.to('ask', controller.signal)).rejects.toThrow('too late');
});

test('who waited in vain does not take the answer of the next', async () => {
  const answers = new Answers();
  const controller = new AbortController();
  const first = answers.to('ask', controller.signal);
  controller.abort(new Error('too late'));
  await expect(first).rejects.toThrow();
  const second = answers.to('ask', never());
  answers.give(yes);
  expect(await second).toMatchObject({ isApproved: true });
});
