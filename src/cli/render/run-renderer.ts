import type { Plan } from '../../core/workflow/plan.ts';
import type { RecordedEvent } from '../../engine/journal.ts';

/** Shows a run while it goes on. A reader of events: it changes nothing, and nothing waits for it. */
export interface RunRenderer {
  /** Before the first event. */
  begin(view: RunView): void;
  /** An event of the run, or of a sub-run (`recorded.run` tells); secrets are hidden already. */
  observe(recorded: RecordedEvent): void;
  /** Says something to the person in between, such as that the run is being cancelled. */
  say(text: string): void;
  /** The process leaves in the middle: the terminal is left as it was, at once. */
  abandon(): void;
  /** After the last event; resolves when everything is written and the terminal is as it was. */
  end(): Promise<void>;
}

export interface RunView {
  readonly plan: Plan;
  readonly runId: string;
  /** The clock of the run, which may run faster than the wall's. */
  readonly now: () => number;
}
