import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { VirtualClock } from '../../src/engine/virtual-clock.ts';
import { turns } from './turns.ts';

const day = 86_400_000;

test('passes a year of daily sleeps without waiting for it', async () => {
  const clock = new VirtualClock(0);
  const before = Date.now();
  for (let count = 0; count < 365; count++) await clock.sleepUntil(clock.now() + day);
  expect(clock.now()).toBe(365 * day);
  expect(Date.now() - before).toBeLessThan(10_000);
});

test('wakes sleepers in the order of their moments, each at its own', async () => {
  const clock = new VirtualClock(0);
  const woke: string[] = [];
  const sleep = async (name: string, until: number) => {
    await clock.sleepUntil(until);
    woke.push(`${name} at ${clock.now()}`);
  };
  await Promise.all([sleep('late', 900), sleep('early', 5), sleep('middle', 30)]);
  expect(woke).toEqual(['early at 5', 'middle at 30', 'late at 900']);
});

test('wakes those of one moment together, in the order in which they fell asleep', async () => {
  const clock = new VirtualClock(0);
  const woke: number[] = [];
  const sleeps = [3, 1, 2].map(async (name) => {
    await clock.sleepUntil(10);
    woke.push(name);
  });
  await Promise.all(sleeps);
  expect(woke).toEqual([3, 1, 2]);
});

test('wakes any number of sleepers by moment and then by arrival', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 })), async (moments) => {
      const clock = new VirtualClock(0);
      const woke: { moment: number; index: number }[] = [];
      const sleeps = moments.map(async (moment, index) => {
        await clock.sleepUntil(moment);
        expect(clock.now()).toBe(moment);
        woke.push({ moment, index });
      });
      await Promise.all(sleeps);
      const expected = moments.map((moment, index) => ({ moment, index }));
      expect(woke).toEqual(expected.toSorted((a, b) => a.moment - b.moment || a.index - b.index));
    }),
    { numRuns: 50 },
  );
});

test('does not move while someone computes, however many promises deep', async () => {
  const clock = new VirtualClock(0);
  const order: string[] = [];
  const sleep = clock.sleepUntil(1).then(() => order.push('slept'));
  for (let step = 0; step < 10_000; step++) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  order.push(`computed at ${clock.now()}`);
  await sleep;
  expect(order).toEqual(['computed at 0', 'slept']);
});

test('stands still while someone waits for the world', async () => {
  const clock = new VirtualClock(0);
  const work = Promise.withResolvers<void>();
  const waiting = clock.outside(work.promise);
  const sleep = clock.sleepUntil(1);
  await turns(50);
  expect(clock.now()).toBe(0);
  work.resolve();
  await waiting;
  await sleep;
  expect(clock.now()).toBe(1);
});

test('lets the work that ended go on before time does', async () => {
  const clock = new VirtualClock(0);
  const work = Promise.withResolvers<void>();
  const log: string[] = [];
  const worker = async () => {
    await clock.outside(work.promise);
    log.push(`answer at ${clock.now()}`);
    await clock.sleepUntil(clock.now() + 3);
    log.push(`worker woke at ${clock.now()}`);
  };
  const sleeper = clock.sleepUntil(5).then(() => log.push(`sleeper woke at ${clock.now()}`));
  const working = worker();
  await turns(20);
  work.resolve();
  await Promise.all([working, sleeper]);
  expect(log).toEqual(['answer at 0', 'worker woke at 3', 'sleeper woke at 5']);
});

test('goes on after outside work that failed', async () => {
  const clock = new VirtualClock(0);
  await expect(clock.outside(Promise.reject(new Error('cut')))).rejects.toThrow('cut');
  await clock.sleepUntil(1);
  expect(clock.now()).toBe(1);
});

test('does not jump to a sleeper that was aborted', async () => {
  const clock = new VirtualClock(0);
  const controller = new AbortController();
  const aborted = clock.sleepUntil(10, controller.signal);
  const other = clock.sleepUntil(20);
  controller.abort(new Error('over'));
  await expect(aborted).rejects.toThrow('over');
  await other;
  expect(clock.now()).toBe(20);
});

test('removes just the aborted one of many sleepers of the same moment', async () => {
  const clock = new VirtualClock(0);
  const controllers = [1, 2, 3].map(() => new AbortController());
  const woke: number[] = [];
  const sleeps = controllers.map(async ({ signal }, index) => {
    await clock.sleepUntil(10, signal);
    woke.push(index);
  });
  controllers[1]?.abort(new Error('over'));
  const results = await Promise.allSettled(sleeps);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(woke).toEqual([0, 2]);
});

test('is not confused when one who wakes aborts another who wakes with it', async () => {
  const clock = new VirtualClock(0);
  const controller = new AbortController();
  const log: string[] = [];
  const first = clock.sleepUntil(10).then(() => controller.abort(new Error('too late')));
  const second = clock.sleepUntil(10, controller.signal).then(() => log.push('second'));
  const third = clock.sleepUntil(20).then(() => log.push('third'));
  await Promise.all([first, second, third]);
  expect(log).toEqual(['second', 'third']);
});

test('asks for no turn of the event loop when nobody sleeps, or only for ever', async () => {
  const clock = new VirtualClock(0);
  const controller = new AbortController();
  const immediates = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === 'Immediate').length;
  await clock.outside(Promise.resolve());
  const forEver = clock.sleepUntil(Infinity, controller.signal);
  expect(immediates()).toBe(0);
  const sleep = clock.sleepUntil(1);
  expect(immediates()).toBe(1);
  await sleep;
  await turns(10);
  expect(immediates()).toBe(0);
  controller.abort(new Error('over'));
  await expect(forEver).rejects.toThrow('over');
});

test('does not wait for a request that its own server puts off', async () => {
  const clock = new VirtualClock(0);
  const serve = async () => {
    await turns(20);
    await clock.serving.sleepUntil(clock.now() + 300);
    await turns(20);
    return `answered at ${clock.now()}`;
  };
  const timeout = clock.sleepUntil(1000);
  await expect(clock.outside(serve())).resolves.toBe('answered at 300');
  await timeout;
  expect(clock.now()).toBe(1000);
});

test('reaches the time limit of a request that its own server never answers', async () => {
  const clock = new VirtualClock(0);
  const hungUp = new AbortController();
  const request = clock.outside(clock.serving.sleepUntil(Infinity, hungUp.signal));
  await clock.sleepUntil(60_000);
  hungUp.abort(new Error('the client hung up'));
  await expect(request).rejects.toThrow('the client hung up');
  expect(clock.now()).toBe(60_000);
});

test('waits for one request while its own server puts off another', async () => {
  const clock = new VirtualClock(0);
  const world = Promise.withResolvers<void>();
  const putOff = clock.outside(clock.serving.sleepUntil(300));
  const real = clock.outside(world.promise);
  await turns(50);
  expect(clock.now()).toBe(0);
  world.resolve();
  await Promise.all([putOff, real]);
  expect(clock.now()).toBe(300);
});

test('rejects its sleepers when it is closed, and those who come later', async () => {
  const clock = new VirtualClock(0);
  const sleep = clock.sleepUntil(10);
  clock.close();
  await expect(sleep).rejects.toThrow('closed');
  await expect(clock.sleepUntil(20)).rejects.toThrow('closed');
  expect(clock.now()).toBe(0);
});

test('is closed when its owner goes out of scope', async () => {
  let sleep: Promise<void>;
  {
    using clock = new VirtualClock(0);
    sleep = clock.sleepUntil(10);
  }
  await expect(sleep).rejects.toThrow('closed');
});
