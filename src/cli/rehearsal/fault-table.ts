import type { RunPaint } from '../render/paint.ts';
import { foldText, padText } from '../render/text-width.ts';
import type { Tried } from './each-fault.ts';
import type { Verdict } from './verdict.ts';

/** Trials at one call that ended in the same way. */
interface Row {
  readonly call: string;
  readonly faults: readonly string[];
  readonly status: Verdict['status'];
  readonly left: string;
  readonly lost: string;
}

/**
 * What became of each trial, as lines of a table: the call, the faults at it that end alike, how the
 * run ended, what is left over, and what was lost without the run saying so.
 */
export function faultTable(
  tried: readonly Tried[],
  { paint, columns }: { readonly paint: RunPaint; readonly columns: number },
): string[] {
  const rows = rowsOf(tried);
  const widths = widthsFor(rows, columns);
  const header = joined([...headings], widths);
  const lines = [paint.bold(header)];
  let last = '';
  for (const row of rows) {
    lines.push(
      ...rowLines(row, row.call === last, widths).map((line) => paintLine(line, row, paint)),
    );
    last = row.call;
  }
  return lines;
}

/** Every trial as plain data. */
export function faultTableData(tried: readonly Tried[]): unknown {
  return tried.map(({ trial: { action, nth, fault }, verdict, rehearsal }) => ({
    action,
    nth,
    fault,
    status: verdict.status,
    leftover: verdict.leftover,
    unknown: verdict.unknown,
    doubled: verdict.doubled,
    lost_addresses: verdict.lostAddresses,
    is_loss: verdict.isLoss,
    took_ms: rehearsal.tookMs,
  }));
}

const headings = ['call', 'faults', 'ended', 'left over', 'lost'] as const;

/** Rows by call; further calls of an action that end just like the one before share its rows. */
function rowsOf(tried: readonly Tried[]): Row[] {
  const calls = Map.groupBy(tried, ({ trial: { action, nth } }) => `${action} ${nth}`);
  const groups: Group[] = [];
  for (const trials of calls.values()) {
    const { action = '', nth = 1 } = trials[0]?.trial ?? {};
    const rows = rowsOfCall(trials);
    const last = groups.findLast((group) => group.action === action);
    const isLikeLast = JSON.stringify(last?.rows) === JSON.stringify(rows);
    if (nth !== 'each' && last !== undefined && isLikeLast && last.to === nth - 1) last.to = nth;
    else groups.push({ action, from: nth, to: nth, rows });
  }
  return groups.flatMap((group) => group.rows.map((row) => ({ ...row, call: callWords(group) })));
}

/** Calls of an action, one after the other, or all of them, at which the faults end alike. */
interface Group {
  readonly action: string;
  readonly from: number | 'each';
  to: number | 'each';
  readonly rows: readonly Row[];
}

function callWords({ action, from, to }: Group): string {
  if (from === 'each') return `${action}, every time`;
  if (to === 1) return action;
  return from === to ? `${action} #${from}` : `${action} #${from}–${to}`;
}

function rowsOfCall(tried: readonly Tried[]): Row[] {
  const rows = new Map<string, Row & { faults: string[] }>();
  for (const { trial, verdict } of tried) {
    const row = { status: verdict.status, left: leftWords(verdict), lost: lostWords(verdict) };
    const key = JSON.stringify(row);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { call: '', ...row, faults: [trial.fault] });
    else known.faults.push(trial.fault);
  }
  return [...rows.values()];
}

function leftWords({ leftover }: Verdict): string {
  const counted = [...Map.groupBy(leftover, ({ kind }) => kind)];
  const words = counted.map(([kind, things]) => `${things.length} ${kind}`);
  return words.length === 0 ? '–' : words.join(', ');
}

function lostWords({ isLoss, unknown, doubled, lostAddresses, status }: Verdict): string {
  if (!isLoss) return status === 'needs-operator' && lostAddresses.length > 0 ? 'told' : '–';
  return [...unknown.map(({ kind, name }) => `${kind} ${name}`), ...doubled, ...lostAddresses].join(
    ', ',
  );
}

function widthsFor(rows: readonly Row[], columns: number): number[] {
  const widest = (heading: string, text: (row: Row) => string) =>
    Math.max(heading.length, ...rows.map((row) => text(row).length));
  const call = Math.min(
    21,
    widest(headings[0], (row) => row.call),
  );
  const status = widest(headings[2], (row) => row.status);
  const left = Math.min(
    14,
    widest(headings[3], (row) => row.left),
  );
  const lost = Math.min(
    14,
    widest(headings[4], (row) => row.lost),
  );
  const faults = Math.max(16, Math.min(60, columns - call - status - left - lost - 8));
  return [call, faults, status, left, lost];
}

function rowLines(row: Row, isSame: boolean, widths: readonly number[]): string[] {
  const [call = 0, faults = 0, , left = 0, lost = 0] = widths;
  const cells = [
    isSame ? [''] : foldText(row.call, call),
    foldText(row.faults.join(', '), faults),
    [row.status],
    foldText(row.left, left),
    foldText(row.lost, lost),
  ];
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, at) =>
    joined(
      cells.map((cell) => cell[at] ?? ''),
      widths,
    ),
  );
}

function joined(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, at) => padText(cell, widths[at] ?? 0))
    .join('  ')
    .trimEnd();
}

function paintLine(line: string, { status, lost }: Row, paint: RunPaint): string {
  if (lost !== '–' && lost !== 'told') return paint.error(line);
  return status === 'needs-operator' ? paint.warning(line) : line;
}
