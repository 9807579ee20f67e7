import type { Output } from '../context.ts';
import { openLiveArea, type LiveArea } from './live-area.ts';
import type { RunPaint } from './paint.ts';
import { RunProgress } from './run-progress.ts';
import type { RunRenderer, RunView } from './run-renderer.ts';
import { renderView } from './run-view.ts';
import { renderSummary } from './summary.ts';

/**
 * A list of tasks that lives on a terminal while a run goes on, and its summary at the end. A run
 * that is left in the middle leaves what was drawn last.
 */
export function createTasksRenderer(
  output: Output,
  { paint }: { readonly paint: RunPaint },
): RunRenderer {
  let shown: Shown | null = null;
  let notice: string | null = null;
  return {
    begin(view) {
      const progress = new RunProgress(view.plan, view.runId);
      const draw = (spinner: string) =>
        renderView(progress, view.now(), output, { paint, spinner, notice });
      shown = { view, progress, area: openLiveArea(output, draw) };
    },
    catchUp(past) {
      for (const recorded of past) shown?.progress.observe(recorded);
    },
    observe: (recorded) => void shown?.progress.observe(recorded),
    say(text) {
      notice = text;
    },
    abandon: () => shown?.area.abandon(),
    async end(notes = []) {
      if (shown === null) return;
      const { view, progress, area } = shown;
      await area.close();
      const look = { paint, columns: output.columns };
      output.write(renderSummary(progress, view.now(), look, notes));
    },
  };
}

interface Shown {
  readonly view: RunView;
  readonly progress: RunProgress;
  readonly area: LiveArea;
}
