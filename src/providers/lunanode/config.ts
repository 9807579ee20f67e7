import type { Clock } from '../../engine/clock.ts';
import type { Credentials } from './sign.ts';

/** What it takes to talk to LunaNode. */
export interface LunaNodeConfig extends Credentials {
  /** The API; ends in a slash, or gets one. */
  readonly url?: string;
  readonly clock: Clock;
}

/** A setting that cannot be right. The message names it and never shows a key. */
export class LunaNodeConfigError extends Error {
  override readonly name = 'LunaNodeConfigError';
}

const defaultUrl = 'https://dynamic.lunanode.com/api/';

/**
 * The address of the API, once the settings are seen to be well formed.
 *
 * @throws {LunaNodeConfigError} for an ID, key or URL that cannot be one.
 */
export function checkConfig(config: Omit<LunaNodeConfig, 'clock'>): URL {
  checkCredential('the API ID of LunaNode', config.apiId, 16);
  checkCredential('the API key of LunaNode', config.apiKey, 128);
  return parseUrl(config.url ?? defaultUrl);
}

function checkCredential(what: string, value: string, length: number): void {
  const problem =
    value === ''
      ? 'is empty'
      : value.length !== length
        ? `has ${value.length} characters instead of ${length}`
        : /[^\x21-\x7e]/.test(value)
          ? 'has characters that no such value has, such as a space'
          : null;
  if (problem !== null) throw new LunaNodeConfigError(`${what} ${problem}`);
}

function parseUrl(text: string): URL {
  const url = URL.parse(text.endsWith('/') ? text : `${text}/`);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new LunaNodeConfigError('the URL of the API of LunaNode is no http or https URL');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new LunaNodeConfigError(
      'the URL of the API of LunaNode must be an address only, without user, query or fragment',
    );
  }
  return url;
}
