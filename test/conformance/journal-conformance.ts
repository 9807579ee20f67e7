import { describe, expect, test, vi } from 'vitest';
import type { RunEvent, RunInfo } from '../../src/core/run/event.ts';
import {
  WriterReplaced,
  type Entry,
  type Journal,
  type RunDefinition,
  type RunRequestEntry,
} from '../../src/engine/journal.ts';

function run(id: string, startedAt = 0): RunInfo {
  return {
    id,
    workflow: 'test',
    file: 'test.yaml',
    planHash: 'hash',
    inputs: { list: [1, 'two', null, { three: true }] },
    startedAt,
    scheduledAt: null,
    parent: null,
  };
}

function definition(name: string): RunDefinition {
  return {
    file: `${name}.yaml`,
    cwd: '/there',
    files: [
      { path: `/there/${name}.yaml`, text: `name: ${name}\n# ünïcode and 'quotes'\n` },
      { path: '/there/child.yaml', text: '' },
    ],
    settings: { cloud: 'simulated' },
  };
}

function event(number: number): RunEvent {
  return { type: 'step-succeeded', at: number, step: `s${number}`, outputs: { number } };
}

function entry(number: number): Entry {
  return plain(event(number));
}

function plain(event: RunEvent): Entry {
  return { shown: event, clear: event };
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of values) found.push(each);
  return found;
}

async function numbers(journal: Journal, id: string): Promise<number[]> {
  return (await all(journal.read(id))).map((each) => each.event.at);
}

/** The problem that a call ends with. */
async function problem(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'none',
    (error) => error.problem ?? error,
  );
}

const endings: readonly [RunEvent, string][] = [
  [{ type: 'run-started', at: 1, run: run('r1') }, 'running'],
  [{ type: 'run-succeeded', at: 2, outputs: {} }, 'succeeded'],
  [{ type: 'run-failed', at: 3, failed: [], message: null }, 'failed'],
  [{ type: 'run-cancelled', at: 4, by: 'person' }, 'cancelled'],
  [
    { type: 'run-needs-operator', at: 5, unsettled: [], notUndone: [], failed: [] },
    'needs-operator',
  ],
  [{ type: 'run-resumed', at: 6 }, 'running'],
  [{ type: 'run-failed', at: 7, failed: [], message: null }, 'failed'],
  [{ type: 'undo-started', at: 8, by: 'person', scope: 'declared' }, 'running'],
  [{ type: 'run-undone', at: 9, failed: [] }, 'undone'],
];

/**
 * What every journal has to do, whatever it writes on. `open` gives a new and empty one, and sees to
 * it that requests do not take long.
 */
export function journalConformance(name: string, open: () => Journal): void {
  async function begin(id = 'r1') {
    const journal = open();
    return { journal, writer: await journal.create(run(id), definition(id)) };
  }

  describe(`${name} is a journal: writing and reading`, () => {
    test('what is appended is read back in the same order', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1), entry(2)]);
      await writer.append([entry(3)]);
      const events = (await all(journal.read('r1'))).map((each) => each.event);
      expect(events).toEqual([event(1), event(2), event(3)]);
    });

    test('events count from 1, without gaps, and say of which run they are', async () => {
      const { journal, writer } = await begin();
      const first = await writer.append([entry(1), entry(2)]);
      expect(await writer.append([])).toEqual([]);
      const second = await writer.append([entry(3)]);
      expect([...first, ...second]).toEqual([
        { run: 'r1', sequence: 1, event: event(1) },
        { run: 'r1', sequence: 2, event: event(2) },
        { run: 'r1', sequence: 3, event: event(3) },
      ]);
      expect(await all(journal.read('r1'))).toEqual([...first, ...second]);
    });

    test('reading can start anywhere', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1), entry(2), entry(3)]);
      const found = (await all(journal.read('r1', 2))).map(({ sequence }) => sequence);
      expect(found).toEqual([2, 3]);
      expect(await all(journal.read('r1', 4))).toEqual([]);
    });

    test('a long run is read whole, in order', async () => {
      const { journal, writer } = await begin();
      const long = Array.from({ length: 1501 }, (_, at) => at + 1);
      await writer.append(long.map(entry));
      expect(await numbers(journal, 'r1')).toEqual(long);
      expect((await all(journal.read('r1', 1001))).at(-1)?.sequence).toBe(1501);
    });

    test('appends that are not waited for keep their order', async () => {
      const { journal, writer } = await begin();
      const many = Array.from({ length: 20 }, (_, at) => at + 1);
      await Promise.all(many.map((number) => writer.append([entry(number)])));
      expect(await numbers(journal, 'r1')).toEqual(many);
    });

    test('runs do not mix', async () => {
      const { journal, writer: one } = await begin();
      const two = await journal.create(run('r2'), definition('r2'));
      await Promise.all([one.append([entry(1)]), two.append([entry(2)]), one.append([entry(3)])]);
      expect((await all(journal.read('r1'))).map(({ sequence }) => sequence)).toEqual([1, 2]);
      expect((await all(journal.read('r2'))).map((each) => each.event)).toEqual([event(2)]);
    });

    test('what was read does not change when more is appended', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1)]);
      const before = await all(journal.read('r1'));
      await writer.append([entry(2)]);
      expect(before).toHaveLength(1);
    });

    test('a reader that takes its time does not hold up the writer', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1), entry(2)]);
      const reader = journal.read('r1')[Symbol.asyncIterator]();
      expect((await reader.next()).value).toMatchObject({ sequence: 1 });
      await writer.append([entry(3)]);
      writer.assertCurrent();
      expect((await reader.next()).value).toMatchObject({ sequence: 2 });
      expect(await numbers(journal, 'r1')).toEqual([1, 2, 3]);
    });

    test('a secret is hidden from readers, and there for whoever goes on', async () => {
      const { journal, writer } = await begin();
      const clear: RunEvent = {
        type: 'step-succeeded',
        at: 2,
        step: 'b',
        outputs: { key: 'luna' },
      };
      const shown: RunEvent = { ...clear, outputs: { key: '***' } };
      const [, recorded] = await writer.append([entry(1), { shown, clear }]);
      expect(recorded?.event).toEqual(shown);
      expect((await all(journal.read('r1'))).map((each) => each.event)).toEqual([event(1), shown]);
      expect(await all(journal.readClear('r1'))).toEqual([event(1), clear]);
    });

    test('every text and number comes back as it was', async () => {
      const { journal, writer } = await begin();
      const outputs = ['\u0000 \u2028 🌙 "\\', '', 0.1, -1e300, 2 ** 53 - 1, true, null, [[]], {}];
      const odd: RunEvent = { type: 'step-succeeded', at: 1.5, step: 's', outputs };
      await writer.append([plain(odd)]);
      expect(await all(journal.readClear('r1'))).toEqual([odd]);
    });
  });

  describe(`${name} is a journal: the list of runs`, () => {
    test('a run that was begun without an event is there, and empty', async () => {
      const { journal } = await begin();
      expect(await all(journal.read('r1'))).toEqual([]);
      const found = await journal.find('r1');
      expect(found).toMatchObject({ info: run('r1'), status: 'pending', lastSequence: 0 });
      expect(await journal.runs()).toEqual([found]);
    });

    test('runs are listed as they were given, the newest first', async () => {
      const journal = open();
      for (const [id, startedAt] of [
        ['r1', 10],
        ['r2', 20],
        ['r3', 30],
      ] as const) {
        await journal.create(run(id, startedAt), definition(id));
      }
      const infos = (await journal.runs()).map(({ info }) => info);
      expect(infos).toEqual([run('r3', 30), run('r2', 20), run('r1', 10)]);
    });

    test('a run is in the list with its status and its last event', async () => {
      const { journal, writer } = await begin();
      for (const [at, [event, status]] of endings.entries()) {
        await writer.append([plain(event)]);
        const lastSequence = at + 1;
        expect(await journal.find('r1')).toMatchObject({ status, lastSequence, lastAt: event.at });
      }
      await writer.append([entry(11), plain({ type: 'run-resumed', at: 12 }), entry(13)]);
      const [summary] = await journal.runs();
      expect(summary).toMatchObject({ status: 'running', lastSequence: 12, lastAt: 13 });
    });

    test('the definition of a run is as it was given', async () => {
      const { journal } = await begin();
      expect(await journal.definition('r1')).toEqual(definition('r1'));
    });

    test('a run cannot be begun twice', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1)]);
      expect(await problem(journal.create(run('r1'), definition('other')))).toBe('run-exists');
      await writer.append([entry(2)]);
      expect(await all(journal.read('r1'))).toHaveLength(2);
      expect(await journal.definition('r1')).toEqual(definition('r1'));
    });

    test('with a run that does not exist nothing can be done', async () => {
      const journal = open();
      expect(await journal.find('r1')).toBeNull();
      expect(await problem(journal.takeOver('r1'))).toBe('no-such-run');
      expect(await problem(all(journal.read('r1')))).toBe('no-such-run');
      expect(await problem(all(journal.readClear('r1')))).toBe('no-such-run');
      expect(await problem(journal.definition('r1'))).toBe('no-such-run');
      expect(await problem(journal.request('r1', { kind: 'cancel' }))).toBe('no-such-run');
      expect(await problem(journal.remove('r1'))).toBe('no-such-run');
    });

    test('a run that is removed is forgotten, and its name is free', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1)]);
      await writer.close();
      await journal.remove('r1');
      expect(await journal.runs()).toEqual([]);
      expect(await problem(all(journal.read('r1')))).toBe('no-such-run');
      const again = await journal.create(run('r1'), definition('again'));
      expect((await again.append([entry(2)]))[0]?.sequence).toBe(1);
      await expect(writer.append([entry(9)])).rejects.toThrow(WriterReplaced);
      expect(await numbers(journal, 'r1')).toEqual([2]);
    });

    test('a run that somebody writes is not removed', async () => {
      const { journal, writer } = await begin();
      expect(await problem(journal.remove('r1'))).toBe('run-is-owned');
      await writer.append([entry(1)]);
      expect(await numbers(journal, 'r1')).toEqual([1]);
    });
  });

  describe(`${name} is a journal: one writer at a time`, () => {
    test('who writes a run is in the list, until it closes', async () => {
      const { journal, writer } = await begin();
      expect((await journal.find('r1'))?.owner).toMatchObject({ isAlive: true });
      await writer.close();
      expect((await journal.find('r1'))?.owner).toBeNull();
    });

    test('a run is not taken from a writer that can be heard, unless one insists', async () => {
      const { journal, writer } = await begin();
      expect(await problem(journal.takeOver('r1'))).toBe('run-is-owned');
      await expect(journal.takeOver('r1')).rejects.toThrow(/r1.*perilune cancel r1.*--take-over/);
      await writer.append([entry(1)]);
      const second = await journal.takeOver('r1', { evenIfAlive: true });
      await second.append([entry(2)]);
      expect(await numbers(journal, 'r1')).toEqual([1, 2]);
    });

    test('who takes a run over goes on where the other was', async () => {
      const { journal, writer } = await begin();
      await writer.append([entry(1)]);
      await writer.close();
      const second = await journal.takeOver('r1');
      expect(second.run).toBe('r1');
      const [recorded] = await second.append([entry(2)]);
      expect(recorded?.sequence).toBe(2);
    });

    test('who was replaced can do no more, and what it tries leaves no trace', async () => {
      const { journal, writer: first } = await begin();
      await first.append([entry(1)]);
      first.assertCurrent();
      const second = await journal.takeOver('r1', { evenIfAlive: true });
      expect(() => first.assertCurrent()).toThrow(WriterReplaced);
      await expect(first.append([entry(9)])).rejects.toThrow(WriterReplaced);
      await second.append([entry(2)]);
      await expect(first.append([entry(9)])).rejects.toThrow(WriterReplaced);
      await expect(first.append([])).rejects.toThrow(WriterReplaced);
      second.assertCurrent();
      expect(await numbers(journal, 'r1')).toEqual([1, 2]);
    });

    test('one who was replaced does not spoil what others append at the same moment', async () => {
      const { journal, writer: replaced } = await begin();
      const current = await journal.takeOver('r1', { evenIfAlive: true });
      const other = await journal.create(run('r2'), definition('r2'));
      const results = await Promise.allSettled([
        other.append([entry(1)]),
        replaced.append([entry(9)]),
        current.append([entry(2)]),
        other.append([entry(3)]),
      ]);
      const statuses = results.map(({ status }) => status);
      expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(await numbers(journal, 'r1')).toEqual([2]);
      expect(await numbers(journal, 'r2')).toEqual([1, 3]);
    });

    test('of several who take a run over at once, one succeeds', async () => {
      const { journal } = await begin();
      const insist = { evenIfAlive: true };
      const attempts = [1, 2, 3].map(() => journal.takeOver('r1', insist));
      const problems = await Promise.all(attempts.map(problem));
      expect(problems).toEqual(['none', 'run-is-owned', 'run-is-owned']);
      const winner = await attempts[0];
      await expect(winner?.append([entry(1)])).resolves.toHaveLength(1);
    });

    test('who was replaced is told so, and nobody else is', async () => {
      const { journal, writer: first } = await begin();
      const second = await journal.takeOver('r1', { evenIfAlive: true });
      await vi.waitFor(() => expect(first.replaced.aborted).toBe(true), { timeout: 10_000 });
      expect(first.replaced.reason).toBeInstanceOf(WriterReplaced);
      await second.close();
      const third = await journal.takeOver('r1');
      await third.append([entry(1)]);
      expect(second.replaced.aborted).toBe(false);
      expect(third.replaced.aborted).toBe(false);
    });

    test('closing by who was replaced does not disturb who writes now', async () => {
      const { journal, writer: first } = await begin();
      const second = await journal.takeOver('r1', { evenIfAlive: true });
      await first.close();
      await expect(second.append([entry(1)])).resolves.toHaveLength(1);
    });

    test('who has closed can do no more, and another can go on', async () => {
      const { journal, writer: first } = await begin();
      await first.append([entry(1)]);
      await first.close();
      await first.close();
      expect(() => first.assertCurrent()).toThrow(WriterReplaced);
      await expect(first.append([entry(9)])).rejects.toThrow(WriterReplaced);
      const second = await journal.takeOver('r1');
      await second.append([entry(2)]);
      expect(await numbers(journal, 'r1')).toEqual([1, 2]);
    });

    test('what was on its way when a writer closes is written', async () => {
      const { journal, writer } = await begin();
      const appended = writer.append([entry(1)]);
      await writer.close();
      await appended;
      expect(await numbers(journal, 'r1')).toEqual([1]);
    });
  });

  describe(`${name} is a journal: runs inside a run`, () => {
    test('are runs like others', async () => {
      const { journal, writer: outer } = await begin();
      const inner = await outer.inside.create(run('r1-sub'), definition('sub'));
      await inner.append([entry(1)]);
      await inner.close();
      const again = await outer.inside.takeOver('r1-sub');
      await again.append([entry(2)]);
      expect(await numbers(journal, 'r1-sub')).toEqual([1, 2]);
      await again.close();
      await expect(journal.takeOver('r1-sub')).resolves.toMatchObject({ run: 'r1-sub' });
    });

    test('are lost together with it, however deep', async () => {
      const { journal, writer: outer } = await begin();
      const inner = await outer.inside.create(run('r1-sub'), definition('sub'));
      const innermost = await inner.inside.create(run('r1-sub-sub'), definition('sub'));
      await innermost.append([entry(1)]);
      await journal.takeOver('r1', { evenIfAlive: true });
      expect(() => innermost.assertCurrent()).toThrow(WriterReplaced);
      await expect(innermost.append([entry(9)])).rejects.toThrow(WriterReplaced);
      await expect(inner.append([entry(9)])).rejects.toThrow(WriterReplaced);
      expect(await numbers(journal, 'r1-sub-sub')).toEqual([1]);
      expect(await numbers(journal, 'r1-sub')).toEqual([]);
    });

    test('are not begun or taken over by who has lost it', async () => {
      const { journal, writer: lost } = await begin();
      const first = await lost.inside.create(run('r1-a'), definition('sub'));
      await first.append([entry(1)]);
      const current = await journal.takeOver('r1', { evenIfAlive: true });
      const inner = await current.inside.takeOver('r1-a', { evenIfAlive: true });
      const insist = { evenIfAlive: true };
      await expect(lost.inside.takeOver('r1-a', insist)).rejects.toThrow(WriterReplaced);
      await expect(lost.inside.create(run('r1-b'), definition('b'))).rejects.toThrow(
        WriterReplaced,
      );
      expect(await journal.find('r1-b')).toBeNull();
      await inner.append([entry(2)]);
      expect(await numbers(journal, 'r1-a')).toEqual([1, 2]);
    });

    test('end in the moment in which it is closed', async () => {
      const { journal, writer: outer } = await begin();
      const inner = await outer.inside.create(run('r1-sub'), definition('sub'));
      const appended = inner.append([entry(1)]);
      const closed = outer.close();
      expect(() => inner.assertCurrent()).toThrow(WriterReplaced);
      await expect(inner.append([entry(9)])).rejects.toThrow(WriterReplaced);
      await Promise.all([appended, closed]);
      await inner.close();
      expect(await numbers(journal, 'r1-sub')).toEqual([1]);
    });

    test('leave it alone when they end', async () => {
      const { journal, writer: outer } = await begin();
      const inner = await outer.inside.create(run('r1-sub'), definition('sub'));
      await journal.takeOver('r1-sub', { evenIfAlive: true });
      await expect(inner.append([entry(9)])).rejects.toThrow(WriterReplaced);
      await inner.close();
      await outer.append([entry(1)]);
      expect(await numbers(journal, 'r1')).toEqual([1]);
    });
  });

  describe(`${name} is a journal: requests`, () => {
    const cancel: RunRequestEntry = { kind: 'cancel' };

    function answer(step: string): RunRequestEntry {
      return { kind: 'answer', step, isApproved: true, by: 'ada', note: null };
    }

    test('each is handed on once, in order, those that came before included', async () => {
      const { journal, writer } = await begin();
      const heard: RunRequestEntry[] = [];
      await journal.request('r1', answer('a'));
      await journal.request('r1', answer('b'));
      writer.onRequest((request) => heard.push(request));
      expect(heard).toEqual([]);
      await vi.waitFor(() => expect(heard).toHaveLength(2));
      await journal.request('r1', answer('c'));
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(2));
      await journal.request('r1', cancel);
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(3));
      expect(heard).toEqual([answer('a'), answer('b'), answer('c'), cancel]);
    });

    test('they reach only the writer of their run', async () => {
      const { journal, writer: one } = await begin();
      const two = await journal.create(run('r2'), definition('r2'));
      const heard: string[] = [];
      one.onRequest((request) => heard.push(`r1 ${request.kind}`));
      two.onRequest((request) => heard.push(`r2 ${request.kind}`));
      await journal.request('r2', cancel);
      await vi.waitFor(() => expect(heard).toEqual(['r2 cancel']));
      await journal.request('r1', answer('a'));
      await vi.waitFor(() => expect(heard).toEqual(['r2 cancel', 'r1 answer']));
    });

    test('who listens no more hears no more', async () => {
      const { journal, writer } = await begin();
      const [first, second]: RunRequestEntry[][] = [[], []];
      await journal.request('r1', answer('a'));
      await journal.request('r1', answer('b'));
      const stop = writer.onRequest((request) => {
        first?.push(request);
        stop();
      });
      writer.onRequest((request) => second?.push(request));
      await journal.request('r1', cancel);
      await vi.waitFor(() => expect(second).toHaveLength(3));
      expect(first).toEqual([answer('a')]);
    });

    test('a run that goes on is asked again what was asked of its last owner', async () => {
      const { journal, writer: first } = await begin();
      await first.append([plain({ type: 'run-started', at: 1, run: run('r1') })]);
      const heard: RunRequestEntry[] = [];
      first.onRequest((request) => heard.push(request));
      await journal.request('r1', cancel);
      await vi.waitFor(() => expect(heard).toEqual([cancel]));
      const second = await journal.takeOver('r1', { evenIfAlive: true });
      second.onRequest((request) => heard.push(request));
      await vi.waitFor(() => expect(heard).toEqual([cancel, cancel]));
    });

    test('who was replaced is asked nothing more', async () => {
      const { journal, writer: first } = await begin();
      const second = await journal.takeOver('r1', { evenIfAlive: true });
      const heard: string[] = [];
      first.onRequest(() => heard.push('first'));
      second.onRequest(() => heard.push('second'));
      await journal.request('r1', cancel);
      await vi.waitFor(() => expect(heard).toContain('second'));
      expect(heard).toEqual(['second']);
    });

    test('what was asked of a run that has ended is not asked of whoever undoes it', async () => {
      const { journal, writer: first } = await begin();
      await journal.request('r1', cancel);
      await first.append([plain({ type: 'run-cancelled', at: 1, by: 'person' })]);
      await first.close();
      await journal.request('r1', cancel);
      const second = await journal.takeOver('r1');
      const heard: RunRequestEntry[] = [];
      second.onRequest((request) => heard.push(request));
      await journal.request('r1', answer('a'));
      await vi.waitFor(() => expect(heard).toEqual([answer('a')]));
    });
  });
}
