import type { CliContext } from './context.ts';
import type { ExitCode } from './exit-code.ts';

/** What a command is, for help and completion; its code is loaded when it is run. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** What follows the name: `FILE…`. */
  readonly operands: string;
  /** How many operands there may be. */
  readonly count: { readonly least: number; readonly most: number };
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  load(): Promise<CommandModule>;
}

export interface Flag {
  /** Long name, without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What the value is called in help; without it the flag is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly isRepeatable?: boolean;
  readonly summary: string;
}

export interface CommandModule {
  run(given: Given, context: CliContext): Promise<ExitCode>;
}

/** A command line that fits its command. */
export interface Given {
  readonly operands: readonly string[];
  has(flag: string): boolean;
  /** The value of a flag; the last one when it was given twice. */
  value(flag: string): string | undefined;
  values(flag: string): readonly string[];
}

/** The command could not do what it was asked, for a reason that is no mistake of the program. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** A person does not want it after all; the message says what became of it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** The command line cannot be understood; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
