import { formatDuration } from '../../core/duration.ts';
import { JournalError, WriterReplaced } from '../../engine/journal.ts';
import { isOver } from '../status-after.ts';
import type { JournalParts } from './journal-parts.ts';
import { isAlive, type StoredOwner, type Viewpoint } from './liveness.ts';
import type { Tenure } from './ownership.ts';
import type { RunRow } from './run-table.ts';

export interface TakingOver {
  /** The run as it was when somebody decided to take it over. */
  readonly seen: RunRow;
  readonly evenIfAlive: boolean;
  readonly viewpoint: Viewpoint;
  /** The tenure of the run that this one is inside of, if it is taken over for that one. */
  readonly within: Tenure | null;
}

/**
 * In a transaction: makes the caller the next writer of a run, unless another one was faster.
 *
 * What was asked of earlier owners is asked of this one too, as nobody knows whether they came to
 * it; but not if the run has ended since.
 *
 * @throws {JournalError} `run-is-owned`
 * @throws {WriterReplaced} when the run around it is somebody else's by now.
 */
export function takeOver(
  { seen, evenIfAlive, viewpoint, within }: TakingOver,
  { runs, requests, ownership }: JournalParts,
): Tenure {
  if (within !== null && !ownership.isCurrent(within)) throw new WriterReplaced(seen.id);
  const row = runs.get(seen.id);
  if (row.owner !== null) {
    const isAnother = row.number !== seen.number || row.epoch !== seen.epoch;
    if (isAnother || !evenIfAlive) refuseOwned(row.id, row.owner, viewpoint);
  }
  if (isOver(row.status)) requests.forget(row.number);
  return ownership.claim(row, within);
}

/** @throws {JournalError} `run-is-owned` when the owner of a run is alive. */
export function refuseOwned(run: string, owner: StoredOwner, viewpoint: Viewpoint): void {
  if (!isAlive(owner, viewpoint)) return;
  const silence = formatDuration(viewpoint.now - owner.heardAt);
  throw new JournalError(
    'run-is-owned',
    `the run ${run} is at work in process ${owner.pid} on ${owner.host} (heard of ${silence} ago): \`perilune cancel ${run}\` asks it to stop, \`--take-over\` takes it over`,
  );
}
