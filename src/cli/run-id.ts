import { randomBytes } from 'node:crypto';
import type { Instant } from '../core/duration.ts';

/** An id for a new run. Day and chance: short, sorted by time, and fit for a host name. */
export function newRunId(now: Instant): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const chance = [...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('');
  return `${day}-${chance}`;
}
