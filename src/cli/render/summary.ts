import { formatDuration, type Instant } from '../../core/duration.ts';
import { renderOutputs } from './outputs.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { styledLine, type LineLook } from './styled-line.ts';
import { createdLines, leftLines } from './summary-created.ts';
import { failureLines } from './summary-failures.ts';
import { slowestLines, stepLines } from './summary-steps.ts';
import { notUndoneLines, undoneLines } from './summary-undo.ts';
import { unsettledLines } from './summary-unsettled.ts';
import type { TrackedRunState } from './tracked-work.ts';

/**
 * What is to be known of a run at its end: how it ended, its steps and the slowest of them, what
 * failed, what a person has to do, what was taken back and what is left, what it created, what it
 * gave back.
 *
 * @param notes Further lines for the end.
 */
export function renderSummary(
  progress: RunProgress,
  now: Instant,
  look: LineLook,
  notes: readonly string[] = [],
): string {
  const { root } = progress;
  const { state } = root;
  const outputs = state.status === 'succeeded' ? renderOutputs(state.outputs, look) : [];
  const sections = [
    [renderStatus(progress, now, look)],
    stepLines(root, now, look),
    titled('slowest', slowestLines(root, now, look), look),
    titled('failed', failureLines(progress, look), look),
    titled('undone', undoneLines(root, now, look), look),
    root.undo === null
      ? titled('created', createdLines(progress, look), look)
      : titled('left as it is', leftLines(root, look), look),
    titled('outputs', outputs, look),
    notes,
    // What a person has to do comes last: that is what is read first on a terminal.
    titled('unsettled', unsettledLines(progress, look), look),
    titled('not undone', notUndoneLines(root, look), look),
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** How the run ended, in a line: `✔ succeeded in 1m05s  provision, run r1`. */
export function renderStatus({ root }: RunProgress, now: Instant, look: LineLook): string {
  const { text, tone } = statusWords(root.state, now);
  const name = `  ${plainLine(root.workflow.name)}, run ${root.id}`;
  return styledLine(
    [
      { text, tone },
      { text: name, tone: 'dim' },
    ],
    look,
  );
}

function statusWords(state: TrackedRunState, now: Instant): { text: string; tone: Tone } {
  const startedAt = 'startedAt' in state ? state.startedAt : now;
  const took = formatDuration(('endedAt' in state ? state.endedAt : now) - startedAt);
  switch (state.status) {
    case 'succeeded':
      return { text: `✔ succeeded in ${took}`, tone: 'success' };
    case 'failed':
      return { text: `✖ failed after ${took}`, tone: 'error' };
    case 'cancelled': {
      const why = state.by === 'timeout' ? ', because its time was up' : '';
      return { text: `⊘ cancelled after ${took}${why}`, tone: 'warning' };
    }
    case 'undone':
      return { text: `↶ undone after ${took}`, tone: 'warning' };
    case 'needs-operator':
      return { text: `✖ needs an operator after ${took}`, tone: 'error' };
    case 'pending':
    case 'running':
      return { text: `✖ broken off after ${took}: the run did not come to its end`, tone: 'error' };
  }
}

function titled(title: string, lines: readonly string[], { paint }: LineLook): readonly string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines];
}
