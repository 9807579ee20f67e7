/** What the process of a trial is told. */
export interface ChildOptions {
  /** Absolute path of the workflow file. */
  readonly file: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly run: string;
  /** Address of the simulated API. */
  readonly url: string;
  /** State folder. */
  readonly folder: string;
  readonly clock: SharedClock;
  readonly resume: boolean;
  /** A person's answer to the step that is not settled; `happened` or not. */
  readonly answer: { readonly step: string; readonly happened: boolean } | null;
  /** Where the process kills itself; `null` for nowhere. */
  readonly kill: { readonly append: number; readonly when: 'before' | 'after' } | null;
}

/** A clock that two processes share: what it showed at a moment, and how fast it runs. */
export interface SharedClock {
  readonly startAt: number;
  /** The machine's time at that moment. */
  readonly origin: number;
  readonly speed: number;
}

/** What a process tells at its end. */
export interface ChildReport {
  readonly status: string;
  /** How often it wrote to the journal. */
  readonly appends: number;
  /** Labels of the steps of which a person has to say what became of them. */
  readonly unsettled: readonly string[];
  /** Why steps failed. */
  readonly failures: readonly string[];
}
