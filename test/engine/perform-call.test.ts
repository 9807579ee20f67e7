import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/core/run/call.ts';
import type { Outcome } from '../../src/core/run/case.ts';
import { ActionError, type Action, type ActionContext } from '../../src/engine/action.ts';
import { performCall } from '../../src/engine/perform-call.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { failures } from '../support/failures.ts';
import { thingSpecs } from '../support/test-actions.ts';

const call: Call = {
  address: { step: 0, item: null },
  step: 'a',
  label: 'a[web]',
  action: 'thing/look',
  kind: 'act',
  attempt: 2,
  more: [],
  startedAt: 0,
  input: { label: 'x' },
  env: { NAME: 'value' },
  timeoutMs: 10_000,
};

/** Performs a call with an action that does what it is told here. */
async function perform(
  run: Action['run'],
  change: Partial<Call> = {},
  interrupted = new AbortController().signal,
): Promise<{ readonly outcome: Outcome; readonly elapsed: number }> {
  using clock = new VirtualClock(0);
  const [spec] = thingSpecs;
  if (spec === undefined) throw new Error('there are no test actions');
  const outcome = await performCall({ ...call, ...change }, interrupted, {
    actions: { get: (name) => (name === spec.name ? { spec, run } : undefined) },
    clock,
    context: {
      run: { id: 'r1', workflow: 'test' },
      folder: '/workflows',
      addSecret: () => undefined,
      answer: () => Promise.reject(new Error('nobody was expected to ask')),
    },
    assertCurrent: () => undefined,
    undoChild: () => Promise.reject(new Error('nothing was expected to be undone')),
    runChild: () => Promise.reject(new Error('no workflow was expected to run')),
  });
  return { outcome, elapsed: clock.now() };
}

const forever = ({ clock, signal }: ActionContext) => clock.sleepUntil(Infinity, signal);

test('gives the action its input and surroundings, and takes its outputs', async () => {
  let seen: Partial<ActionContext> = {};
  const { outcome } = await perform(async (input, context) => {
    seen = context;
    return { thing_id: input['label'] ?? null };
  });
  expect(outcome).toEqual({ ok: true, outputs: { thing_id: 'x' } });
  expect(seen).toMatchObject({
    step: 'a[web]',
    attempt: 2,
    env: { NAME: 'value' },
    folder: '/workflows',
    run: { id: 'r1', workflow: 'test' },
  });
});

describe('how a call can end badly', () => {
  test('with the failure that the action names', async () => {
    const { outcome } = await perform(() => Promise.reject(new ActionError(failures.rejected)));
    expect(outcome).toEqual({ ok: false, failure: failures.rejected });
  });

  test.each([
    ['an error', new RangeError('too far'), 'RangeError: too far'],
    ['something that is no error', 'oops', 'oops'],
  ])('with %s that nobody expected', async (_, error, text) => {
    const { outcome } = await perform(() => Promise.reject(error));
    const message = `thing/look failed in a way it should not: ${text}`;
    expect(outcome).toEqual({ ok: false, failure: { kind: 'internal', message } });
  });

  test('with an error that is thrown at once', async () => {
    const { outcome } = await perform(() => {
      throw new Error('at once');
    });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'internal' } });
  });

  test('for there is no such action', async () => {
    const { outcome } = await perform(async () => ({}), { action: 'thing/none' });
    expect(outcome).toMatchObject({
      failure: { kind: 'internal', message: expect.stringContaining('there is no such action') },
    });
  });

  test('for the input does not fit, and the action is not run', async () => {
    let wasRun = false;
    const { outcome } = await perform(
      async () => {
        wasRun = true;
        return {};
      },
      { input: { tags: ['a', 1] } },
    );
    expect(outcome).toMatchObject({
      failure: { kind: 'invalid-value', message: 'thing/look: "tags.1" must be string' },
    });
    expect(wasRun).toBe(false);
  });
});

test('a parameter that is null is left out', async () => {
  const { outcome } = await perform(async (input) => input, { input: { label: null, size: 1 } });
  expect(outcome).toEqual({ ok: true, outputs: { size: 1 } });
});

describe('time', () => {
  test('a call ends when its time is up', async () => {
    const { outcome, elapsed } = await perform(async (_, context) => {
      await forever(context);
      return {};
    });
    expect(elapsed).toBe(10_000);
    expect(outcome).toEqual({
      ok: false,
      failure: { kind: 'attempt-timeout', message: 'no answer within 10s', limitMs: 10_000 },
    });
  });

  test('a limit of 0 is none', async () => {
    const { outcome, elapsed } = await perform(
      async (_, { clock }) => {
        await clock.sleepUntil(1_000_000);
        return {};
      },
      { timeoutMs: 0 },
    );
    expect(outcome.ok).toBe(true);
    expect(elapsed).toBe(1_000_000);
  });

  test('does not count while the action waits for its turn', async () => {
    const { outcome, elapsed } = await perform(async (_, context) => {
      const goOn = context.holdTime();
      await context.clock.sleepUntil(60_000);
      goOn();
      goOn();
      await forever(context);
      return {};
    });
    expect(outcome).toMatchObject({ failure: { kind: 'attempt-timeout' } });
    expect(elapsed).toBe(70_000);
  });

  test('that was used up before a hold is not given again', async () => {
    const { elapsed } = await perform(async (_, context) => {
      await context.clock.sleepUntil(4000);
      const goOn = context.holdTime();
      await context.clock.sleepUntil(50_000);
      goOn();
      await forever(context);
      return {};
    });
    expect(elapsed).toBe(56_000);
  });

  test('an action that knows better what went wrong says so, even when it is late', async () => {
    const { outcome } = await perform(async (_, context) => {
      await forever(context).catch(() => undefined);
      throw new ActionError(failures.cut);
    });
    expect(outcome).toEqual({ ok: false, failure: failures.cut });
  });
});

describe('an interruption', () => {
  test('ends the call as cancelled', async () => {
    const interruption = new AbortController();
    const { outcome } = await perform(
      async (_, context) => {
        interruption.abort(new Error('stop'));
        await forever(context);
        return {};
      },
      {},
      interruption.signal,
    );
    expect(outcome).toEqual({ ok: false, failure: failures.cancelled });
  });

  test('does not reach an action that obeys only its deadline', async () => {
    const interruption = new AbortController();
    const { outcome, elapsed } = await perform(
      async (_, { clock, deadline }) => {
        interruption.abort(new Error('stop'));
        await clock.sleepUntil(3000, deadline);
        return { thing_id: 't1' };
      },
      {},
      interruption.signal,
    );
    expect(outcome).toEqual({ ok: true, outputs: { thing_id: 't1' } });
    expect(elapsed).toBe(3000);
  });
});
