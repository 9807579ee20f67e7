import { JournalError, WriterReplaced, type Journal } from '../engine/journal.ts';
import { CommandFailed } from './command.ts';

/** A run that this process carried on, as far as it came. */
export interface CarriedRun {
  readonly id: string;
  readonly journal: Journal;
  /** Whether anything of it was written down. */
  readonly hasEvents: boolean;
}

/** What is said when this process can carry a run on no further; other errors stay as they are. */
export async function brokenOff(error: unknown, run: CarriedRun): Promise<unknown> {
  if (error instanceof WriterReplaced) {
    return new CommandFailed(
      error.message,
      `this process does nothing more for it; \`perilune logs ${run.id} --follow\` shows how it goes on`,
    );
  }
  if (!(error instanceof JournalError) || error.problem !== 'not-written') return error;
  return new CommandFailed(
    error.message,
    (await isThere(run))
      ? `nothing was sent that was not written down; \`perilune resume ${run.id}\` goes on`
      : 'nothing was sent: the run did not begin',
  );
}

async function isThere({ id, journal, hasEvents }: CarriedRun): Promise<boolean> {
  if (hasEvents) return true;
  try {
    return (await journal.find(id)) !== null;
  } catch {
    // What cannot be read cannot be gone on with.
    return false;
  }
}
