import { formatDuration, type Instant } from '../../core/duration.ts';
import { formatElapsed } from './elapsed.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import { stateWords } from './state-words.ts';
import type { NameWidths, RowName } from './step-names.ts';
import { styledLine, type LineLook, type Part } from './styled-line.ts';
import { cutText, padText } from './text-width.ts';
import { isActive, isUndone, tookMs, type TrackedState, type TrackedWork } from './tracked-work.ts';

/** How rows are drawn. */
export interface RowLook extends LineLook {
  /** The mark of what is at work: one picture of a spinner. */
  readonly spinner: string;
  /** Whether actions have a column; otherwise one is named where there is nothing else to say. */
  readonly hasAction: boolean;
}

/** Stands for a spinner that does not turn any more. */
export const stillMark = '›';

/** A work in a list. */
export interface Row {
  readonly work: TrackedWork;
  /** Columns before the mark; 2 when it stands under nothing. */
  readonly indent?: number;
  /** What is said of it, when it is something else than its state. */
  readonly words?: string;
}

/** One work with its mark, name, action, the time it has taken, and what there is to say of it. */
export function workRow(
  { work, indent = 2, words }: Row,
  now: Instant,
  widths: NameWidths,
  look: RowLook,
): string {
  const { state } = work;
  const action = work.task.action.name;
  const isFaint = state.status === 'pending' || state.status === 'skipped';
  const name = { text: nameText(work.label, widths.label - indent + 2, look) };
  const said = words ?? stateWords(work, now);
  const isSilent = said === '' && !look.hasAction;
  const cells: Part[] = [
    { text: ' '.repeat(indent) },
    markPart(work, look.spinner),
    { text: ' ' },
    isFaint ? { ...name, tone: 'dim' } : name,
    { text: look.hasAction ? `  ${padText(action, widths.action)}` : '', tone: 'dim' },
    { text: `  ${timeText(state, now).padStart(timeWidth)}  `, tone: 'dim' },
    isSilent ? { text: action, tone: 'dim' } : { text: said, ...wordsTone(state) },
  ];
  return styledLine(cells, look);
}

/** Where lines are cut, a long name must leave room for what is said. */
function nameText(label: string, width: number, { columns }: LineLook): string {
  const name = plainLine(label);
  return padText(Number.isFinite(columns) ? cutText(name, width) : name, width);
}

/** What is at work counts in tenths of a second, without changing its width all the time. */
function timeText(state: TrackedState, now: Instant): string {
  const ms = tookMs(state, now);
  if (ms === null) return '';
  return isActive(state) && ms < 60_000 ? formatElapsed(ms) : formatDuration(ms);
}

const timeWidth = 6;

/** The names in a row, an indent beyond the first one being part of the label. */
export function rowNames({ work, indent = 2 }: Row): RowName {
  return { label: ' '.repeat(indent - 2) + work.label, action: work.task.action.name };
}

/** The mark of a work. */
function markPart(work: TrackedWork, spinner: string): Part {
  const { state } = work;
  switch (state.status) {
    case 'pending':
      return { text: '○', tone: 'dim' };
    case 'running':
    case 'looping':
      return { text: spinner, tone: 'active' };
    case 'waiting':
      return { text: spinner, tone: state.failed === null ? 'active' : 'warning' };
    case 'succeeded':
      return work.isUndo || isUndone(work)
        ? { text: '↶', tone: 'warning' }
        : { text: '✔', tone: 'success' };
    case 'unsettled':
      return { text: '?', tone: 'error' };
    case 'failed':
      return { text: '✖', tone: state.isTolerated ? 'warning' : 'error' };
    case 'skipped':
      return { text: '↷', tone: 'dim' };
    case 'cancelled':
      return { text: '⊘', tone: 'warning' };
  }
}

function wordsTone(state: TrackedState): { tone?: Tone } {
  if (state.status === 'unsettled') return { tone: 'error' };
  if (state.status === 'failed') return { tone: state.isTolerated ? 'warning' : 'error' };
  if (state.status === 'waiting' && state.failed !== null) return { tone: 'warning' };
  return isActive(state) ? {} : { tone: 'dim' };
}
