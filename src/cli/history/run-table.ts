import { formatDuration, type Instant } from '../../core/duration.ts';
import type { RunSummary } from '../../engine/journal.ts';
import { isOver } from '../../store/status-after.ts';
import { plainLine } from '../render/plain-text.ts';
import { styledLine, type LineLook, type Part } from '../render/styled-line.ts';
import { padText } from '../render/text-width.ts';
import { standingTone, standingWords } from './standing.ts';

/** Runs in columns, that fit into 80. */
export function renderRunTable(runs: readonly RunSummary[], now: Instant, look: LineLook): string {
  const rows = runs.map((each) => cellsOf(each, now));
  const widths = columns.map(({ title, most }, at) =>
    Math.min(most, Math.max(title.length, ...rows.map((row) => row[at]?.text.length ?? 0))),
  );
  const head = columns.map(({ title }): Part => ({ text: title, tone: 'dim' }));
  return [head, ...rows].map((row) => `${lineOf(row, widths, look)}\n`).join('');
}

const columns = [
  { title: 'RUN', most: 40 },
  { title: 'WORKFLOW', most: 22 },
  { title: 'STATUS', most: 14 },
  { title: 'STARTED', most: 17 },
  { title: 'TOOK', most: 6 },
];

function cellsOf(summary: RunSummary, now: Instant): Part[] {
  const { info, status, lastAt } = summary;
  const words = standingWords(summary);
  const isGoing = words === 'running' || words === 'pending';
  const end = isGoing && !isOver(status) ? now : lastAt;
  return [
    { text: info.id },
    { text: plainLine(info.workflow) },
    { text: words, tone: standingTone(summary) },
    { text: minuteText(info.startedAt) },
    { text: formatDuration(end - info.startedAt), tone: 'dim' },
  ];
}

function lineOf(row: readonly Part[], widths: readonly number[], look: LineLook): string {
  const parts = row.map((part, at): Part => {
    const width = widths[at] ?? 0;
    const text = part.text.length > width ? `${part.text.slice(0, width - 1)}…` : part.text;
    return { ...part, text: at === row.length - 1 ? text : `${padText(text, width)}  ` };
  });
  return styledLine(parts, look);
}

/** `2026-03-01 03:30Z` */
export function minuteText(moment: Instant): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** `2026-03-01 03:30:12Z` */
export function secondText(moment: Instant): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** A run for a program; moments in RFC 3339. */
export function runData(summary: RunSummary): object {
  const { info, status, lastAt, owner } = summary;
  return {
    id: info.id,
    workflow: info.workflow,
    file: info.file,
    status,
    isInterrupted: standingWords(summary) === 'interrupted',
    startedAt: new Date(info.startedAt).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
    tookMs: lastAt - info.startedAt,
    parent: info.parent,
    owner:
      owner === null ? null : { ...owner, lastHeardAt: new Date(owner.lastHeardAt).toISOString() },
  };
}
