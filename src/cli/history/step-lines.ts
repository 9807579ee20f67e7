import { formatDuration } from '../../core/duration.ts';
import type { Json } from '../../core/json.ts';
import type { Plan } from '../../core/workflow/plan.ts';
import type { Tone } from '../render/paint.ts';
import { plainLine } from '../render/plain-text.ts';
import { skipWords } from '../render/state-words.ts';
import { nameWidths } from '../render/step-names.ts';
import { styledLine, type LineLook, type Part } from '../render/styled-line.ts';
import { padText } from '../render/text-width.ts';
import type { History } from './read-history.ts';
import { stepRecords, type RecordStatus, type StepRecord } from './step-records.ts';

/**
 * Every step of a run as it was: when it began, how long it took, how often it was tried, what it gave
 * back. Those of sub-runs and what was taken back come after, then what did not begin.
 */
export function stepLines(plan: Plan, histories: readonly History[], look: LineLook): string[] {
  const [own, ...subRuns] = histories.map(({ shown, summary }) => ({
    records: stepRecords(shown.map(({ event }) => event)),
    parent: summary.info.parent,
  }));
  const rows: Row[] = inPlanOrder(plan, own?.records ?? []).map((record) => ({
    record: withAction(plan, record),
    label: labelOf(record, ''),
  }));
  for (const { records, parent } of subRuns) {
    rows.push(...records.map((record) => ({ record, label: labelOf(record, parent?.step ?? '') })));
  }
  const begun = new Set(own?.records.map(({ label }) => label));
  const left = plan.workflow.steps.filter(({ id }) => !begun.has(id));
  const names = [
    ...rows.map(({ label, record }) => ({ label, action: record.action ?? '' })),
    ...left.map(({ id, action }) => ({ label: id, action: action.name })),
  ];
  const widths = nameWidths(names);
  return [
    ...rows.flatMap((row) => [recordLine(row, widths, look), ...outputLines(row.record, look)]),
    ...left.map(({ id, action }) => {
      const name = `  ○ ${padText(id, widths.label)}  ${padText(action.name, widths.action)}`;
      return styledLine([{ text: `${name}  did not begin`, tone: 'dim' }], look);
    }),
  ];
}

/** What a step uses, also when it did not come to that. */
function withAction(plan: Plan, record: StepRecord): StepRecord {
  const step = plan.workflow.steps[plan.stepIndex.get(record.label.split('[')[0] ?? '') ?? -1];
  return record.action === null && step !== undefined
    ? { ...record, action: step.action.name }
    : record;
}

/** What was done, step by step with the items of each, then what was taken back, as it was. */
function inPlanOrder(plan: Plan, records: readonly StepRecord[]): readonly StepRecord[] {
  const place = ({ label, isUndo }: StepRecord) =>
    isUndo ? Infinity : (plan.stepIndex.get(label.split('[')[0] ?? '') ?? Infinity);
  return records.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

interface Row {
  readonly record: StepRecord;
  readonly label: string;
}

function labelOf({ label, isUndo }: StepRecord, parent: string): string {
  const name = plainLine(parent === '' ? label : `${parent} › ${label}`);
  return isUndo ? `undo of ${name}` : name;
}

const marks: Readonly<Record<RecordStatus, readonly [mark: string, tone: Tone]>> = {
  running: ['→', 'active'],
  waiting: ['→', 'active'],
  unsettled: ['?', 'error'],
  succeeded: ['✔', 'success'],
  failed: ['✖', 'error'],
  skipped: ['↷', 'dim'],
  cancelled: ['⊘', 'warning'],
  undone: ['↶', 'warning'],
};

function recordLine(
  { record, label }: Row,
  widths: { readonly label: number; readonly action: number },
  look: LineLook,
): string {
  const [mark, tone] = marks[record.status];
  const { startedAt, endedAt, skipped } = record;
  const begun = startedAt === null ? '' : `${new Date(startedAt).toISOString().slice(11, 19)}Z`;
  const took = startedAt === null || endedAt === null ? '' : formatDuration(endedAt - startedAt);
  const facts = [begun, took, ...notesOf(record), skipped === null ? '' : skipWords(skipped)];
  const parts: Part[] = [
    { text: '  ' },
    { text: mark, tone },
    { text: ` ${padText(label, widths.label)}  ` },
    { text: `${padText(record.action ?? '', widths.action)}  `, tone: 'dim' },
    { text: facts.filter((each) => each !== '').join('  ') },
  ];
  return styledLine(parts, look);
}

function notesOf({ attempts, looks, isAdopted, status, question }: StepRecord): string[] {
  return [
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(looks > 0 ? [lookWords(looks, status)] : []),
    ...(isAdopted ? ['adopted'] : []),
    ...(status === 'waiting' || status === 'unsettled' ? [status] : []),
    ...(question !== null && status === 'running' ? [`asks: ${plainLine(question)}`] : []),
  ];
}

/** With the look that a step ended with there is one more than those after which it was not done. */
function lookWords(looks: number, status: RecordStatus): string {
  const count = status === 'running' || status === 'waiting' ? looks : looks + 1;
  return `${count} ${count === 1 ? 'look' : 'looks'}`;
}

function outputLines({ outputs }: StepRecord, look: LineLook): string[] {
  if (outputs === null || JSON.stringify(outputs) === '{}') return [];
  // All of it is in the JSON form; here a line has to do, so that ids come before what is large.
  const columns = Math.min(look.columns, 160);
  const size = ([, value]: readonly [string, Json]) =>
    typeof value === 'object' && value !== null ? 1 : 0;
  const ordered = Object.entries(outputs).toSorted((a, b) => size(a) - size(b));
  const text = `      ${plainLine(JSON.stringify(Object.fromEntries(ordered)))}`;
  return [styledLine([{ text, tone: 'dim' }], { ...look, columns })];
}
