import type { RecordedEvent } from '../engine/journal.ts';
import type { CliContext } from './context.ts';
import { createLinesRenderer } from './render/lines.ts';
import { createNdjsonRenderer } from './render/ndjson.ts';
import { createPaint, wantsColour } from './render/paint.ts';
import { createQuietRenderer } from './render/quiet.ts';
import type { RunRenderer, RunView } from './render/run-renderer.ts';
import { renderOutputsJson } from './render/summary.ts';
import { createTasksRenderer } from './render/tasks.ts';

/** What a person and a program see of a run. */
export interface RunScreen {
  begin(view: RunView): void;
  observe(recorded: RecordedEvent): void;
  /** Says something to the person, above or below what is shown. */
  say(text: string): void;
  /** After the last event: the rest is shown, and the outputs are given to a program that reads them. */
  end(): Promise<void>;
  /** Leaves the terminal as it was, whatever has been shown; does nothing after {@link end}. */
  abandon(): void;
}
