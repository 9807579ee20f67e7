import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { JournalError } from '../../engine/journal.ts';
import { readKey, readOrCreateKey } from './key-file.ts';

/** Keeps texts so that only who has the key can read them. */
export interface Sealer {
  /** @throws {JournalError} `not-written` when there is no key and none can be made. */
  seal(text: string, place: Place): Uint8Array;
  /** @throws {JournalError} `no-key` when the key is missing, or is not the one it was sealed with. */
  unseal(sealed: Uint8Array, place: Place): string;
}

/** Where a sealed text belongs: it cannot be read as that of another place. */
export interface Place {
  readonly run: string;
  readonly sequence: number;
}

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals with the key in the file `journal.key` of a folder, which is made when it is first needed.
 *
 * @param hasSealed Whether anything was sealed before, by whatever process: then a key that is not
 *   there is lost, and a new one in its place would keep the old one from being put back.
 */
export function createSealer(folder: string, hasSealed: () => boolean = () => false): Sealer {
  const path = join(folder, 'journal.key');
  let key: Buffer | null = null;

  return {
    seal: (text, place) => {
      try {
        key ??= hasSealed() ? readKey(path) : readOrCreateKey(path);
      } catch (error) {
        throw noKeyToSealWith(path, error);
      }
      if (key === null) throw lostKey(path);
      return seal(text, place, key);
    },

    unseal: (sealed, place) => {
      try {
        key ??= readKey(path);
        if (key !== null) return unseal(sealed, place, key);
      } catch (error) {
        throw wrongKey(path, place, error);
      }
      throw missingKey(path, place);
    },
  };
}

/** Nonce, tag and ciphertext, one after the other. */
function seal(text: string, place: Place, key: Buffer): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(labelOf(place));
  const hidden = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), hidden]);
}

function unseal(sealed: Uint8Array, place: Place, key: Buffer): string {
  const nonce = sealed.subarray(0, nonceLength);
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength);
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
    .setAAD(labelOf(place))
    .setAuthTag(tag);
  const hidden = sealed.subarray(nonceLength + tagLength);
  return Buffer.concat([opening.update(hidden), opening.final()]).toString('utf8');
}

function labelOf({ run, sequence }: Place): Buffer {
  return Buffer.from(JSON.stringify([run, sequence]), 'utf8');
}

function missingKey(path: string, { run }: Place): JournalError {
  return new JournalError(
    'no-key',
    `the secrets of the run ${run} cannot be read: there is no ${path}, which was made together with the journal; ${whatHelps}`,
  );
}

function wrongKey(path: string, { run }: Place, cause: unknown): JournalError {
  return new JournalError(
    'no-key',
    `the secrets of the run ${run} cannot be read: ${path} is not the key they were written with, or they are damaged; ${whatHelps}`,
    { cause },
  );
}

const whatHelps =
  'put the right key back from a copy of the folder. Without it the run can be looked at, but not gone on with';

function lostKey(path: string): JournalError {
  return new JournalError(
    'not-written',
    `nothing was written: secrets are kept encrypted, and there is no ${path}, which those of earlier runs were encrypted with; put it back from a copy of the folder, or move the whole folder away to begin anew`,
  );
}

function noKeyToSealWith(path: string, cause: unknown): JournalError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new JournalError(
    'not-written',
    `nothing was written: secrets are kept encrypted, and the key in ${path} can be neither read nor made (${why}); put the right key back, or make the folder writable`,
    { cause },
  );
}
