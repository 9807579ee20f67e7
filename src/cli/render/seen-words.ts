import type { Json } from '../../core/json.ts';
import type { Seen } from '../../core/run/failure.ts';
import { seenBy } from '../../core/run/poll.ts';
import type { Task } from '../../core/workflow/workflow.ts';
import { plainLine } from './plain-text.ts';

/** What was seen, by the last part of each path: `status_raw is build`, or `status_raw build, ip absent`. */
export function seenWords(seen: Seen): string {
  const entries = Object.entries(seen);
  const verb = entries.length === 1 ? ' is ' : ' ';
  return entries.map(([path, value]) => lastPart(path) + verb + bare(value)).join(', ');
}

/**
 * What a look saw that the one before had not: `build → active`, or `ip absent → 192.0.2.7` when
 * there is more than one thing to look at; `null` when all is the same.
 */
export function changeWords(before: Seen | null, after: Seen): string | null {
  if (before === null) return seenWords(after) || null;
  const entries = Object.entries(after);
  const changes = entries.flatMap(([path, value]) => {
    const old = before[path];
    if (old === value) return [];
    const change = `${bare(old ?? 'absent')} → ${bare(value)}`;
    return [entries.length === 1 ? change : `${lastPart(path)} ${change}`];
  });
  return changes.length === 0 ? null : changes.join(', ');
}

/** What the last look saw that ended the polling, as far as the outputs tell. */
export function reachedWords(task: Task, before: Seen | null, outputs: Json): string | null {
  if (before === null) return null;
  const seen = seenBy([task.await?.until ?? task.until], outputs);
  const told = Object.entries(seen).filter(([path, value]) => path in before && value !== 'absent');
  return changeWords(before, { ...before, ...Object.fromEntries(told) });
}

function lastPart(path: string): string {
  return plainLine(path.split('.').at(-1) ?? path);
}

/** A value as it was seen is JSON; a text is read without its quotes, unless there is nothing else. */
function bare(value: string): string {
  return plainLine(value.replaceAll(/^"|"$/g, '')) || value;
}
