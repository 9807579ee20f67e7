import type { Instant } from '../../core/duration.ts';
import { countTone, countWords } from './state-words.ts';
import { nameWidths } from './step-names.ts';
import { styledLine, type LineLook, type Part } from './styled-line.ts';
import { isUndone, tookMs, type TrackedRun, type TrackedWork } from './tracked-work.ts';
import { rowNames, stillMark, workRow, type Row } from './work-row.ts';

/** Lists of more steps than this say less than their counts. */
const mostSteps = 20;
const slowest = 5;

/** The steps of a run, those of its sub-runs under them; of a long one only how many there were. */
export function stepLines(run: TrackedRun, now: Instant, look: LineLook): string[] {
  const rows: Row[] = [];
  for (const row of stepRows(run, 2)) {
    rows.push(row);
    if (rows.length > mostSteps) return [countsLine(run, look)];
  }
  return drawn(rows, now, look);
}

/** What took longest, of a run that did more than a list of its steps can show. */
export function slowestLines(run: TrackedRun, now: Instant, look: LineLook): string[] {
  const timed: { work: TrackedWork; ms: number }[] = [];
  for (const work of worksOf(run)) {
    const ms = tookMs(work.state, now);
    if (ms !== null && work.items === null && work.child === null) timed.push({ work, ms });
  }
  if (timed.length <= mostSteps) return [];
  const longest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, slowest);
  return drawn(longest.map(rowOf), now, look);
}

function* stepRows(run: TrackedRun, indent: number): Generator<Row> {
  for (const work of run.steps.members) {
    yield { ...rowOf({ work }), indent };
    if (work.child !== null) yield* stepRows(work.child, indent + 2);
  }
}

/** Every step, item, and step of a sub-run. */
function* worksOf(run: TrackedRun): Generator<TrackedWork> {
  for (const step of run.steps.members) {
    for (const work of [step, ...(step.items?.members ?? [])]) {
      yield work;
      if (work.child !== null) yield* worksOf(work.child);
    }
  }
}

/** Why something failed is told at length elsewhere. */
function rowOf({ work }: { readonly work: TrackedWork }): Row {
  const { state } = work;
  if (state.status === 'unsettled') return { work, words: 'unsettled' };
  if (state.status !== 'failed') return { work };
  const words = [state.isTolerated ? 'the run went on' : '', isUndone(work) ? 'undone' : ''];
  return { work, words: words.filter((each) => each !== '').join(', ') };
}

function countsLine(run: TrackedRun, look: LineLook): string {
  const parts: Part[] = [{ text: `  ${run.steps.members.length} steps` }];
  for (const { status, words } of countWords(run.steps.counts)) {
    parts.push(
      { text: parts.length === 1 ? ': ' : ' · ' },
      { text: words, tone: countTone[status] },
    );
  }
  return styledLine(parts, look);
}

function drawn(rows: readonly Row[], now: Instant, look: LineLook): string[] {
  const widths = nameWidths(rows.map(rowNames));
  return rows.map((row) =>
    workRow(row, now, widths, { ...look, spinner: stillMark, hasAction: true }),
  );
}
