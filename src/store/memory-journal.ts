import type { RunInfo } from '../core/run/event.ts';
import {
  WriterReplaced,
  type Journal,
  type JournalWriter,
  type RecordedEvent,
} from '../engine/journal.ts';

interface StoredRun {
  readonly info: RunInfo;
  readonly events: RecordedEvent[];
  writer: number;
}

/** A journal that lasts as long as the process. */
export function createMemoryJournal(): Journal {
  const runs = new Map<string, StoredRun>();

  function find(id: string): StoredRun {
    const found = runs.get(id);
    if (found === undefined) throw new Error(`there is no run ${id}`);
    return found;
  }

  return {
    create: async (info) => {
      if (runs.has(info.id)) throw new Error(`there is a run ${info.id} already`);
      const stored = { info, events: [], writer: 0 };
      runs.set(info.id, stored);
      return writerOf(stored);
    },
    takeOver: async (id) => writerOf(find(id)),
    async *read(id, from = 1) {
      yield* find(id).events.slice(from - 1);
    },
    runs: async () => [...runs.values()].map((stored) => stored.info).toReversed(),
  };
}

function writerOf(stored: StoredRun): JournalWriter {
  stored.writer += 1;
  const own = stored.writer;
  const { id } = stored.info;
  return {
    run: id,
    append: async (events) => {
      if (stored.writer !== own) throw new WriterReplaced(id);
      const first = stored.events.length + 1;
      const recorded = events.map((event, at) => ({ run: id, sequence: first + at, event }));
      for (const each of recorded) stored.events.push(each);
      return recorded;
    },
    close: async () => {
      if (stored.writer === own) stored.writer += 1;
    },
  };
}
