import { formatDuration, type Instant } from '../../core/duration.ts';
import type { RunPaint, Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { stateWords } from './state-words.ts';
import { styledLine, type Part } from './styled-line.ts';
import { padText, textWidth } from './text-width.ts';
import { isActive, tookMs, type TrackedState, type TrackedWork } from './tracked-work.ts';

/** How rows are drawn. */
export interface Look {
  readonly paint: RunPaint;
  /** The mark of what is at work: one picture of a spinner. */
  readonly spinner: string;
  /** Columns that a row may take. */
  readonly columns: number;
}

/** Widths of what comes before the last cell of a row. */
export interface RowWidths {
  readonly label: number;
  readonly action: number;
}

/** One work with its mark, name, action, the time it has taken, and what there is to say of it. */
export function workRow(
  { work, indent = 2 }: { readonly work: TrackedWork; readonly indent?: number },
  now: Instant,
  widths: RowWidths,
  look: Look,
): string {
  const { state } = work;
  const isFaint = state.status === 'pending' || state.status === 'skipped';
  const ms = tookMs(state, now);
  const name: Part = { text: padText(plainLine(work.label), widths.label - indent + 2) };
  const cells: Part[] = [
    { text: ' '.repeat(indent) },
    markPart(state, look.spinner),
    { text: ' ' },
    isFaint ? { ...name, tone: 'dim' } : name,
    { text: '  ' },
    { text: padText(work.step.action.name, widths.action), tone: 'dim' },
    { text: '  ' },
    { text: (ms === null ? '' : formatDuration(ms)).padStart(timeWidth), tone: 'dim' },
    { text: '  ' },
    { text: stateWords(work, now), ...wordsTone(state) },
  ];
  return styledLine(cells, look.columns, look.paint);
}

const timeWidth = 6;
const widestLabel = 28;
const widestAction = 22;

/** Widths in which these works stand in columns; indented ones have their indent within the first. */
export function rowWidths(rows: Iterable<{ work: TrackedWork; indent?: number }>): RowWidths {
  let label = 8;
  let action = 8;
  for (const { work, indent = 2 } of rows) {
    label = Math.max(label, textWidth(work.label) + indent - 2);
    action = Math.max(action, work.step.action.name.length);
  }
  return { label: Math.min(label, widestLabel), action: Math.min(action, widestAction) };
}

/** The mark of a state. */
export function markPart(state: TrackedState, spinner: string): Part {
  switch (state.status) {
    case 'pending':
      return { text: '○', tone: 'dim' };
    case 'running':
    case 'looping':
      return { text: spinner, tone: 'active' };
    case 'waiting':
      return { text: spinner, tone: state.failed === null ? 'active' : 'warning' };
    case 'succeeded':
      return { text: '✔', tone: 'success' };
    case 'failed':
      return { text: '✖', tone: state.isTolerated ? 'warning' : 'error' };
    case 'skipped':
      return { text: '↷', tone: 'dim' };
    case 'cancelled':
      return { text: '⊘', tone: 'warning' };
  }
}

function wordsTone(state: TrackedState): { tone?: Tone } {
  if (state.status === 'failed') return { tone: state.isTolerated ? 'warning' : 'error' };
  if (state.status === 'waiting' && state.failed !== null) return { tone: 'warning' };
  return isActive(state) ? {} : { tone: 'dim' };
}
