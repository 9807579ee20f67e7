import type { HttpAnswer, HttpRequest } from './http-message.ts';

/**
 * The request that a redirect asks for, or `null` when the answer is none, or when following it would
 * change the method and so do something that nobody asked for.
 */
export function redirected(request: HttpRequest, answer: HttpAnswer): HttpRequest | null {
  const location = answer.headers['location'];
  if (location === undefined || !keepsMethod(request.method, answer.status)) return null;
  const url = URL.parse(location, request.url.href);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  const headers = url.origin === request.url.origin ? request.headers : harmless(request.headers);
  return { ...request, url, headers };
}

/** A redirect of the older kind turns every method but these into a `GET`. */
function keepsMethod(method: string, status: number): boolean {
  if (status === 307 || status === 308) return true;
  return ['GET', 'HEAD'].includes(method) && [301, 302, 303].includes(status);
}

/** Any other field may hold a key, which is not for strangers. */
function harmless(headers: HttpRequest['headers']): HttpRequest['headers'] {
  const names = ['accept', 'accept-language', 'content-type', 'user-agent'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}
