import { hostname } from 'node:os';
import type { Journal } from '../../src/engine/journal.ts';
import { openSqliteJournal } from '../../src/store/sqlite-journal.ts';
import { systemProcesses } from '../../src/store/sqlite/processes.ts';

/** The journal of a folder, as the program opens it. */
export function journalOnDisk(folder: string): Journal {
  return openSqliteJournal({
    folder,
    program: 'benchmark',
    clock: { now: () => Date.now() },
    host: hostname(),
    pid: process.pid,
    processes: systemProcesses((pid, signal) => process.kill(pid, signal)),
  });
}
