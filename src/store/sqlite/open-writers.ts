import type { JournalWriter } from '../../engine/journal.ts';
import type { JournalParts } from './journal-parts.ts';
import type { Tenure } from './ownership.ts';
import { createSqliteWriter } from './sqlite-writer.ts';

/** The writers of this process that have not been closed. */
export interface OpenWriters {
  open(run: string, tenure: Tenure): JournalWriter;
  closeAll(): Promise<void>;
}

export function createOpenWriters(parts: JournalParts): OpenWriters {
  const writers = new Set<JournalWriter>();
  return {
    open: (run, tenure) => {
      const writer = createSqliteWriter(run, tenure, parts);
      const listed: JournalWriter = {
        ...writer,
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
