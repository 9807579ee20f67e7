import type { SQLOutputValue } from 'node:sqlite';
import { JournalError } from '../../engine/journal.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** @throws {JournalError} when the column holds something else; so do the others. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : refuse(column);
}

export function numberIn(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : refuse(column);
}

export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : refuse(column);
}

/** What was stored in a column as JSON, if it looks like what `isIt` wants. */
export function jsonIn<T>(row: Row, column: string, isIt: (value: unknown) => value is T): T {
  const value = parse(textIn(row, column));
  return isIt(value) ? value : refuse(column);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(column: string): never {
  throw new JournalError(
    'not-opened',
    `the journal is damaged: it has no sensible "${column}" where one has to be; put a copy of it back`,
  );
}
