import type { Instant } from '../../core/duration.ts';
import { formatElapsed } from './elapsed.ts';
import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { countTone, countWords } from './state-words.ts';
import { nameWidths, stepNames } from './step-names.ts';
import { styledLine, type Part } from './styled-line.ts';
import { foldText } from './text-width.ts';
import type { TrackedRun, TrackedWork } from './tracked-work.ts';
import { rowNames, workRow, type Row, type RowLook } from './work-row.ts';

export interface ViewSize {
  readonly columns: number;
  readonly rows: number;
}

export interface ViewLook extends Pick<RowLook, 'paint' | 'spinner'> {
  /** Something to tell the person, right under the first line. */
  readonly notice: string | null;
}

/**
 * A run at a moment, for a terminal: never more than `rows - 1` lines, none wider than `columns`.
 *
 * When all steps fit they are all listed, with what is at work within them. When they do not, only
 * what is worth knowing now is: what failed, what is at work, what ended last.
 */
export function renderView(
  progress: RunProgress,
  now: Instant,
  { columns, rows }: ViewSize,
  { paint, spinner, notice }: ViewLook,
): string[] {
  const look: RowLook = { paint, spinner, columns, hasAction: columns >= roomForAction };
  const { root } = progress;
  const told = notice ?? cancelWords(root);
  const head = [header(root, now, look)];
  for (const line of told === null ? [] : foldText(told, columns - 2)) {
    head.push(styledLine([{ text: `  ${line}`, tone: 'warning' }], look));
  }
  const room = Math.max(0, rows - 1 - head.length);
  const isSmall = root.steps.members.length <= rows - 4;
  const lines = isSmall ? allSteps(progress, room) : whatMatters(progress, room);
  const shown = lines.filter((line) => 'work' in line).map(rowNames);
  const widths = nameWidths([...stepNames(root.workflow), ...shown]);
  const body = lines.map((line) =>
    'work' in line
      ? workRow(line, now, widths, look)
      : styledLine([{ text: `  ${line.note}`, tone: 'dim' }], look),
  );
  return [...head, ...body].slice(0, Math.max(1, rows - 1));
}

/** Below this width what happens says more than the names of actions. */
const roomForAction = 100;

function cancelWords({ cancel }: TrackedRun): string | null {
  if (cancel === null) return null;
  return cancel === 'timeout' ? 'the time of the run is up: it is cancelled' : 'cancelling';
}

/** A row of the view: a work, or a remark such as how many more there are. */
type Line = Row | { readonly note: string };

/** `⠋ provision  1m05s  succeeded 2 · failed 1 · running 2 · pending 5` */
function header(run: TrackedRun, now: Instant, look: RowLook): string {
  const startedAt = 'startedAt' in run.state ? run.state.startedAt : now;
  const parts: Part[] = [
    { text: look.spinner, tone: 'active' },
    { text: ` ${plainLine(run.workflow.name)}`, tone: 'bold' },
    { text: `  ${formatElapsed(now - startedAt)}` },
  ];
  countWords(run.steps.counts).forEach(({ status, words }, at) => {
    parts.push({ text: at === 0 ? '  ' : ' · ', tone: 'dim' });
    parts.push({ text: words, tone: countTone[status] });
  });
  return styledLine(parts, look);
}

function allSteps({ root, failures }: RunProgress, room: number): Line[] {
  const lines: Line[] = [];
  const steps = root.steps.members;
  let spare = room - steps.length;
  for (const work of steps) {
    const below = fitting([...within(work, 4)], spare, 'at work');
    spare -= below.length;
    lines.push({ work, indent: 2 }, ...below);
  }
  const inner = failures.filter((work) => work.isItem || work.run !== root);
  return [...lines, ...fitting(rowsOf(inner), spare, 'failed')];
}

/** The most lines that what ended last may take; and at least so many when there is much to show. */
const lastEnded = { most: 5, least: 2 };

function whatMatters(progress: RunProgress, room: number): Line[] {
  const failed = fitting(rowsOf(progress.failures), Math.max(2, Math.floor(room / 3)), 'failed');
  const active = [...atWork(progress.root)];
  const leastEnded = Math.min(lastEnded.least, progress.lastEnded.length);
  const working = fitting(active, room - failed.length - leastEnded, 'at work');
  const left = Math.min(lastEnded.most, room - failed.length - working.length);
  const failures = new Set(progress.failures);
  const ended = progress.lastEnded.filter((work) => !failures.has(work)).slice(-left);
  return [...failed, ...(left > 0 ? rowsOf(ended) : []), ...working];
}

function rowsOf(works: readonly TrackedWork[]): Line[] {
  return works.map((work) => ({ work, indent: 2 }));
}

function* atWork(run: TrackedRun): Generator<Line> {
  for (const work of run.steps.active) {
    yield { work, indent: 2 };
    yield* within(work, 4);
  }
}

/** What is at work within a work: items of its loop, steps of the run that it is. */
function* within(work: TrackedWork, indent: number): Generator<Line> {
  if (!('startedAt' in work.state) || 'endedAt' in work.state) return;
  const parts = work.items ?? work.child?.steps;
  for (const part of parts?.active ?? []) {
    yield { work: part, indent };
    yield* within(part, indent + 2);
  }
}

/** As many lines as there is room for; when not all fit the last one says how many more there are. */
function fitting(lines: readonly Line[], room: number, what: string): Line[] {
  if (lines.length <= room) return [...lines];
  if (room <= 0) return [];
  const shown = lines.slice(0, room - 1);
  return [...shown, { note: `… ${lines.length - shown.length} more ${what}` }];
}
