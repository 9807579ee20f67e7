import { formatDuration, type Instant } from '../../core/duration.ts';
import { ledgerOf } from '../../core/run/ledger.ts';
import type { LedgerEntry } from '../../core/run/ledger.ts';
import { downtimes, type Downtime } from '../../core/run/things.ts';
import type { RunEvent } from '../../core/run/event.ts';
import type { RecordedEvent } from '../../engine/journal.ts';
import { catalogue } from '../catalogue.ts';
import { plainLine } from '../render/plain-text.ts';
import type { Hides } from './resource-lines.ts';

export interface DowntimeLine {
  readonly text: string;
  /** It is still so. */
  readonly isOpen: boolean;
}

/**
 * Which addresses were on no VM, and for how long: `198.18.0.10 was on no VM for 3.2s`.
 *
 * @param hides Hides in an address what was hidden in the events, if the entries are from those in clear.
 */
export function downtimeLines(
  entries: readonly LedgerEntry[],
  now: Instant,
  hides: Hides = { text: (text) => text },
): DowntimeLine[] {
  return downtimes(entries)
    .filter(({ kind }) => kind.includes('address'))
    .map((downtime) => ({
      text: downtimeWords(downtime, hides.text(downtime.id), now),
      isOpen: downtime.until === null,
    }));
}

function downtimeWords({ from, until, isDoubtful }: Downtime, id: string, now: Instant): string {
  const address = plainLine(id);
  const length = formatDuration((until ?? now) - from);
  if (until === null) {
    return `${address} ${isDoubtful ? 'may be' : 'is'} on no VM, for ${length} by now`;
  }
  return `${address} ${isDoubtful ? 'may have been' : 'was'} on no VM for ${length}`;
}

/** What runs did to things, as far as anybody may see it, from events of some runs in any order. */
export function shownLedger(events: readonly RecordedEvent[]): readonly LedgerEntry[] {
  const runs = new Map<string, RunEvent[]>();
  for (const { run, event } of events) {
    const own = runs.get(run);
    if (own === undefined) runs.set(run, [event]);
    else own.push(event);
  }
  return [...runs].flatMap(([run, own]) => ledgerOf(run, own, (action) => catalogue().get(action)));
}
