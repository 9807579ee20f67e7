import type { Instant } from '../duration.ts';
import type { LedgerEntry } from './ledger.ts';

/** Something that runs created, and what became of it. */
export interface Thing {
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
  /** The act that created it. */
  readonly created: LedgerEntry;
  /** What took it away, or may have; `null` while nothing did. */
  readonly destroyed: LedgerEntry | null;
}

/** What the runs of these ledgers created, in that order, and what of it is gone, whichever run did that. */
export function thingsOf(entries: readonly LedgerEntry[]): readonly Thing[] {
  const things: Kept[] = [];
  for (const entry of entries.toSorted((a, b) => momentOf(a) - momentOf(b))) {
    if (entry.verb === 'creates') create(entry, things);
    else if (entry.id !== null) meet(entry, things);
  }
  return things;
}

/** Whether a thing is certainly not there any more. */
export function isGone({ destroyed }: Thing): boolean {
  return destroyed?.certainty === 'certain';
}

interface Kept extends Thing {
  id: string | null;
  destroyed: LedgerEntry | null;
  /** What came into being by the same act, such as the address of a machine, goes with it. */
  partOf: Kept | null;
}

function create(entry: LedgerEntry, things: Kept[]): void {
  const { kind, id, name, run, act } = entry;
  const partOf =
    things.find((each) => each.created.run === run && each.created.act === act) ?? null;
  things.push({ kind, id, name, created: entry, destroyed: null, partOf });
}

function meet(entry: LedgerEntry, things: readonly Kept[]): void {
  const thing = things.findLast(
    (each) => each.kind === entry.kind && each.id === entry.id && !isGone(each),
  );
  if (thing === undefined) return;
  if (entry.verb === 'attaches' || entry.verb === 'detaches') thing.partOf = null;
  if (entry.verb !== 'destroys') return;
  for (const each of things) {
    const isMeant = each === thing || (each.partOf === thing && !isGone(each));
    if (isMeant) each.destroyed = entry;
  }
}

/** A time during which a thing was attached to nothing. */
export interface Downtime {
  readonly kind: string;
  readonly id: string;
  /** When the call left that took it off. */
  readonly from: Instant;
  /** When it was known to be attached again; `null` while it is not. */
  readonly until: Instant | null;
  /** Nobody knows whether it was taken off at all. */
  readonly isDoubtful: boolean;
}

/** When things were attached to nothing: rather too long than too short. */
export function downtimes(entries: readonly LedgerEntry[]): readonly Downtime[] {
  const ended: Downtime[] = [];
  const open = new Map<string, Downtime>();
  for (const entry of entries.toSorted((a, b) => momentOf(a) - momentOf(b))) {
    const { kind, id, verb } = entry;
    if (id === null) continue;
    const key = JSON.stringify([kind, id]);
    const current = open.get(key);
    const isCertain = entry.certainty === 'certain';
    if (verb === 'detaches' && (current === undefined || current.isDoubtful)) {
      const from = current?.from ?? entry.leftAt;
      open.set(key, { kind, id, from, until: null, isDoubtful: !isCertain });
    } else if (current !== undefined && isCertain) {
      if (verb === 'attaches') ended.push({ ...current, until: momentOf(entry) });
      if (verb === 'attaches' || verb === 'destroys') open.delete(key);
    }
  }
  return [...ended, ...open.values()].toSorted((a, b) => a.from - b.from);
}

function momentOf({ doneAt, leftAt }: LedgerEntry): Instant {
  return doneAt ?? leftAt;
}
