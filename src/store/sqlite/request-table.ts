import type { DatabaseSync } from 'node:sqlite';
import { isJsonObject } from '../../core/json.ts';
import type { RunRequestEntry } from '../../engine/journal.ts';
import type { Tenure } from './ownership.ts';
import { jsonIn, numberIn, type Row } from './row.ts';

/** What was asked of the owners of runs. */
export interface RequestTable {
  insert(run: number, request: RunRequestEntry): void;
  /**
   * What the writer of a run was asked after the request `after`; nothing once it was replaced.
   * Requests that only a newer Perilune understands are left out.
   */
  since(tenure: Tenure, after: number): readonly NumberedRequest[];
  forget(run: number): void;
}

export interface NumberedRequest {
  /** Grows from one request to the next. */
  readonly number: number;
  readonly request: RunRequestEntry;
}

export function createRequestTable(database: DatabaseSync): RequestTable {
  const insert = database.prepare('INSERT INTO requests (run, request) VALUES (?, ?)');
  const since = database.prepare(
    `SELECT requests.number, request FROM requests JOIN runs ON runs.number = requests.run
     WHERE requests.run = ? AND runs.epoch = ? AND requests.number > ? ORDER BY requests.number`,
  );
  const forget = database.prepare('DELETE FROM requests WHERE run = ?');
  return {
    insert: (run, request) => {
      insert.run(run, JSON.stringify(request));
    },
    since: ({ run, epoch }, after) =>
      since.all(run, epoch, after).flatMap((row) => {
        const request = requestIn(row);
        return request === null ? [] : [{ number: numberIn(row, 'number'), request }];
      }),
    forget: (run) => {
      forget.run(run);
    },
  };
}

function requestIn(row: Row): RunRequestEntry | null {
  const request = jsonIn(row, 'request', isJsonObject);
  return isRequest(request) ? request : null;
}

function isRequest(value: unknown): value is RunRequestEntry {
  return isJsonObject(value) && (value['kind'] === 'cancel' || value['kind'] === 'answer');
}
