import { formatDuration, type Instant } from '../../core/duration.ts';
import { describeSeen } from '../../core/run/poll.ts';
import { renderOutputs } from './outputs.ts';
import type { RunPaint, Tone } from './paint.ts';
import { plainLine, plainLines } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { countWords } from './state-words.ts';
import { styledLine, type Part } from './styled-line.ts';
import { foldText, padText, textWidth } from './text-width.ts';
import {
  tookMs,
  type FailedState,
  type TrackedRun,
  type TrackedRunState,
  type TrackedWork,
} from './tracked-work.ts';
import { rowWidths, workRow } from './work-row.ts';

export interface SummaryLook {
  readonly paint: RunPaint;
  /** Columns that a line may take; `Infinity` where nothing is cut. */
  readonly columns: number;
}

/**
 * What is to be known of a run at its end: how it ended, its steps or the slowest of them, what
 * failed and what to do about it, what it created, what it gave back.
 */
export function renderSummary(progress: RunProgress, now: Instant, look: SummaryLook): string {
  const { state } = progress.root;
  const outputs = state.status === 'succeeded' ? renderOutputs(state.outputs, look) : [];
  const { paint } = look;
  const sections = [
    [renderStatus(progress, now, look)],
    stepLines(progress.root, now, look),
    renderFailures(progress, look),
    titled('created', createdLines(progress, look), paint),
    titled('outputs', outputs, paint),
  ];
  const lines = sections.filter((section) => section.length > 0).map((each) => each.join('\n'));
  return `${lines.join('\n\n')}\n`;
}
