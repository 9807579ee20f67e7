import type { Json } from '../../core/json.ts';
import type { Seen } from '../../core/run/failure.ts';
import { seenBy } from '../../core/run/poll.ts';
import type { Step } from '../../core/workflow/workflow.ts';
import { plainLine } from './plain-text.ts';

/** What was seen, as short as it is clear: `build`, or `status_raw build, ip absent`. */
export function seenWords(seen: Seen): string {
  const entries = Object.entries(seen);
  return entries.map(([path, value]) => named(path, bare(value), entries.length)).join(', ');
}

/** What a look saw that the one before had not: `build → active`; `null` when it is the same. */
export function changeWords(before: Seen | null, after: Seen): string | null {
  if (before === null) return seenWords(after) || null;
  const entries = Object.entries(after);
  const changes = entries.flatMap(([path, value]) => {
    const old = before[path];
    if (old === value) return [];
    return [named(path, `${bare(old ?? 'absent')} → ${bare(value)}`, entries.length)];
  });
  return changes.length === 0 ? null : changes.join(', ');
}

/** What the last look saw that ended the polling, as far as the outputs of the step tell. */
export function reachedWords(step: Step, before: Seen | null, outputs: Json): string | null {
  if (before === null) return null;
  const seen = seenBy([step.await?.until ?? step.until], outputs);
  const told = Object.entries(seen).filter(([path, value]) => path in before && value !== 'absent');
  return changeWords(before, { ...before, ...Object.fromEntries(told) });
}

/** A single value needs no name; of several each has the last part of its path. */
function named(path: string, words: string, count: number): string {
  return count === 1 ? words : `${plainLine(path.split('.').at(-1) ?? path)} ${words}`;
}

/** A value as it was seen is JSON; a text is read without its quotes. */
function bare(value: string): string {
  return plainLine(value.replaceAll(/^"|"$/g, ''));
}
