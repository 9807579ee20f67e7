import type { Output } from '../context.ts';
import type { RunPaint } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { askingAction, askingWords } from './questions.ts';
import { RunProgress } from './run-progress.ts';
import type { RunRenderer, RunView } from './run-renderer.ts';
import { failureLines } from './summary-failures.ts';
import { notUndoneLines } from './summary-undo.ts';
import { unsettledLines } from './summary-unsettled.ts';
import { renderStatus } from './summary.ts';

/**
 * Says nothing of a run that succeeds, unless it asks something, and of another one only how it
 * ended, what failed, and what a person has to do.
 */
export function createQuietRenderer(
  output: Output,
  { paint }: { readonly paint: RunPaint },
): RunRenderer {
  let shown: { readonly view: RunView; readonly progress: RunProgress } | null = null;
  return {
    begin(view) {
      shown = { view, progress: new RunProgress(view.plan, view.runId) };
    },
    catchUp(past) {
      for (const recorded of past) shown?.progress.observe(recorded);
    },
    observe(recorded) {
      const change = shown?.progress.observe(recorded);
      const { event } = recorded;
      if (event.type !== 'call-started' || event.action !== askingAction) return;
      if (change?.work == null) return;
      output.write(`${plainLine(change.work.label)} ${askingWords(change.work)}\n`);
    },
    // Not of its own accord: this answers the person who asked the run to stop.
    say: (text) => output.write(`${text}\n`),
    abandon() {},
    async end() {
      if (shown === null || shown.progress.root.state.status === 'succeeded') return;
      const { progress, view } = shown;
      const columns = output.isTerminal ? output.columns : Infinity;
      const look = { paint, columns };
      const lines = [
        renderStatus(progress, view.now(), look),
        ...failureLines(progress, look),
        ...unsettledLines(progress, look),
        ...notUndoneLines(progress.root, look),
      ];
      output.write(`${lines.join('\n')}\n`);
    },
  };
}
