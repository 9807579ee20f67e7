import type { JournalWriter } from '../../engine/journal.ts';
import type { JournalParts } from './journal-parts.ts';
import type { Tenure } from './ownership.ts';
import { createSqliteWriter } from './sqlite-writer.ts';

/** The writers of this process that have not been closed. */
export interface OpenWriters {
  open(run: string, tenure: Tenure): JournalWriter;
  closeAll(): Promise<void>;
}

/** @param inside How runs are begun and taken over inside one that is written in a tenure. */
export function createOpenWriters(
  parts: JournalParts,
  inside: (tenure: Tenure) => JournalWriter['inside'],
): OpenWriters {
  const writers = new Set<JournalWriter>();
  return {
    open: (run, tenure) => {
      const writer = createSqliteWriter(run, tenure, parts);
      const listed: JournalWriter = {
        ...writer,
        inside: inside(tenure),
        close: () => {
          writers.delete(listed);
          return writer.close();
        },
      };
      writers.add(listed);
      return listed;
    },
    closeAll: async () => {
      await Promise.all(Array.from(writers, (writer) => writer.close()));
    },
  };
}
