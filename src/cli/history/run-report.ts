import { formatDuration, type Instant } from '../../core/duration.ts';
import type { RunEvent } from '../../core/run/event.ts';
import type { StoredRun } from '../stored-run.ts';
import { renderOutputs } from '../render/outputs.ts';
import { plainLine } from '../render/plain-text.ts';
import { RunProgress } from '../render/run-progress.ts';
import { styledLine, type LineLook } from '../render/styled-line.ts';
import { failureLines } from '../render/summary-failures.ts';
import { notUndoneLines } from '../render/summary-undo.ts';
import { unsettledLines } from '../render/summary-unsettled.ts';
import { downtimeLines } from './downtime-lines.ts';
import { nextCommands } from './next-commands.ts';
import { hidesOf, type History } from './read-history.ts';
import { resourceLines } from './resource-lines.ts';
import { ledgerData, ledgerOfRuns } from './run-ledger.ts';
import { runData, secondText } from './run-table.ts';
import { standingTone, standingWords } from './standing.ts';
import { stepLines } from './step-lines.ts';
import { stepRecords } from './step-records.ts';

/** A run, with all that is remembered of it. */
export interface RunReport {
  readonly stored: StoredRun;
  /** Of the run itself, then of its sub-runs. */
  readonly histories: readonly History[];
  readonly now: Instant;
}

/** For a person. */
export function renderRunReport(report: RunReport, look: LineLook): string {
  const { stored, histories, now } = report;
  const { summary } = stored;
  const events = eventsOf(report);
  const progress = progressOf(report);
  const entries = ledgerOfRuns(histories);
  const outputs = events.findLast(({ type }) => type === 'run-succeeded');
  // What an operator has to do is said with its reasons.
  const isTold = summary.status === 'needs-operator';
  const commands = isTold ? [] : nextCommands(summary, events);
  const downtimes = downtimeLines(entries, now, hidesOf(histories)).map(({ text }) => `  ${text}`);
  const sections = [
    headLines(report, look),
    titled('inputs', renderOutputs(summary.info.inputs, look), look),
    titled('steps', stepLines(stored.plan, histories, look), look),
    titled('failed', failureLines(progress, look), look),
    titled(
      'outputs',
      outputs?.type === 'run-succeeded' ? renderOutputs(outputs.outputs, look) : [],
      look,
    ),
    titled(
      'resources',
      histories.flatMap((each) => thingLines(each, look)),
      look,
    ),
    titled('downtime', downtimes, look),
    titled('unsettled', unsettledLines(progress, look), look),
    titled('not undone', notUndoneLines(progress.root, look), look),
    titled(
      'next',
      commands.map((each) => `  ${each}`),
      look,
    ),
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** For a program. */
export function runReportData(report: RunReport): object {
  const { stored, histories, now } = report;
  const { summary, definition } = stored;
  const events = eventsOf(report);
  const end = events.findLast(({ type }) => type === 'run-succeeded');
  const entries = ledgerOfRuns(histories);
  return {
    ...runData(summary),
    inputs: summary.info.inputs,
    outputs: end?.type === 'run-succeeded' ? end.outputs : null,
    cwd: definition.cwd,
    settings: definition.settings,
    steps: stepsData(events),
    resources: histories.flatMap(ledgerData),
    downtimes: downtimeLines(entries, now, hidesOf(histories)).map(({ text }) => text),
    subRuns: histories.slice(1).map((each) => ({
      ...runData(each.summary),
      steps: stepsData(each.shown.map(({ event }) => event)),
    })),
    next: nextCommands(summary, events),
  };
}

function stepsData(events: readonly RunEvent[]): object[] {
  return stepRecords(events).map((record) => ({
    ...record,
    startedAt: momentOf(record.startedAt),
    endedAt: momentOf(record.endedAt),
  }));
}

function momentOf(moment: Instant | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

function eventsOf({ histories }: RunReport): readonly RunEvent[] {
  return histories[0]?.shown.map(({ event }) => event) ?? [];
}

function progressOf({ stored, histories }: RunReport): RunProgress {
  const progress = new RunProgress(stored.plan, stored.summary.info.id);
  const recorded = histories.flatMap(({ shown }) => shown);
  for (const each of recorded.toSorted((a, b) => a.event.at - b.event.at)) progress.observe(each);
  return progress;
}

/** What the run is, and how it stands. */
function headLines({ stored, now }: RunReport, look: LineLook): string[] {
  const { summary, definition } = stored;
  const { info, lastAt, owner } = summary;
  const words = standingWords(summary);
  const isGoing = words === 'running';
  const took = formatDuration((isGoing ? now : lastAt) - info.startedAt);
  const cloud = definition.settings['LUNANODE_API_URL'];
  const process = owner === null ? null : `${owner.pid} on ${owner.host}`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['started', `${secondText(info.startedAt)}, ${isGoing ? 'for' : 'took'} ${took}`],
    ['file', info.file],
    ['folder', definition.cwd],
    ['cloud', cloud ?? null],
    ['process', isGoing ? process : null],
    ['part of', info.parent === null ? null : `run ${info.parent.run}, step "${info.parent.step}"`],
  ];
  return [
    styledLine(
      [
        { text: `run ${info.id}  ${plainLine(info.workflow)}  `, tone: 'bold' },
        { text: words, tone: standingTone(summary) },
      ],
      look,
    ),
    ...facts.flatMap(([name, value]) =>
      value === null
        ? []
        : [
            styledLine(
              [{ text: `  ${name.padEnd(9)}`, tone: 'dim' }, { text: plainLine(value) }],
              look,
            ),
          ],
    ),
  ];
}

function thingLines(history: History, look: LineLook): string[] {
  return resourceLines(ledgerOfRuns([history]), history.redactor, look);
}

function titled(title: string, lines: readonly string[], { paint }: LineLook): readonly string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines];
}
