import type { Output } from '../context.ts';
import type { RunPaint } from './paint.ts';
import { RunProgress } from './run-progress.ts';
import type { RunRenderer, RunView } from './run-renderer.ts';
import { failureLines } from './summary-failures.ts';
import { renderStatus } from './summary.ts';

/** Says nothing of a run that succeeds, and of another one only how it ended and what failed. */
export function createQuietRenderer(
  output: Output,
  { paint }: { readonly paint: RunPaint },
): RunRenderer {
  let shown: { readonly view: RunView; readonly progress: RunProgress } | null = null;
  return {
    begin(view) {
      shown = { view, progress: new RunProgress(view.plan, view.runId) };
    },
    observe: (recorded) => void shown?.progress.observe(recorded),
    // Not of its own accord: this answers the person who asked the run to stop.
    say: (text) => output.write(`${text}\n`),
    abandon() {},
    async end() {
      if (shown === null || shown.progress.root.state.status === 'succeeded') return;
      const { progress, view } = shown;
      const columns = output.isTerminal ? output.columns : Infinity;
      const look = { paint, columns };
      const lines = [renderStatus(progress, view.now(), look), ...failureLines(progress, look)];
      output.write(`${lines.join('\n')}\n`);
    },
  };
}
