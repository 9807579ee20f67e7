import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { unescapeHtml } from './html-text.ts';
import { isJsonList } from '../../core/json.ts';

/** The outside of an answer with status 200: what `success` says. */
export type Envelope =
  | { readonly said: 'yes'; readonly answer: JsonObject }
  | { readonly said: 'no'; readonly error: string; readonly isAuthentication: boolean }
  /** Not an answer of the API. */
  | { readonly said: 'nothing'; readonly why: string };

/** Opens the body of an answer. Never throws. */
export function openEnvelope(body: string): Envelope {
  const answer = parseJson(body);
  if (answer === undefined) return { said: 'nothing', why: 'the answer is not JSON' };
  if (!isJsonObject(answer)) return { said: 'nothing', why: 'the answer is not a JSON object' };
  switch (answer['success']) {
    case 'yes':
    case true:
      return { said: 'yes', answer };
    case 'no':
    case false: {
      const error = errorText(answer['error']);
      return { said: 'no', error, isAuthentication: isAuthenticationError(error) };
    }
    default:
      return { said: 'nothing', why: 'the answer does not say success' };
  }
}

function parseJson(text: string): Json | undefined {
  try {
    // Whatever JSON.parse gives is JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The error for people. It can itself be JSON in text (one client prints that case). */
function errorText(error: Json | undefined): string {
  if (typeof error !== 'string') return error === undefined ? 'no reason given' : readable(error);
  const text = unescapeHtml(error).trim();
  const inner = /^[[{]/.test(text) ? parseJson(text) : undefined;
  if (inner !== undefined) return readable(inner);
  return text === '' ? 'no reason given' : text;
}

function readable(value: Json): string {
  if (isJsonList(value)) return value.map(readable).join('; ');
  if (!isJsonObject(value)) return unescapeHtml(String(value));
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${readable(member)}`)
    .join('; ');
}

/**
 * One text covers a nonce that is out of the window, an address that the key does not allow and a
 * wrong key (captured). The words are prose and may change, hence the second guess.
 */
function isAuthenticationError(error: string): boolean {
  return /authenticat\w* fail|bad nonce|invalid nonce/i.test(error);
}
