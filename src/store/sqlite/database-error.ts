import { JournalError, WriterReplaced } from '../../engine/journal.ts';

/** What SQLite throws: `errcode` is one of its extended result codes. */
interface SqliteError extends Error {
  readonly errcode: number;
  readonly errstr: string;
}

/** What kept something from being written, for a person. Errors that SQLite has no part in stay as they are. */
export function notWritten(error: unknown, path: string): unknown {
  if (!isSqliteError(error)) return error;
  const { what, help } = explain(error);
  const message = `nothing was written to ${path}: ${what}; ${help}`;
  return new JournalError('not-written', message, { cause: error });
}

/** What kept something from being opened or read, for a person. */
export function notOpened(error: unknown, path: string): unknown {
  if (!isSqliteError(error)) return error;
  const { what, help } = explain(error);
  return new JournalError('not-opened', `${path} cannot be read: ${what}; ${help}`, {
    cause: error,
  });
}

/** Does `read`, and puts what SQLite has to say against it into words. */
export function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw notOpened(error, path);
  }
}

export function isSqliteError(error: unknown): error is SqliteError {
  return (
    error instanceof Error &&
    !(error instanceof JournalError || error instanceof WriterReplaced) &&
    'errcode' in error &&
    typeof error.errcode === 'number'
  );
}

/** The kind of an error, without the details: one of {@link resultCode}. */
export function resultCodeOf(error: SqliteError): number {
  return error.errcode % 256;
}

/** https://www.sqlite.org/rescode.html */
export const resultCode = {
  busy: 5,
  outOfMemory: 7,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  notADatabase: 26,
} as const;

interface Explanation {
  readonly what: string;
  readonly help: string;
}

const explanations = new Map<number, Explanation>([
  [
    resultCode.busy,
    {
      what: 'another program keeps it locked',
      help: 'if that one stands still, let it go on or end it',
    },
  ],
  [resultCode.outOfMemory, { what: 'there is not enough memory', help: 'make some free' }],
  [
    resultCode.readOnly,
    { what: 'it is read-only', help: 'make the file and its folder writable for this user' },
  ],
  [
    resultCode.inputOutput,
    { what: 'the disk does not do its part', help: 'check the disk, and limits of file sizes' },
  ],
  [
    resultCode.corrupt,
    {
      what: 'it is damaged',
      help: 'put a copy of it back, or move it and its -wal file away to begin anew',
    },
  ],
  [resultCode.full, { what: 'the disk is full', help: 'make some room on it' }],
  [
    resultCode.cannotOpen,
    { what: 'the system does not open it', help: 'make it readable and writable for this user' },
  ],
  [
    resultCode.notADatabase,
    { what: 'it is not a database', help: 'move it away, or set PERILUNE_HOME to another folder' },
  ],
]);

/** The file that processes share their memory by could not be made longer. */
const noRoomForSharedMemory = 4874;

function explain(error: SqliteError): Explanation {
  const isFull = error.errcode === noRoomForSharedMemory;
  const known = explanations.get(isFull ? resultCode.full : resultCodeOf(error)) ?? {
    what: 'the database refuses',
    help: 'this should not happen',
  };
  return { what: `${known.what} (${error.errstr}, SQLite ${error.errcode})`, help: known.help };
}
