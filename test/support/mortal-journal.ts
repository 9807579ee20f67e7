import type { RunEvent } from '../../src/core/run/event.ts';
import type { Entry, Journal, JournalWriter } from '../../src/engine/journal.ts';

/** When a process dies: with which of its appends, and whether that one is still written. */
export interface Death {
  readonly atAppend: number;
  readonly isWritten: boolean;
  /** It only stood still, and goes on when another process has long taken over. */
  readonly comesBack: boolean;
}

export interface MortalJournal {
  readonly journal: Journal;
  /** Resolves when the process dies; from then on the journal never answers it again. */
  readonly died: Promise<'died'>;
  /** Lets the process go on, if it is one that comes back. */
  readonly wake: () => void;
}

export interface MortalJournalOptions {
  readonly death: Death | null;
  /** Told of every run that is written by this process from now on. */
  readonly onOwned: (run: string) => void;
  /** What is written of what should be. */
  readonly keep: (entries: readonly Entry[]) => readonly Entry[];
  readonly onWritten: (run: string, events: readonly RunEvent[]) => void;
}

/** A journal as one process sees it that dies in the middle of writing. */
export function mortalJournal(
  inner: Journal,
  { death, keep, onOwned, onWritten }: MortalJournalOptions,
): MortalJournal {
  const { promise: died, resolve } = Promise.withResolvers<'died'>();
  const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
  let appends = 0;
  let isDead = false;
  const orNever = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDead) await stillness();
    return work();
  };

  async function append(writer: JournalWriter, entries: readonly Entry[]) {
    if (isDead) await stillness();
    appends += 1;
    const isLast = appends === death?.atAppend;
    if (isLast && !death.isWritten) await die();
    const kept = keep(entries);
    const recorded = await writer.append(kept);
    onWritten(
      writer.run,
      kept.map(({ clear }) => clear),
    );
    if (isLast && death.isWritten) await die();
    return recorded;
  }

  function die(): Promise<void> {
    isDead = true;
    resolve('died');
    return stillness();
  }

  function stillness(): Promise<void> {
    return death?.comesBack === true ? awake : new Promise(() => undefined);
  }

  const mortal = (writer: JournalWriter): JournalWriter => {
    onOwned(writer.run);
    return mortalWriter(writer);
  };
  const mortalWriter = (writer: JournalWriter): JournalWriter => ({
    ...writer,
    inside: mortally(writer.inside),
    append: (entries) => append(writer, entries),
    assertCurrent: () => {
      if (isDead && death?.comesBack !== true) throw new Error('the process is dead');
      writer.assertCurrent();
    },
    // Who dies gives nothing free.
    close: () => orNever(() => writer.close()),
  });

  const mortally = (writing: JournalWriter['inside']): JournalWriter['inside'] => ({
    create: (run, definition) => orNever(async () => mortal(await writing.create(run, definition))),
    takeOver: (run, options) => orNever(async () => mortal(await writing.takeOver(run, options))),
  });
  const journal: Journal = { ...inner, ...mortally(inner) };
  return {
    journal,
    died,
    wake: () => {
      if (death?.comesBack === true) isDead = false;
      wake();
    },
  };
}
