import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Bytes of a key of AES-256. */
const keyLength = 32;

/** The key in a file, or `null` when there is no such file. @throws RangeError when it is no key. */
export function readKey(path: string): Buffer | null {
  let key;
  try {
    key = readFileSync(path);
  } catch (error) {
    if (isOf(error, 'ENOENT')) return null;
    throw error;
  }
  if (key.length === keyLength) return key;
  throw new RangeError(`it holds ${key.length} bytes, and a key has ${keyLength}`);
}

/**
 * The key in a file that is made if need be, readable for its owner only.
 *
 * It is written whole under another name and only then gets its own: nobody ever sees half a key, a
 * key that is there is never replaced, and of several who make one at once all get the same.
 */
export function readOrCreateKey(path: string): Buffer {
  const found = readKey(path);
  if (found !== null) return found;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const key = randomBytes(keyLength);
  try {
    writeFileSync(draft, key, { flag: 'wx', mode: 0o600, flush: true });
    linkSync(draft, path);
  } catch (error) {
    if (!isOf(error, 'EEXIST')) throw error;
    return readOrCreateKey(path);
  } finally {
    discard(draft);
  }
  syncFolder(dirname(path));
  return key;
}

function discard(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was not even made.
  }
}

function isOf(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
