import type { Instant } from '../../core/duration.ts';
import { formatElapsed } from './elapsed.ts';
import type { Tone } from './paint.ts';
import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import { approveCommand } from './operator-commands.ts';
import { questionOf } from './questions.ts';
import { countTone, countWords, undoCountWords } from './state-words.ts';
import { nameWidths, stepNames } from './step-names.ts';
import { styledLine, type Part } from './styled-line.ts';
import { foldText } from './text-width.ts';
import { partsOf, type TrackedGroup, type TrackedRun, type TrackedWork } from './tracked-work.ts';
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
  const head = [header(root, now, look), ...notices(progress, notice, look)];
  const room = Math.max(0, rows - 1 - head.length);
  const lines = linesFor(progress, room, rows);
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

/** What the person should know before everything else. */
function notices(progress: RunProgress, notice: string | null, look: RowLook): string[] {
  const { root, unsettled, asking } = progress;
  const told = notice ?? cancelWords(root);
  const lines = told === null ? [] : folded(told, 'warning', look);
  const [open] = unsettled;
  if (open !== undefined && open.run.phase === 'main') {
    const more = unsettled.size === 1 ? '' : ` and ${unsettled.size - 1} more`;
    const words = `unsettled: "${plainLine(open.label)}"${more}; nothing new is started`;
    lines.push(...folded(words, 'error', look));
  }
  for (const work of [...asking].slice(0, mostQuestions)) {
    lines.push(...folded(`"${plainLine(work.label)}" asks: ${questionOf(work)}`, 'bold', look));
    lines.push(...folded(`  ${approveCommand(work)} (or with --reject)`, 'active', look));
  }
  return lines;
}

const mostQuestions = 3;

function folded(text: string, tone: Tone, look: RowLook): string[] {
  const margin = `  ${/^ */.exec(text)?.[0] ?? ''}`;
  return foldText(text.trim(), look.columns - margin.length).map((line) =>
    styledLine([{ text: margin + line, tone }], look),
  );
}

function cancelWords({ cancel, phase }: TrackedRun): string | null {
  if (cancel === null || phase !== 'main') return null;
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
  const isUndoing = run.phase === 'undo' && run.undo !== null;
  if (isUndoing) parts.push({ text: '  undo:', tone: 'warning' });
  const counts = isUndoing ? undoCountWords(run.undo.counts) : countWords(run.steps.counts);
  counts.forEach(({ status, words }, at) => {
    const gap = isUndoing ? ' ' : '  ';
    parts.push({ text: at === 0 ? gap : ' · ', tone: 'dim' });
    parts.push({ text: words, tone: countTone[status] });
  });
  return styledLine(parts, look);
}

function linesFor(progress: RunProgress, room: number, rows: number): Line[] {
  const { root } = progress;
  if (root.undo !== null && root.phase !== 'main') {
    return [...undoLines(progress, root.undo, room)].slice(0, room);
  }
  const isSmall = root.steps.members.length <= rows - 4;
  return isSmall ? allSteps(progress, room) : whatMatters(progress, room);
}

/** Why it is undone, what is taken back in that order, and what comes after it. */
function* undoLines(
  progress: RunProgress,
  { members, active }: TrackedGroup,
  room: number,
): Generator<Line> {
  const { root } = progress;
  const causes = fitting(rowsOf(inTrouble(progress)), Math.max(2, Math.floor(room / 3)), 'failed');
  const final = root.steps.members.filter(({ step }) => step.phase === 'finally');
  const after = root.phase === 'finally' ? final.flatMap((work) => [...withParts(work)]) : [];
  yield* causes;
  if (members.length > 0) yield { note: 'taken back, the last first:' };
  const left = room - causes.length - after.length - 1;
  const all = members.flatMap((work) => [...withParts(work)]);
  if (all.length <= left) {
    yield* all;
  } else {
    const undone = members.filter(({ state }) => state.status === 'succeeded');
    const stuck = members.filter(({ state }) => state.status === 'failed');
    const next = members.filter(({ state }) => state.status === 'pending');
    if (undone.length > 0) yield { note: `↶ ${undone.length} undone` };
    const working = [...stuck, ...active].flatMap((work) => [...withParts(work)]);
    yield* fitting(
      [...working, ...rowsOf(next)],
      left - Math.min(1, undone.length),
      'to take back',
    );
  }
  yield* after;
}

function* withParts(work: TrackedWork): Generator<Line> {
  yield { work, indent: 2 };
  yield* within(work, 4);
}

/** What failed, and what nobody knows. */
function inTrouble({ unsettled, failures }: RunProgress): TrackedWork[] {
  return [...unsettled, ...failures];
}

function allSteps(progress: RunProgress, room: number): Line[] {
  const { root } = progress;
  const lines: Line[] = [];
  const steps = root.steps.members;
  let spare = room - steps.length;
  for (const work of steps) {
    const below = fitting([...within(work, 4)], spare, 'at work');
    spare -= below.length;
    lines.push({ work, indent: 2 }, ...below);
  }
  const inner = inTrouble(progress).filter((work) => work.isItem || work.run !== root);
  return [...lines, ...fitting(rowsOf(inner), spare, 'failed')];
}

/** The most lines that what ended last may take; and at least so many when there is much to show. */
const lastEnded = { most: 5, least: 2 };

function whatMatters(progress: RunProgress, room: number): Line[] {
  const failed = fitting(rowsOf(inTrouble(progress)), Math.max(2, Math.floor(room / 3)), 'failed');
  const active = [...atWork(progress.root)];
  const leastEnded = Math.min(lastEnded.least, progress.lastEnded.length);
  const working = fitting(active, room - failed.length - leastEnded, 'at work');
  const left = Math.min(lastEnded.most, room - failed.length - working.length);
  const failures = new Set(inTrouble(progress));
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
  for (const part of partsOf(work)?.active ?? []) {
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
