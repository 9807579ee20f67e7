import type { PollPolicy } from '../action-spec.ts';
import type { Instant } from '../duration.ts';
import type { Expression } from '../expression/expression.ts';
import { isJsonObject, type Json } from '../json.ts';
import { shorten } from '../shorten.ts';
import type { Seen } from './failure.ts';

/** Characters of a value that was looked at. */
const mostShown = 80;

/**
 * When to look next, after `looks` looks; the last one comes when time is up. Some time passes in any
 * case, so that a wait of nothing does not keep the clock of a rehearsal standing.
 */
export function nextLookAt(
  policy: PollPolicy,
  looks: number,
  since: Instant,
  now: Instant,
): Instant {
  const grown = Math.max(1, policy.everyMs) * 1.5 ** looks;
  const every = Math.max(1, Math.min(policy.maxEveryMs, grown));
  return Math.min(Math.round(now + every), Math.max(now, since + policy.timeoutMs));
}

/** What a condition looked at, in the last outputs: each path it names, with the value found. */
export function seenBy(conditions: readonly (Expression | null)[], outputs: Json): Seen {
  const seen: Record<string, string> = {};
  for (const condition of conditions) {
    for (const { root, path } of condition?.references ?? []) {
      if (root !== 'outputs') continue;
      const names = path.map((segment) => segment.name);
      const value = valueAt(outputs, names);
      seen[names.join('.') || 'outputs'] = shorten(
        value === undefined ? 'absent' : show(value),
        mostShown,
      );
    }
  }
  return seen;
}

/** `info.status_raw is "build", info.ip is absent`. */
export function describeSeen(seen: Seen): string {
  const parts = Object.entries(seen).map(([path, value]) => `${path} is ${value}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const name of path) at = isJsonObject(at) ? at[name] : undefined;
  return at;
}

function show(value: Json): string {
  return JSON.stringify(value);
}
