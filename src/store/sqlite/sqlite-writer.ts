import {
  WriterReplaced,
  type Entry,
  type JournalWriter,
  type RecordedEvent,
} from '../../engine/journal.ts';
import { statusAfter } from '../status-after.ts';
import { reading } from './database-error.ts';
import type { JournalParts } from './journal-parts.ts';
import type { Tenure } from './ownership.ts';
import { deliverRequests } from './request-delivery.ts';

/** The writer of a run during its tenure. */
export function createSqliteWriter(
  run: string,
  tenure: Tenure,
  parts: JournalParts,
): Omit<JournalWriter, 'inside'> {
  const { path, ticker, commits, requests, ownership, heartbeat } = parts;
  const replaced = new AbortController();
  const tell = () => replaced.abort(new WriterReplaced(run));
  const undertakings = new Set([heartbeat.begin(tenure, tell)]);
  let isClosed = false;

  return {
    run,
    replaced: replaced.signal,
    append: async (entries) => {
      if (ownership.hasEnded(tenure)) throw new WriterReplaced(run);
      return commits.submit(() => append(run, tenure, entries, parts));
    },
    assertCurrent: () => {
      const isCurrent =
        !ownership.hasEnded(tenure) && reading(path, () => ownership.isCurrent(tenure));
      if (!isCurrent) throw new WriterReplaced(run);
    },
    onRequest: (handler) => {
      if (isClosed) return () => {};
      const since = (after: number) => requests.since(tenure, after);
      const stop = deliverRequests({ ticker, since, handler });
      undertakings.add(stop);
      return () => {
        stop();
        undertakings.delete(stop);
      };
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      ownership.end(tenure);
      for (const stop of undertakings) stop();
      // A run that cannot be made free now is free as soon as its owner is no more heard.
      await commits.submit(() => ownership.release(tenure)).catch(() => {});
    },
  };
}

/** In a transaction: whoever was replaced finds that out before anything of it is written. */
function append(
  run: string,
  tenure: Tenure,
  entries: readonly Entry[],
  { ownership, events }: JournalParts,
): readonly RecordedEvent[] {
  const last = entries.at(-1);
  if (last === undefined) {
    if (!ownership.isCurrent(tenure)) throw new WriterReplaced(run);
    return [];
  }
  const status = entries.reduce<ReturnType<typeof statusAfter>>(
    (before, { shown }) => statusAfter(shown) ?? before,
    null,
  );
  const lastSequence = ownership.advance(tenure, {
    events: entries.length,
    lastAt: last.shown.at,
    status,
  });
  if (lastSequence === null) throw new WriterReplaced(run);
  const before = lastSequence - entries.length;
  return entries.map((entry, at) => {
    const place = { run, sequence: before + at + 1 };
    events.insert(tenure.run, entry, place);
    return { ...place, event: entry.shown };
  });
}
