import type { RunEvent } from '../../src/core/run/event.ts';
import type { Entry, Journal, JournalWriter } from '../../src/engine/journal.ts';

/** When a process dies: with which of its appends, and whether that one is still written. */
export interface Death {
  readonly atAppend: number;
  readonly isWritten: boolean;
}

export interface MortalJournal {
  readonly journal: Journal;
  /** Resolves when the process dies; from then on the journal never answers it again. */
  readonly died: Promise<'died'>;
}

export interface MortalJournalOptions {
  readonly death: Death | null;
  /** What is written of what should be. */
  readonly keep: (entries: readonly Entry[]) => readonly Entry[];
  readonly onWritten: (run: string, events: readonly RunEvent[]) => void;
}

/** A journal as one process sees it that dies in the middle of writing. */
export function mortalJournal(
  inner: Journal,
  { death, keep, onWritten }: MortalJournalOptions,
): MortalJournal {
  const { promise: died, resolve } = Promise.withResolvers<'died'>();
  let appends = 0;
  let isDead = false;
  const orNever = <T>(work: () => Promise<T>): Promise<T> => (isDead ? never() : work());

  async function append(writer: JournalWriter, entries: readonly Entry[]) {
    if (isDead) return never();
    appends += 1;
    const isLast = appends === death?.atAppend;
    if (isLast && !death.isWritten) return die();
    const kept = keep(entries);
    const recorded = await writer.append(kept);
    onWritten(
      writer.run,
      kept.map(({ clear }) => clear),
    );
    return isLast ? die() : recorded;
  }

  function die(): Promise<never> {
    isDead = true;
    resolve('died');
    return never();
  }

  const mortal = (writer: JournalWriter): JournalWriter => ({
    ...writer,
    append: (entries) => append(writer, entries),
    assertCurrent: () => {
      if (isDead) throw new Error('the process is dead');
      writer.assertCurrent();
    },
    // Who dies gives nothing free.
    close: () => orNever(() => writer.close()),
  });

  const journal: Journal = {
    ...inner,
    create: (run, definition) => orNever(async () => mortal(await inner.create(run, definition))),
    takeOver: (run, options) => orNever(async () => mortal(await inner.takeOver(run, options))),
  };
  return { journal, died };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
