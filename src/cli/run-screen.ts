import type { RecordedEvent } from '../engine/journal.ts';
import type { CliContext } from './context.ts';
import { asciiOutput, showsUnicode } from './render/ascii-output.ts';
import { createLinesRenderer } from './render/lines-renderer.ts';
import { createNdjsonRenderer } from './render/ndjson-renderer.ts';
import { renderOutputsJson } from './render/outputs.ts';
import { createPaint, wantsColour } from './render/paint.ts';
import { createQuietRenderer } from './render/quiet-renderer.ts';
import type { RunRenderer, RunView } from './render/run-renderer.ts';
import { createTasksRenderer } from './render/tasks-renderer.ts';

/** What a person and a program see of a run. */
export interface RunScreen {
  begin(view: RunView): void;
  /**
   * The events that a run already has with which somebody goes on, and those of its sub-runs: each
   * run's in its order, a run's before those of its sub-runs. Nothing of them is told again.
   */
  catchUp(past: Iterable<RecordedEvent>): void;
  observe(recorded: RecordedEvent): void;
  /** Says something to the person while the run goes on. */
  say(text: string): void;
  /**
   * After the last event: the rest is shown, and the outputs are given to a program that reads them.
   *
   * @param notes Lines for the end of the summary, as they are.
   */
  end(notes?: readonly string[]): Promise<void>;
  /** Leaves the terminal as it was before; harmless after {@link end}. */
  abandon(): void;
}

/** A mistake in drawing must not end a run that somebody pays for: it is said, and the run goes on. */
function attempt(draw: () => void, { stderr }: CliContext): boolean {
  try {
    draw();
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`perilune: the run cannot be shown any more (${reason}); it goes on\n`);
    return false;
  }
}

type Way = 'tasks' | 'lines' | 'ndjson' | 'quiet';

/** A person reads stderr; a program reads stdout: events with `ndjson`, otherwise the outputs. */
export function createRunScreen(chosen: string | undefined, context: CliContext): RunScreen {
  const way = wayOf(chosen, context);
  const renderer = rendererFor(way, context);
  let outputs: string | null = null;
  let root: string | null = null;
  let isOpen = false;
  let isBroken = false;
  function hear({ run, event }: RecordedEvent): void {
    if (run !== root) return;
    if (event.type === 'run-succeeded') outputs = renderOutputsJson(event.outputs);
    // What is taken back gives nothing any more.
    if (event.type === 'undo-started') outputs = null;
  }

  return {
    begin(view) {
      root = view.runId;
      isOpen = true;
      // Whoever wants to cancel it or ask about it from elsewhere needs its name.
      if (way === 'tasks') context.stderr.write(`run ${view.runId}\n`);
      renderer.begin(view);
    },
    catchUp(past) {
      const known = [...past];
      for (const recorded of known) hear(recorded);
      if (!isBroken) isBroken = !attempt(() => renderer.catchUp(known), context);
    },
    observe(recorded) {
      hear(recorded);
      if (!isBroken) isBroken = !attempt(() => renderer.observe(recorded), context);
    },
    say: (text) => renderer.say(text),
    async end(notes = []) {
      isOpen = false;
      await renderer.end(notes);
      const isRead = way !== 'ndjson' && !context.stdout.isTerminal;
      if (isRead && outputs !== null) context.stdout.write(outputs);
    },
    abandon() {
      if (isOpen) renderer.abandon();
      isOpen = false;
    },
  };
}

/** Live tasks need a terminal that nobody else reads. */
function wayOf(chosen: string | undefined, { stderr, env }: CliContext): Way {
  if (chosen === 'ndjson' || chosen === 'quiet' || chosen === 'lines') return chosen;
  const isLive = stderr.isTerminal && env['TERM'] !== 'dumb';
  if (chosen === 'tasks') return isLive ? 'tasks' : 'lines';
  return isLive && !env['CI'] ? 'tasks' : 'lines';
}

function rendererFor(way: Way, { stdout, stderr: person, env }: CliContext): RunRenderer {
  const paint = createPaint(wantsColour(person, env));
  const stderr = showsUnicode(env) ? person : asciiOutput(person);
  switch (way) {
    case 'tasks':
      return createTasksRenderer(stderr, { paint });
    case 'lines':
      return createLinesRenderer(stderr, { paint });
    case 'ndjson':
      return createNdjsonRenderer(stdout);
    case 'quiet':
      return createQuietRenderer(stderr, { paint });
  }
}
