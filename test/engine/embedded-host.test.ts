import { expect, test } from 'vitest';
import type { Call } from '../../src/core/run/call.ts';
import { EmbeddedHost, type EmbeddedHostOptions } from '../../src/engine/embedded-host.ts';
import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { turns } from './turns.ts';

function hostWith(options: Partial<EmbeddedHostOptions> = {}): EmbeddedHost {
  return new EmbeddedHost({
    clock: new VirtualClock(0),
    random: () => 0.25,
    maxParallel: 2,
    perform: async () => ({ ok: true, outputs: {} }),
    cancelled: new AbortController().signal,
    cancelledBy: 'person',
    lost: new AbortController().signal,
    ...options,
  });
}

const step = (index: number) => ({ step: index, item: null });

const call: Call = {
  address: step(0),
  step: 'a',
  label: 'a',
  action: 'thing/look',
  kind: 'act',
  attempt: 1,
  more: [],
  startedAt: 0,
  input: {},
  env: {},
  timeoutMs: 0,
};

test('tells what ended in the order in which it did', async () => {
  using host = hostWith();
  host.sleepUntil(20, step(2));
  host.sleepUntil(10, step(1));
  host.sleepUntil(30, null);
  expect(await host.next()).toEqual([{ type: 'woke', address: step(1) }]);
  expect(host.now()).toBe(10);
  expect(await host.next()).toEqual([{ type: 'woke', address: step(2) }]);
  expect(await host.next()).toEqual([{ type: 'woke', address: null }]);
});

test('tells at once all that has ended since', async () => {
  using host = hostWith();
  host.sleepUntil(0, step(1));
  host.sleepUntil(0, step(2));
  await turns(3);
  expect(await host.next()).toHaveLength(2);
});

test('gives places to as many as there are, and the next when one is given back', async () => {
  using host = hostWith();
  for (const index of [0, 1, 2]) host.admit(step(index));
  expect(await host.next()).toEqual([
    { type: 'admitted', address: step(0) },
    { type: 'admitted', address: step(1) },
  ]);
  host.release(step(1));
  expect(await host.next()).toEqual([{ type: 'admitted', address: step(2) }]);
});

test('gives nobody two places', async () => {
  using host = hostWith();
  host.admit(step(0));
  host.admit(step(0));
  host.admit(step(1));
  await turns(3);
  expect(await host.next()).toEqual([
    { type: 'admitted', address: step(0) },
    { type: 'admitted', address: step(1) },
  ]);
});

test('gives a place again to who gave it back', async () => {
  using host = hostWith({ maxParallel: 1 });
  host.admit(step(0));
  await host.next();
  host.release(step(0));
  host.release(step(0));
  host.admit(step(0));
  expect(await host.next()).toEqual([{ type: 'admitted', address: step(0) }]);
});

test('tells the items of a loop apart from the step', async () => {
  using host = hostWith({ maxParallel: 3 });
  host.admit({ step: 1, item: 0 });
  host.admit({ step: 1, item: 1 });
  host.admit(step(1));
  expect(await host.next()).toHaveLength(3);
});

test('performs a call and tells how it ended', async () => {
  using host = hostWith();
  host.perform(call);
  expect(await host.next()).toEqual([
    { type: 'performed', address: step(0), outcome: { ok: true, outputs: {} } },
  ]);
});

test('interrupts the calls that are out, and no later one', async () => {
  const signals: AbortSignal[] = [];
  using host = hostWith({
    perform: (_, interrupted) => {
      signals.push(interrupted);
      return new Promise(() => undefined);
    },
  });
  host.perform(call);
  host.interrupt();
  host.perform(call);
  expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
});

test('tells once that somebody wants to cancel', async () => {
  const cancel = new AbortController();
  using host = hostWith({ cancelled: cancel.signal, cancelledBy: 'parent' });
  cancel.abort();
  cancel.abort();
  expect(await host.next()).toEqual([{ type: 'cancel', by: 'parent' }]);
});

test('tells it first when it was so from the beginning', async () => {
  using host = hostWith({ cancelled: AbortSignal.abort() });
  expect(await host.next()).toEqual([{ type: 'cancel', by: 'person' }]);
});

test('gives random numbers from where they come', () => {
  using host = hostWith();
  expect(host.chance()).toBe(0.25);
});

test('nothing keeps waiting when it is disposed of, and calls that are out are told', async () => {
  const clock = new VirtualClock(0);
  const signals: AbortSignal[] = [];
  {
    using host = hostWith({
      clock,
      perform: (_, interrupted) => {
        signals.push(interrupted);
        return new Promise(() => undefined);
      },
    });
    host.sleepUntil(10, step(0));
    host.admit(step(1));
    host.perform(call);
  }
  await turns(20);
  expect(clock.now()).toBe(0);
  expect(signals.map((signal) => signal.aborted)).toEqual([true]);
});

test('whoever waits for what comes next is told that the run cannot go on here', async () => {
  const lost = new AbortController();
  using host = hostWith({ lost: lost.signal });
  const next = host.next();
  lost.abort(new Error('another process goes on with it'));
  await expect(next).rejects.toThrow('another process goes on with it');
  await expect(host.next()).rejects.toThrow('another process goes on with it');
});
