import type { Instant } from '../core/duration.ts';
import type { RunEvent, RunInfo } from '../core/run/event.ts';
import type { RunStatus } from '../core/run/state.ts';

/** An event as the journal shows it: of which run, and at which place in its order. */
export interface RecordedEvent {
  readonly run: string;
  /** Counts from 1 within a run, without gaps. */
  readonly sequence: number;
  readonly event: RunEvent;
}

/**
 * Something to write down: as anybody may read it, and as it is. Where the two differ the clear one
 * is kept encrypted, for whoever goes on with the run.
 */
export interface Entry {
  readonly shown: RunEvent;
  readonly clear: RunEvent;
}

/** The workflow of a run as it was when the run began, whatever becomes of its files. */
export interface RunDefinition {
  /** Path of the workflow file, as given. */
  readonly file: string;
  /** Absolute path of the folder that relative paths start at. */
  readonly cwd: string;
  /** The workflow file and those of its sub-workflows. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Whatever else is needed to set the run up again, such as where its cloud is. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A run in the list of runs. */
export interface RunSummary {
  /** Secrets are hidden in it. */
  readonly info: RunInfo;
  /** As of its last event. */
  readonly status: RunStatus;
  readonly lastSequence: number;
  /** Moment of its last event. */
  readonly lastAt: Instant;
  /** Who writes it now; `null` when nobody does. */
  readonly owner: RunOwner | null;
}

/** A run that a newer Perilune has written in a form that this one does not know. */
export interface NewerRun {
  readonly id: string;
  /** The version that wrote it. */
  readonly program: string;
  /** Whether no other run is newer. */
  readonly isNewest: boolean;
}

/** A process that writes a run. */
export interface RunOwner {
  readonly host: string;
  readonly pid: number;
  /** Whether it can still be heard: a process that was killed, or stands still, cannot. */
  readonly isAlive: boolean;
  readonly lastHeardAt: Instant;
}

/** What somebody asks of the process that owns a run. */
export type RunRequestEntry =
  | { readonly kind: 'cancel' }
  /** An answer to a step that asks; `step` is its label. */
  | {
      readonly kind: 'answer';
      readonly step: string;
      readonly isApproved: boolean;
      readonly by: string;
      readonly note: string | null;
    };

/**
 * Where runs are written down. A run has one writer at a time; what a writer has appended is
 * durable, and is read back in the same order.
 */
export interface Journal {
  /**
   * Begins the journal of a new run.
   *
   * @throws {JournalError} `run-exists` when there is a run with this id.
   */
  create(run: RunInfo, definition: RunDefinition): Promise<JournalWriter>;
  /**
   * Takes over the writing of a run: whoever wrote before can append no more. Of several who try at
   * once, one succeeds.
   *
   * @param options.evenIfAlive Also from a writer that can still be heard.
   * @throws {JournalError} `no-such-run`, or `run-is-owned` when another one writes it.
   */
  takeOver(run: string, options?: { readonly evenIfAlive?: boolean }): Promise<JournalWriter>;
  /** The events of a run from `from` on, in order, as anybody may read them. */
  read(run: string, from?: number): AsyncIterable<RecordedEvent>;
  /**
   * The same in clear, for whoever goes on with the run.
   *
   * @throws {JournalError} `no-key` when they cannot be decrypted.
   */
  readClear(run: string): AsyncIterable<RunEvent>;
  /** @throws {JournalError} `no-such-run`. */
  definition(run: string): Promise<RunDefinition>;
  /** One run, or `null` when there is none with this id. */
  find(run: string): Promise<RunSummary | null>;
  /** All runs that can be read, the newest first. */
  runs(): Promise<readonly RunSummary[]>;
  /** Those that cannot, the newest first. */
  newerRuns(): Promise<readonly NewerRun[]>;
  /**
   * Leaves a request for the owner of a run, who may be another process.
   *
   * @throws {JournalError} `no-such-run`.
   */
  request(run: string, request: RunRequestEntry): Promise<void>;
  /** Forgets a run that nobody writes. */
  remove(run: string): Promise<void>;
  close(): Promise<void>;
}

export interface JournalWriter {
  readonly run: string;
  /**
   * Appends all of the entries or none; when it resolves, they are durable.
   *
   * If the process dies before, none of them happened; whoever goes on finds out what became of
   * the calls whose intent was recorded.
   *
   * @throws {WriterReplaced} when another one writes this run now.
   * @throws {JournalError} `not-written`: a full disk, a damaged database. Nothing may leave then.
   */
  append(entries: readonly Entry[]): Promise<readonly RecordedEvent[]>;
  /**
   * To be called right before a request leaves, which may be long after its intent was recorded:
   * the process can have stood still in between.
   *
   * @throws {WriterReplaced}
   */
  assertCurrent(): void;
  /**
   * Aborted, with a {@link WriterReplaced}, soon after another one has taken the run over: whoever
   * waits for a person, or sleeps, would not find out before it writes again.
   */
  readonly replaced: AbortSignal;
  /**
   * Begins and takes over the runs inside this one, as {@link Journal} does. Their writers last no
   * longer than this one: whoever loses this run has lost them too, in the same moment.
   */
  readonly inside: Pick<Journal, 'create' | 'takeOver'>;
  /** Calls `handler` for every request, those included that came before; until the result is called. */
  onRequest(handler: (request: RunRequestEntry) => void): () => void;
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

export type JournalProblem =
  | 'run-exists'
  | 'no-such-run'
  | 'run-is-owned'
  | 'no-key'
  /** The state cannot be opened: not a database, damaged, of a newer version, not readable. */
  | 'not-opened'
  /** What was to be written is not: the disk is full, or read-only, or the database is locked. */
  | 'not-written';

/** The journal cannot do what it is asked; the message says why and what helps, for a person. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly problem: JournalProblem;

  constructor(problem: JournalProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
