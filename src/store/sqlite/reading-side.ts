import type { Journal, RunOwner, RunSummary } from '../../engine/journal.ts';
import { reading } from './database-error.ts';
import { pageSize, type RunName } from './event-table.ts';
import type { JournalParts } from './journal-parts.ts';
import { isAlive, type StoredOwner, type Viewpoint } from './liveness.ts';
import type { RunRow } from './run-table.ts';

export type ReadingSide = Pick<
  Journal,
  'read' | 'readClear' | 'definition' | 'find' | 'runs' | 'newerRuns'
>;

/** The part of a journal that only looks. */
export function createReadingSide(parts: JournalParts, here: () => Viewpoint): ReadingSide {
  const { path, runs, descriptions, events } = parts;

  function summary(row: RunRow): RunSummary {
    const { status, lastSequence, lastAt } = row;
    const owner = row.owner === null ? null : shownOwner(row.owner, here());
    return { info: descriptions.info(row.number), status, lastSequence, lastAt, owner };
  }

  /** No statement stays open between pages: that would keep the whole process at an old state. */
  async function* pages<T>(
    run: string,
    from: number,
    page: (run: RunName, from: number) => readonly T[],
  ): AsyncGenerator<T, void, undefined> {
    const found = reading(path, () => runs.get(run));
    for (let at = Math.max(1, from); ; at += pageSize) {
      const next = reading(path, () => page(found, at));
      yield* next;
      if (next.length < pageSize) return;
    }
  }

  return {
    read: (run, from = 1) => pages(run, from, (found, at) => events.page(found, at)),
    readClear: (run) => pages(run, 1, (found, at) => events.clearPage(found, at)),
    definition: async (run) => reading(path, () => descriptions.definition(runs.get(run).number)),
    find: async (run) =>
      reading(path, () => {
        const row = runs.find(run);
        return row === null ? null : summary(row);
      }),
    runs: async () => reading(path, () => runs.all().map(summary)),
    newerRuns: async () => reading(path, () => runs.newer()),
  };
}

function shownOwner(owner: StoredOwner, viewpoint: Viewpoint): RunOwner {
  const { host, pid, heardAt } = owner;
  return { host, pid, isAlive: isAlive(owner, viewpoint), lastHeardAt: heardAt };
}
