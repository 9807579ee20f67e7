import type { Instant } from '../../core/duration.ts';
import type { JsonObject } from '../../core/json.ts';
import { undoCommand } from './operator-commands.ts';
import { plainLine } from './plain-text.ts';
import { attemptWords } from './state-words.ts';
import { nameWidths } from './step-names.ts';
import type { LineLook } from './styled-line.ts';
import { commandLine, headline, indented } from './summary-paragraph.ts';
import type { TrackedRun, TrackedWork } from './tracked-work.ts';
import { undoParameters } from './undo-parameters.ts';
import { rowNames, stillMark, workRow, type Row } from './work-row.ts';

const mostUndone = 20;

/** What was taken back, in that order, with what was given for it. */
export function undoneLines(run: TrackedRun, now: Instant, look: LineLook): string[] {
  const undone = [...undoWorks(run)].filter(({ state }) => state.status === 'succeeded');
  const rows = undone.slice(0, mostUndone).map((work): Row => {
    return { work, words: parameterWords(undoParameters(work)) };
  });
  const widths = nameWidths(rows.map(rowNames));
  const left = undone.length - rows.length;
  return [
    ...rows.map((row) =>
      workRow(row, now, widths, { ...look, spinner: stillMark, hasAction: true }),
    ),
    ...(left === 0 ? [] : [look.paint.dim(`  … ${left} more`)]),
  ];
}

/** What could not be taken back: each action that remains, with its parameters, and how to try again. */
export function notUndoneLines(run: TrackedRun, look: LineLook): string[] {
  if (run.state.status !== 'needs-operator') return [];
  const left = [...undoWorks(run)].filter(isLeft);
  if (left.length === 0) return [];
  return [
    ...left.flatMap((work) => describe(work, look)),
    ...indented('do it by hand, or try all of it again with:', look),
    commandLine(undoCommand(run), look),
  ];
}

/** What takes a run and its sub-runs back, in order. */
function* undoWorks(run: TrackedRun): Generator<TrackedWork> {
  for (const work of run.undo?.members ?? []) {
    yield work;
    if (work.child !== null) yield* undoWorks(work.child);
  }
}

/** A sub-run that could not be taken back is told by its parts. */
function isLeft({ state, child }: TrackedWork): boolean {
  if (state.status === 'succeeded' || state.status === 'skipped') return false;
  return child?.state.status !== 'needs-operator';
}

function describe(work: TrackedWork, look: LineLook): string[] {
  const { state, task } = work;
  const label = plainLine(work.label);
  const parameters = parameterLines(undoParameters(work), look);
  if (state.status !== 'failed') {
    const mark = { text: '○', tone: 'warning' } as const;
    return [
      headline(mark, { label, note: task.action.name }, look),
      ...parameters,
      ...indented(`not tried${blockerWords(work)}`, look),
    ];
  }
  const { failure, during, isUnsettled } = state;
  const attempt = during === null || during.attempt < 2 ? [] : [attemptWords(work, during.attempt)];
  const note = [during?.action ?? task.action.name, ...attempt].join(', ');
  return [
    headline({ text: '✖', tone: 'error' }, { label, note }, look),
    ...parameters,
    ...indented(failure.message, look),
    ...(isUnsettled ? indented('it is not known whether it took effect', look, 'warning') : []),
  ];
}

/** `, because "detach" is not undone`: a step stays as long as there is something that needs it. */
function blockerWords({ run, step }: TrackedWork): string {
  const blockers = new Set<string>();
  const above = new Set([step.index]);
  // A step may stand before those that it needs: each round reaches one edge further.
  for (let size = 0; size !== above.size;) {
    size = above.size;
    for (const { step: each } of run.steps.members) {
      if (each.needs.some((need) => above.has(need))) above.add(each.index);
    }
  }
  for (const member of run.steps.members) {
    if (member.step === step || !above.has(member.step.index)) continue;
    for (const { name, state, undo } of [member, ...(member.items?.members ?? [])]) {
      if (state.status === 'unsettled') blockers.add(`"${plainLine(name)}" is unsettled`);
      if (undo?.state.status === 'failed') blockers.add(`"${plainLine(name)}" is not undone`);
    }
  }
  return blockers.size === 0 ? '' : `, because ${[...blockers].join(' and ')}`;
}

function parameterWords(parameters: JsonObject): string {
  return entriesOf(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join('  ');
}

/** Values are never cut: a person may have to copy them. */
function parameterLines(parameters: JsonObject, { paint }: LineLook): string[] {
  const entries = entriesOf(parameters);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `      ${paint.dim(name.padEnd(width))}  ${value}`);
}

function entriesOf(parameters: JsonObject): [string, string][] {
  return Object.entries(parameters).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [plainLine(name), plainLine(text)];
  });
}
