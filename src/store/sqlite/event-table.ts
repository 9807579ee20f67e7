import type { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from '../../core/json.ts';
import type { RunEvent } from '../../core/run/event.ts';
import type { Entry, RecordedEvent } from '../../engine/journal.ts';
import { jsonIn, numberIn, bytesIn, type Row } from './row.ts';
import type { Place, Sealer } from './sealing.ts';

/** The events of runs. */
export interface EventTable {
  insert(run: number, entry: Entry, place: Place): void;
  /** At most {@link pageSize} events of a run from `from` on. */
  page(run: RunName, from: number): readonly RecordedEvent[];
  /** The same in clear. @throws {JournalError} `no-key` */
  clearPage(run: RunName, from: number): readonly RunEvent[];
}

export interface RunName {
  readonly number: number;
  readonly id: string;
}

/** Events that are read at once: a reader that takes its time holds up nobody in between. */
export const pageSize = 500;

export function createEventTable(database: DatabaseSync, sealer: Sealer): EventTable {
  const insert = database.prepare(
    'INSERT INTO events (run, sequence, event, sealed) VALUES (?, ?, ?, ?)',
  );
  const page = database.prepare(
    `SELECT sequence, event FROM events WHERE run = ? AND sequence >= ? ORDER BY sequence LIMIT ${pageSize}`,
  );
  const clearPage = database.prepare(
    `SELECT sequence, event, sealed FROM events WHERE run = ? AND sequence >= ? ORDER BY sequence LIMIT ${pageSize}`,
  );

  function clearEvent(row: Row, run: string): RunEvent {
    if (row['sealed'] === null) return jsonIn(row, 'event', isEvent);
    const place = { run, sequence: numberIn(row, 'sequence') };
    const unsealed = { event: sealer.unseal(bytesIn(row, 'sealed'), place) };
    return jsonIn(unsealed, 'event', isEvent);
  }

  return {
    insert: (run, { shown, clear }, place) => {
      const isSecret = shown !== clear && !isDeepStrictEqual(shown, clear);
      const sealed = isSecret ? sealer.seal(JSON.stringify(clear), place) : null;
      insert.run(run, place.sequence, JSON.stringify(shown), sealed);
    },
    page: ({ number, id }, from) =>
      page.all(number, from).map((row) => ({
        run: id,
        sequence: numberIn(row, 'sequence'),
        event: jsonIn(row, 'event', isEvent),
      })),
    clearPage: ({ number, id }, from) =>
      clearPage.all(number, from).map((row) => clearEvent(row, id)),
  };
}

/** Tells an event from what it cannot be; the rest is up to the form that the run is written in. */
function isEvent(value: unknown): value is RunEvent {
  return (
    isJsonObject(value) && typeof value['type'] === 'string' && typeof value['at'] === 'number'
  );
}
