import type { RunEvent, RunInfo } from '../core/run/event.ts';

/** An event as the journal holds it: of which run, and at which place in its order. */
export interface RecordedEvent {
  readonly run: string;
  /** Counts from 1 within a run, without gaps. */
  readonly sequence: number;
  readonly event: RunEvent;
}

/**
 * Where runs are written down. A run has one writer at a time; what a writer has appended is
 * durable, and is read back in the same order.
 */
export interface Journal {
  /**
   * Begins the journal of a new run.
   *
   * @throws when there is a run with this id.
   */
  create(run: RunInfo): Promise<JournalWriter>;
  /**
   * Takes over the writing of a run: whoever wrote before can append no more.
   *
   * @throws when there is no such run.
   */
  takeOver(run: string): Promise<JournalWriter>;
  /** The events of a run from `from` on, in order. */
  read(run: string, from?: number): AsyncIterable<RecordedEvent>;
  /** All runs, the newest first. */
  runs(): Promise<readonly RunInfo[]>;
}

export interface JournalWriter {
  readonly run: string;
  /**
   * Appends all of the events or none; when it resolves, they are durable.
   *
   * If the process dies before, none of them happened; whoever goes on finds out what became of
   * the calls whose intent was recorded.
   *
   * @throws {@link WriterReplaced} when another one writes this run now.
   */
  append(events: readonly RunEvent[]): Promise<readonly RecordedEvent[]>;
  /** Gives the run free for another writer. */
  close(): Promise<void>;
}

/** Another process goes on with this run: this one must not do anything more for it. */
export class WriterReplaced extends Error {
  override readonly name = 'WriterReplaced';

  constructor(run: string) {
    super(`another process goes on with the run ${run}`);
  }
}
