import type { Instant } from '../../core/duration.ts';
import type { Processes } from './processes.ts';

/** How often a writer says that it is there. */
export const heartbeatMs = 2000;

/** A writer that was not heard for so long counts as gone. */
export const silenceMs = 10_000;

/** Who writes a run, as it is recorded. */
export interface StoredOwner {
  readonly host: string;
  readonly pid: number;
  /** See {@link Processes.markOf}. */
  readonly mark: string;
  readonly heardAt: Instant;
}

/** From where an owner is looked at. */
export interface Viewpoint {
  readonly host: string;
  readonly processes: Processes;
  readonly now: Instant;
}

/**
 * Whether an owner was heard of late and, as far as that can be seen from here, its process is still
 * there. One that stands still is not heard.
 */
export function isAlive(owner: StoredOwner, { host, processes, now }: Viewpoint): boolean {
  if (now - owner.heardAt >= silenceMs) return false;
  return owner.host !== host || processes.markOf(owner.pid) === owner.mark;
}
