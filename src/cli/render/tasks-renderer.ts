import type { Output } from '../context.ts';
import { openLiveArea, type LiveArea } from './live-area.ts';
import type { RunPaint } from './paint.ts';
import { RunProgress } from './run-progress.ts';
import type { RunRenderer, RunView } from './run-renderer.ts';
import { renderView } from './run-view.ts';
import { renderSummary } from './summary.ts';

/** A list of tasks that lives on a terminal while a run goes on, and its summary at the end. */
export function createTasksRenderer(
  output: Output,
  { paint }: { readonly paint: RunPaint },
): RunRenderer {
  let shown: Shown | null = null;
  return {
    begin(view) {
      const progress = new RunProgress(view.plan, view.runId);
      const area = openLiveArea(output, (spinner) =>
        renderView(progress, view.now(), output, { paint, spinner }),
      );
      shown = { view, progress, area };
    },
    observe: (recorded) => void shown?.progress.observe(recorded),
    async end() {
      if (shown === null) return;
      const { view, progress, area } = shown;
      await area.close();
      output.write(renderSummary(progress, view.now(), { paint, columns: output.columns }));
    },
  };
}

interface Shown {
  readonly view: RunView;
  readonly progress: RunProgress;
  readonly area: LiveArea;
}
