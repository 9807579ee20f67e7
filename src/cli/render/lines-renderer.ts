import type { Instant } from '../../core/duration.ts';
import type { RecordedEvent } from '../../engine/journal.ts';
import type { Output } from '../context.ts';
import { formatElapsed } from './elapsed.ts';
import { workEventWords, type EventWords } from './event-words.ts';
import type { RunPaint } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { runEventWords } from './run-event-words.ts';
import { RunProgress, type Change } from './run-progress.ts';
import type { RunRenderer, RunView } from './run-renderer.ts';
import { nameWidths, stepNames, type NameWidths } from './step-names.ts';
import { styledLine, type Part } from './styled-line.ts';
import { renderSummary } from './summary.ts';
import { padText } from './text-width.ts';

/**
 * One line for each thing that happened, for logs and pipes: the time since the run began, the step,
 * its action, and what happened. What was written stays as it is.
 *
 * ```
 *    12.4s  create       vm/create           answered: vm_id 8c1d, waits for "active"
 *    17.6s  create       vm/create           build → spawning
 *    41.0s  create       vm/create           succeeded in 29s (spawning → active)
 * ```
 */
export function createLinesRenderer(
  output: Output,
  { paint }: { readonly paint: RunPaint },
): RunRenderer {
  let shown: Shown | null = null;
  return {
    begin(view) {
      const progress = new RunProgress(view.plan, view.runId);
      // The columns are as wide as the steps of the run need them; a longer name pushes its line only.
      shown = { view, progress, widths: nameWidths(stepNames(view.plan.workflow)) };
    },
    catchUp(past) {
      for (const recorded of past) shown?.progress.observe(recorded);
    },
    observe(recorded) {
      if (shown === null) return;
      const line = eventLine(recorded, shown, paint);
      if (line !== null) output.write(`${line}\n`);
    },
    say(text) {
      if (shown === null) return;
      const elapsed = elapsedPart(shown.progress, shown.view.now());
      output.write(
        `${styledLine([elapsed, { text, tone: 'warning' }], { paint, columns: Infinity })}\n`,
      );
    },
    abandon() {},
    async end(notes = []) {
      if (shown === null) return;
      const { progress, view } = shown;
      const columns = output.isTerminal ? output.columns : Infinity;
      output.write(`\n${renderSummary(progress, view.now(), { paint, columns }, notes)}`);
    },
  };
}

interface Shown {
  readonly view: RunView;
  readonly progress: RunProgress;
  readonly widths: NameWidths;
}

function eventLine(
  recorded: RecordedEvent,
  { progress, widths }: Shown,
  paint: RunPaint,
): string | null {
  const { event } = recorded;
  const change = progress.observe(recorded);
  if (change === null) return null;
  const words = wordsOf(recorded, change);
  if (words === null) return null;
  const parts: Part[] = [elapsedPart(progress, event.at), ...nameOf(change, widths), words];
  return styledLine(parts, { paint, columns: Infinity });
}

function elapsedPart({ root: { state } }: RunProgress, at: Instant): Part {
  const startedAt = 'startedAt' in state ? state.startedAt : at;
  return { text: `${formatElapsed(at - startedAt).padStart(8)}  `, tone: 'dim' };
}

function wordsOf({ event }: RecordedEvent, { run, work, before }: Change): EventWords | null {
  if ('step' in event) {
    return work === null || before === null ? null : workEventWords(event, work, before);
  }
  // A sub-run begins and ends with its step, which says so.
  return run.parent === null ? runEventWords(event, run) : null;
}

function nameOf({ work }: Change, widths: NameWidths): Part[] {
  if (work === null) return [];
  return [
    { text: padText(plainLine(work.label), widths.label) },
    { text: '  ' },
    { text: padText(work.task.action.name, widths.action), tone: 'dim' },
    { text: '  ' },
  ];
}
