import type { DatabaseSync } from 'node:sqlite';
import { createDescriptionTable, type DescriptionTable } from './description-table.ts';
import { createEventTable, type EventTable } from './event-table.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { createHeartbeat, type Heartbeat } from './heartbeat.ts';
import { createOwnership, type Ownership, type Self } from './ownership.ts';
import { createRequestTable, type RequestTable } from './request-table.ts';
import { createRunTable, type RunTable } from './run-table.ts';
import { createSealer } from './sealing.ts';
import type { Ticker } from './ticker.ts';

/** What a journal is put together from. */
export interface JournalParts {
  /** Path of the database, for messages. */
  readonly path: string;
  readonly ticker: Ticker;
  readonly commits: GroupCommit;
  readonly runs: RunTable;
  readonly descriptions: DescriptionTable;
  readonly events: EventTable;
  readonly requests: RequestTable;
  readonly ownership: Ownership;
  readonly heartbeat: Heartbeat;
}

export interface PartsOptions {
  readonly database: DatabaseSync;
  readonly path: string;
  readonly folder: string;
  readonly self: Self;
  readonly ticker: Ticker;
}

export function createJournalParts(options: PartsOptions): JournalParts {
  const { database, path, folder, self, ticker } = options;
  const commits = createGroupCommit(database, path);
  const ownership = createOwnership(database, self);
  const sealed = database.prepare('SELECT 1 FROM events WHERE sealed IS NOT NULL LIMIT 1');
  const sealer = createSealer(folder, () => sealed.get() !== undefined);
  return {
    path,
    ticker,
    commits,
    runs: createRunTable(database, self.program),
    descriptions: createDescriptionTable(database),
    events: createEventTable(database, sealer),
    requests: createRequestTable(database),
    ownership,
    heartbeat: createHeartbeat(ticker, commits, ownership),
  };
}
