import type { Plan } from '../../core/workflow/plan.ts';
import type { RecordedEvent } from '../../engine/journal.ts';

/** Shows a run while it goes on. A reader of events: it changes nothing, and nothing waits for it. */
export interface RunRenderer {
  /** Before the first event. */
  begin(view: RunView): void;
  /**
   * The events of a run with which somebody goes on, those of its sub-runs included, before the
   * first new one. They are known from then on, and not told again.
   */
  catchUp(past: Iterable<RecordedEvent>): void;
  /** An event of the run, or of a sub-run (`recorded.run` tells); secrets are hidden already. */
  observe(recorded: RecordedEvent): void;
  /** Says something to the person in between, such as that the run is being cancelled. */
  say(text: string): void;
  /** The process leaves in the middle: the terminal is left as it was, at once. */
  abandon(): void;
  /**
   * After the last event; resolves when everything is written and the terminal is as it was.
   *
   * @param notes Lines for the end of the summary.
   */
  end(notes?: readonly string[]): Promise<void>;
}

export interface RunView {
  readonly plan: Plan;
  readonly runId: string;
  /** The clock of the run, which may run faster than the wall's. */
  readonly now: () => number;
}
