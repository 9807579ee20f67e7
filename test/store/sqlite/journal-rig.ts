import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Journal } from '../../../src/engine/journal.ts';
import type { Ticker } from '../../../src/store/sqlite/ticker.ts';
import { openSqliteJournal, type SqliteJournalOptions } from '../../../src/store/sqlite-journal.ts';
import { hereOptions } from './journal-rig-data.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perilune-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A journal as a process has it, closed after the test. */
export function openJournal(folder: string, options: Partial<SqliteJournalOptions> = {}): Journal {
  const journal = openSqliteJournal({ ...hereOptions(folder), ...options });
  onTestFinished(() => journal.close());
  return journal;
}

/** Ticks when the test says so. */
export function manualTicker(): Ticker & { tick(ms: number): void; readonly count: number } {
  const works = new Map<() => void, number>();
  return {
    every: (ms, work) => {
      works.set(work, ms);
      return () => works.delete(work);
    },
    /** Does everything that is to be done every `ms`. */
    tick: (ms) => {
      for (const [work, each] of works) if (each === ms) work();
    },
    get count() {
      return works.size;
    },
  };
}

/** Ticks all the time. */
export const hastyTicker: Ticker = {
  every: (_ms, work) => {
    const timer = setInterval(work, 5);
    timer.unref();
    return () => clearInterval(timer);
  },
};

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}
