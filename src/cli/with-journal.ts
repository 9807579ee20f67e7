import { NothingToDo } from '../engine/go-on.ts';
import { JournalError, type Journal } from '../engine/journal.ts';
import { MissingSecret } from '../engine/secrets.ts';
import { CommandFailed, UsageError } from './command.ts';
import type { CliContext } from './context.ts';

/**
 * Does something with the journal of this user, and closes it. Whatever the journal or the engine
 * cannot do is said in the words of the command line.
 *
 * @throws {UsageError}
 * @throws {CommandFailed}
 */
export async function withJournal<T>(
  context: CliContext,
  use: (journal: Journal) => Promise<T>,
): Promise<T> {
  return inWords(async () => {
    const journal = await context.openJournal();
    try {
      return await use(journal);
    } finally {
      await journal.close();
    }
  });
}

/** Does something with the engine; see {@link withJournal}. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (error instanceof MissingSecret) return new UsageError(error.message);
  if (error instanceof NothingToDo) return new CommandFailed(error.message);
  if (!(error instanceof JournalError)) return error;
  if (error.problem === 'no-such-run') return new UsageError(error.message, 'see perilune runs');
  return new CommandFailed(error.message);
}
