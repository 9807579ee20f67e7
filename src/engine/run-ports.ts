import type { Workflow } from '../core/workflow/workflow.ts';
import type { Actions } from './action.ts';
import type { Clock } from './clock.ts';
import type { Journal, RecordedEvent } from './journal.ts';
import type { Redactor } from './redactor.ts';

/** What a run needs of the world. */
export interface RunPorts {
  readonly actions: Actions;
  readonly clock: Clock;
  readonly random: () => number;
  readonly journal: Journal;
  readonly redactor: Redactor;
  /** A hash of a text. */
  readonly digest: (text: string) => string;
  /** The value of a secret, or `undefined` when nobody gave one. */
  readonly secret: (name: string) => string | undefined;
  /** Folder that relative paths of a workflow file start at. */
  readonly folderOf: (workflow: Workflow) => string;
  /** Where the run is started, and with what: kept for whoever goes on with it. */
  readonly place: RunPlace;
  /** Told of every event, after it was recorded; secrets are hidden in it. */
  readonly observe: (recorded: RecordedEvent) => void;
}

export interface RunPlace {
  /** Absolute path of the folder that relative paths start at. */
  readonly cwd: string;
  /** Whatever else is needed to set the run up again. */
  readonly settings: Readonly<Record<string, string>>;
}
