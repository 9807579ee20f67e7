import type { Clock } from '../engine/clock.ts';
import type { Journal } from '../engine/journal.ts';

/** All that a command touches of the process it runs in; a test hands in its own. */
export interface CliContext {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Absolute path of the folder that relative paths start at. */
  readonly cwd: string;
  /**
   * Calls `handler` for every request to stop (Ctrl-C, SIGTERM) until the result is called; a
   * request that nobody handles ends the process.
   */
  onInterrupt(handler: () => void): () => void;
  /**
   * Asks the person at the terminal; not there when nobody is.
   *
   * @throws {Cancelled} when the person leaves without an answer.
   */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /**
   * Opens the journal of this user; whoever does closes it.
   *
   * @throws {JournalError} `not-opened`
   */
  openJournal(): Promise<Journal>;
  /** Ends the process at once. */
  leave(code: number): void;
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters. */
  readonly columns: number;
  /** Height in lines. */
  readonly rows: number;
}
