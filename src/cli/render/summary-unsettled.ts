import type { Json, JsonObject } from '../../core/json.ts';
import { candidateId, resumeCommand, settleCommands } from './operator-commands.ts';
import { plainLine } from './plain-text.ts';
import type { RunProgress } from './run-progress.ts';
import type { LineLook } from './styled-line.ts';
import { commandLine, headline, indented } from './summary-paragraph.ts';
import { padText, textWidth } from './text-width.ts';
import type { TrackedWork, UnsettledState } from './tracked-work.ts';

/**
 * What a person has to say something about: why, what it may have made side by side, and the commands
 * of which one is right.
 */
export function unsettledLines({ unsettled }: RunProgress, look: LineLook): string[] {
  return [...unsettled].flatMap((work) =>
    work.state.status === 'unsettled' ? describe(work, work.state, look) : [],
  );
}

function describe(work: TrackedWork, state: UnsettledState, look: LineLook): string[] {
  const mark = { text: '?', tone: 'error' } as const;
  const names = { label: plainLine(work.label), note: state.action };
  if (work.step.child !== null) {
    return [
      headline(mark, names, look),
      ...indented(state.reason, look),
      ...indented('once that run is over, this one can go on:', look),
      commandLine(resumeCommand(work.run), look),
    ];
  }
  const { candidates } = state;
  const table = candidateTable(work, candidates, look);
  return [
    headline(mark, names, look),
    ...indented(state.reason, look),
    ...table,
    ...lookAgainLines(work, candidates.length, look),
    ...indented(adviceWords(work, candidates.length), look),
    ...settleCommands(work, state).map((command) => commandLine(command, look)),
  ];
}

/** What could not be looked at may be looked at later. */
function lookAgainLines(work: TrackedWork, count: number, look: LineLook): string[] {
  const { settle, action } = work.task;
  if (count > 0 || settle === null || settle.kind === 'repeat') return [];
  return [
    ...indented(`once ${action.provider} answers again, it can be looked for again:`, look),
    commandLine(resumeCommand(work.run), look),
  ];
}

function adviceWords({ task: { action }, run }: TrackedWork, count: number): string {
  // After the main part nothing is done again.
  const isRepeated = run.phase === 'main' && run.cancel === null;
  const none = `it did not happen${isRepeated ? ', and is done again' : ''}`;
  const subject = run.parent === null ? 'the run' : `the run ${run.id}`;
  const next = `say so, and ${subject} goes on by itself (--none: ${none}):`;
  if (count > 1) return `which one is it? ${next}`;
  if (count === 1) return `is it this one? ${next}`;
  const where =
    action.provider === 'builtin' ? 'what it was meant to change' : `${action.provider} for it`;
  return `did it happen? look at ${where}, ${next}`;
}

/** Candidates under one another, each value in its column; where there is no room, each in a block. */
function candidateTable(
  work: TrackedWork,
  candidates: readonly JsonObject[],
  look: LineLook,
): string[] {
  const names = [...new Set(candidates.flatMap((each) => Object.keys(each)))];
  const rows = candidates.map((each) => names.map((name) => valueText(each[name])));
  const widths = names.map((name, column) =>
    Math.max(textWidth(name), ...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  const { paint } = look;
  const total = widths.reduce((sum, width) => sum + width + 2, 4);
  if (total > look.columns) return candidateBlocks(work, candidates, look);
  const line = (cells: readonly string[]) =>
    `    ${cells.map((cell, at) => `  ${padText(cell, widths[at] ?? 0)}`).join('')}`.trimEnd();
  return candidates.length === 0 ? [] : [paint.dim(line(names)), ...rows.map(line)];
}

function candidateBlocks(
  work: TrackedWork,
  candidates: readonly JsonObject[],
  { paint }: LineLook,
): string[] {
  return candidates.flatMap((candidate) => {
    const id = candidateId(work, candidate);
    const rest = Object.entries(candidate).filter(([, value]) => valueText(value) !== id);
    const width = Math.max(0, ...rest.map(([name]) => textWidth(name)));
    return [
      `      ${plainLine(id ?? '?')}`,
      ...rest.map(
        ([name, value]) => `        ${paint.dim(padText(name, width))}  ${valueText(value)}`,
      ),
    ];
  });
}

function valueText(value: Json | undefined): string {
  if (value === undefined || value === '') return '-';
  return plainLine(typeof value === 'string' ? value : JSON.stringify(value));
}
