import type { Instant } from '../../core/duration.ts';

/**
 * The wait that a `Retry-After` header asks for, in milliseconds; it holds seconds or a date of
 * HTTP. `null` when there is none, or none that can be read.
 */
export function retryAfterMs(header: string | string[] | undefined, now: Instant): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}
