import { shorten } from '../../core/shorten.ts';
import { partialKey, type Credentials } from './sign.ts';

const maxErrorLength = 400;
const maxPageLength = 120;

/**
 * An error text of the other side for a message: in one line, and without the credentials, which a
 * server that echoes the request would show.
 */
export function quoteError(text: string, credentials: Credentials): string {
  return inOneLine(hide(text, credentials), maxErrorLength);
}

/** What a foreign page says, for a message: the same, without markup and shorter. */
export function quotePage(text: string, credentials: Credentials): string {
  const plain = hide(text, credentials)
    .replaceAll(/<(?<tag>script|style)\b[^>]*>[\s\S]*?<\/\k<tag>\s*>/gi, ' ')
    .replaceAll(/<[^<>]*>/g, ' ');
  return inOneLine(plain, maxPageLength);
}

function hide(text: string, credentials: Credentials): string {
  return [credentials.apiKey, partialKey(credentials.apiKey), credentials.apiId].reduce(
    (hidden, secret) => hidden.replaceAll(secret, '[hidden]'),
    text,
  );
}

function inOneLine(text: string, maxLength: number): string {
  return shorten(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), maxLength);
}
