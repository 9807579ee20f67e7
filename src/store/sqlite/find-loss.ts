import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What files of a database have lost. */
export type Loss =
  /** The end of the database is missing, and the log does not hold it. */
  | { readonly kind: 'database-cut'; readonly size: number; readonly expected: number }
  /** The log is none: SQLite would throw it away without a word, and what was written last with it. */
  | { readonly kind: 'log-damaged' };

/**
 * Looks at a database and its write-ahead log without opening them: SQLite would carry the log over
 * into what is left of the database. `null` when nothing is missing.
 *
 * A process that is carrying the log over just now, or died while it did, makes a database that is
 * shorter than its head says, too; but then the log has what is missing.
 *
 * https://www.sqlite.org/fileformat2.html
 */
export function findLoss(path: string): Loss | null {
  const log = `${path}-wal`;
  if (isDamaged(log)) return { kind: 'log-damaged' };
  const before = readHead(path);
  if (before === null || !isShort(before) || holdsEnd(log, before)) return null;
  // Whoever was carrying the log over may have come to the end since, and begun the log anew.
  const now = readHead(path);
  if (now === null || !isShort(now)) return null;
  return { kind: 'database-cut', size: now.size, expected: now.pages * now.pageSize };
}

/** What the first bytes of a database say. */
interface Head {
  /** Bytes of the file. */
  readonly size: number;
  readonly pageSize: number;
  /** How many there should be. */
  readonly pages: number;
}

function isShort({ size, pages, pageSize }: Head): boolean {
  return size < pages * pageSize;
}

/** `null` for what is no database. */
function readHead(path: string): Head | null {
  return inFile(path, (file) => {
    const { size } = fstatSync(file);
    const head = bytesAt(file, 0, 100);
    if (head.length < 100 || head.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
    const pageSize = head.readUInt16BE(16);
    return { size, pageSize: pageSize === 1 ? 65_536 : pageSize, pages: head.readUInt32BE(28) };
  });
}

/** Whether a log has all pages that the database does not have, or not whole; they count from 1. */
function holdsEnd(log: string, { size, pages, pageSize }: Head): boolean {
  const held = inFile(log, (file) => new Set(pagesInLog(file))) ?? new Set();
  for (let page = Math.floor(size / pageSize) + 1; page <= pages; page += 1) {
    if (!held.has(page)) return false;
  }
  return true;
}

const logHeadLength = 32;
const frameHeadLength = 24;
const logMarks: readonly number[] = [0x377f0682, 0x377f0683];

function isDamaged(log: string): boolean {
  const head = inFile(log, (file) => bytesAt(file, 0, logHeadLength)) ?? Buffer.alloc(0);
  // A machine that lost its power while the log was begun leaves zeros: nothing was in it yet.
  if (head.every((byte) => byte === 0)) return false;
  return head.length < logHeadLength || !logMarks.includes(head.readUInt32BE(0));
}

/** Frames of an earlier round of the log bear other salts than its head. */
function* pagesInLog(file: number): Generator<number> {
  const head = bytesAt(file, 0, logHeadLength);
  if (head.length < logHeadLength) return;
  const frameLength = frameHeadLength + head.readUInt32BE(8);
  const salts = head.subarray(16, 24);
  for (let at = logHeadLength; ; at += frameLength) {
    const frame = bytesAt(file, at, frameHeadLength);
    if (frame.length < frameHeadLength || !frame.subarray(8, 16).equals(salts)) return;
    yield frame.readUInt32BE(0);
  }
}

function bytesAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}

/** `null` when there is no such file, or none that can be read: SQLite says what is wrong with it. */
function inFile<T>(path: string, use: (file: number) => T): T | null {
  let file;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    return fstatSync(file).isFile() ? use(file) : null;
  } finally {
    closeSync(file);
  }
}
