import { describe, expect, test } from 'vitest';
import type { RunEvent, RunInfo } from '../../src/core/run/event.ts';
import { WriterReplaced, type Journal, type RecordedEvent } from '../../src/engine/journal.ts';

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

function event(number: number): RunEvent {
  return { type: 'step-succeeded', at: number, step: `s${number}`, outputs: { number } };
}

async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for await (const each of events) found.push(each);
  return found;
}

/** What every journal has to do, whatever it writes on. `open` gives a new and empty one. */
export function journalConformance(name: string, open: () => Promise<Journal> | Journal): void {
  describe(`${name} is a journal`, () => {
    test('what is appended is read back in the same order', async () => {
      const journal = await open();
      const writer = await journal.create(run('r1'));
      await writer.append([event(1), event(2)]);
      await writer.append([event(3)]);
      const events = (await all(journal.read('r1'))).map((each) => each.event);
      expect(events).toEqual([event(1), event(2), event(3)]);
    });

    test('events count from 1, without gaps, and say of which run they are', async () => {
      const journal = await open();
      const writer = await journal.create(run('r1'));
      const first = await writer.append([event(1), event(2)]);
      await writer.append([]);
      const second = await writer.append([event(3)]);
      expect([...first, ...second]).toEqual([
        { run: 'r1', sequence: 1, event: event(1) },
        { run: 'r1', sequence: 2, event: event(2) },
        { run: 'r1', sequence: 3, event: event(3) },
      ]);
      expect(await all(journal.read('r1'))).toEqual([...first, ...second]);
    });

    test('reading can start anywhere', async () => {
      const journal = await open();
      const writer = await journal.create(run('r1'));
      await writer.append([event(1), event(2), event(3)]);
      const numbers = (await all(journal.read('r1', 2))).map(({ sequence }) => sequence);
      expect(numbers).toEqual([2, 3]);
      expect(await all(journal.read('r1', 4))).toEqual([]);
    });

    test('appends that are not waited for keep their order', async () => {
      const journal = await open();
      const writer = await journal.create(run('r1'));
      const numbers = Array.from({ length: 20 }, (_, at) => at + 1);
      await Promise.all(numbers.map((number) => writer.append([event(number)])));
      const events = (await all(journal.read('r1'))).map((each) => each.event);
      expect(events).toEqual(numbers.map(event));
    });

    test('runs do not mix', async () => {
      const journal = await open();
      const one = await journal.create(run('r1'));
      const two = await journal.create(run('r2'));
      await one.append([event(1)]);
      await two.append([event(2)]);
      await one.append([event(3)]);
      expect((await all(journal.read('r1'))).map(({ sequence }) => sequence)).toEqual([1, 2]);
      expect((await all(journal.read('r2'))).map((each) => each.event)).toEqual([event(2)]);
    });

    test('a run that was begun without an event is there, and empty', async () => {
      const journal = await open();
      await journal.create(run('r1'));
      expect(await all(journal.read('r1'))).toEqual([]);
      expect(await journal.runs()).toEqual([run('r1')]);
    });

    test('runs are listed as they were given, the newest first', async () => {
      const journal = await open();
      for (const [id, startedAt] of [
        ['r1', 10],
        ['r2', 20],
        ['r3', 30],
      ] as const) {
        await journal.create(run(id, startedAt));
      }
      expect(await journal.runs()).toEqual([run('r3', 30), run('r2', 20), run('r1', 10)]);
    });

    test('a run cannot be begun twice', async () => {
      const journal = await open();
      const writer = await journal.create(run('r1'));
      await writer.append([event(1)]);
      await expect(journal.create(run('r1'))).rejects.toThrow('r1');
      await writer.append([event(2)]);
      expect(await all(journal.read('r1'))).toHaveLength(2);
    });

    test('a run that does not exist can be neither taken over nor read', async () => {
      const journal = await open();
      await expect(journal.takeOver('r1')).rejects.toThrow('r1');
      await expect(all(journal.read('r1'))).rejects.toThrow('r1');
    });

    test('who takes a run over goes on where the other was', async () => {
      const journal = await open();
      const first = await journal.create(run('r1'));
      await first.append([event(1)]);
      const second = await journal.takeOver('r1');
      expect(second.run).toBe('r1');
      const [recorded] = await second.append([event(2)]);
      expect(recorded?.sequence).toBe(2);
    });

    test('who was replaced can append no more, and what it tries leaves no trace', async () => {
      const journal = await open();
      const first = await journal.create(run('r1'));
      await first.append([event(1)]);
      const second = await journal.takeOver('r1');
      await expect(first.append([event(9)])).rejects.toThrow(WriterReplaced);
      await second.append([event(2)]);
      await expect(first.append([event(9)])).rejects.toThrow(WriterReplaced);
      const events = (await all(journal.read('r1'))).map((each) => each.event);
      expect(events).toEqual([event(1), event(2)]);
    });

    test('closing by who was replaced does not disturb who writes now', async () => {
      const journal = await open();
      const first = await journal.create(run('r1'));
      const second = await journal.takeOver('r1');
      await first.close();
      await expect(second.append([event(1)])).resolves.toHaveLength(1);
    });

    test('who has closed can append no more, and another can go on', async () => {
      const journal = await open();
      const first = await journal.create(run('r1'));
      await first.append([event(1)]);
      await first.close();
      await expect(first.append([event(9)])).rejects.toThrow(WriterReplaced);
      const second = await journal.takeOver('r1');
      await second.append([event(2)]);
      expect(await all(journal.read('r1'))).toHaveLength(2);
    });

    test('what was read does not change when more is appended', async () => {
      const journal = await open();
      const writer = await journal.create(run('r1'));
      await writer.append([event(1)]);
      const before = await all(journal.read('r1'));
      await writer.append([event(2)]);
      expect(before).toHaveLength(1);
    });
  });
}
