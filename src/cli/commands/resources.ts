import type { Journal, RunSummary } from '../../engine/journal.ts';
import { NothingToDo } from '../../engine/go-on.ts';
import { answerSheet, writeJson } from '../answer.ts';
import { CommandFailed, UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { goOnWith } from '../go-on-with.ts';
import { leftoversOf, type Leftover } from '../history/leftovers.ts';
import { hidesOf, readHistory, withSubRuns, type History } from '../history/read-history.ts';
import { downtimeLines } from '../history/downtime-lines.ts';
import { leftoverLines, resourceLines } from '../history/resource-lines.ts';
import { ledgerData, ledgerOfRuns } from '../history/run-ledger.ts';
import { isInterrupted, standingWords } from '../history/standing.ts';
import { plainLine } from '../render/plain-text.ts';
import type { LineLook } from '../render/styled-line.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune resources [RUN]`: what runs did to things, what is left over of it, and clearing that away. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  if (given.has('clean') && given.has('format')) {
    throw new UsageError('--format does not go with --clean', 'it goes with --leftover');
  }
  return withJournal(context, async (journal) => {
    const name = given.operands[0];
    const root = name === undefined ? null : await findRun(journal, name);
    if (given.has('clean')) return clean(journal, root, { given, context });
    if (given.has('leftover')) tell(await readLeftovers(journal, root), { given, context });
    else tellAll(await readAll(journal, root), { given, context });
    return exitCode.succeeded;
  });
}

interface Surroundings {
  readonly given: Given;
  readonly context: CliContext;
}

function tellAll(histories: readonly History[], { given, context }: Surroundings): void {
  if (given.value('format') === 'json') {
    writeJson(context, histories.flatMap(ledgerData));
    return;
  }
  const { output, look } = answerSheet(context);
  const lines = histories.flatMap((each) => runLines(each, look));
  const entries = ledgerOfRuns(histories);
  const downtimes = downtimeLines(entries, context.clock.now(), hidesOf(histories));
  if (lines.length === 0) context.stderr.write('nothing was created, changed or destroyed\n');
  for (const line of [...lines, ...downtimes.map(({ text }) => text)]) output.write(`${line}\n`);
}

/** These runs, oldest first: one with its sub-runs, or all there are. */
async function readAll(journal: Journal, root: RunSummary | null): Promise<History[]> {
  const all = await journal.runs();
  const wanted = root === null ? all.toReversed() : withSubRuns(root, all);
  const histories: History[] = [];
  for (const each of wanted) histories.push(await readHistory(journal, each));
  return histories;
}

function runLines(history: History, look: LineLook): string[] {
  const lines = resourceLines(ledgerOfRuns([history]), history.redactor, look);
  if (lines.length === 0) return [];
  const { summary } = history;
  const { id, workflow } = summary.info;
  const title = `run ${id}  ${plainLine(workflow)}  ${standingWords(summary)}`;
  return [look.paint.bold(title), ...lines];
}

interface Left {
  readonly leftovers: readonly Leftover[];
  readonly histories: readonly History[];
}

/** Every run is looked at, as what one of them created another one may have destroyed. */
async function readLeftovers(journal: Journal, root: RunSummary | null): Promise<Left> {
  const histories = await readAll(journal, null);
  const all = histories.map(({ summary }) => summary);
  const wanted = root === null ? all : withSubRuns(root, all);
  const ids = new Set(wanted.map(({ info }) => info.id));
  return { leftovers: leftoversOf(histories).filter(({ run }) => ids.has(run)), histories };
}

function tell({ leftovers, histories }: Left, { given, context }: Surroundings): void {
  const redactor = hidesOf(histories);
  if (given.value('format') === 'json') {
    const data = leftovers.map(({ run, thing: { created, destroyed, ...thing } }) => ({
      run,
      step: created.step,
      ...thing,
      certainty: created.certainty,
      mayBeGone: destroyed !== null,
    }));
    writeJson(context, redactor.value(data));
    return;
  }
  if (leftovers.length === 0) context.stderr.write('nothing is left over\n');
  const { output, look } = answerSheet(context);
  for (const line of leftoverLines(leftovers, redactor, look)) output.write(`${line}\n`);
}

/** Takes away what is left over, run by run, and says what is left then. */
async function clean(
  journal: Journal,
  root: RunSummary | null,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { given, context } = surroundings;
  const before = await readLeftovers(journal, root);
  tell(before, surroundings);
  const ids = new Set(before.leftovers.map(({ run }) => run));
  if (ids.size === 0) return exitCode.succeeded;
  const runs = before.histories
    .map(({ summary }) => summary)
    .filter(({ info }) => ids.has(info.id));
  for (const { info } of runs.filter(isInterrupted)) {
    context.stderr.write(
      `the run ${info.id} is not over: perilune cancel ${info.id} comes first\n`,
    );
  }
  const ended = runs.filter((each) => !isInterrupted(each));
  if (ended.length > 0 && !(await isConfirmed(given, context))) {
    throw new CommandFailed('nothing was taken away');
  }
  for (const summary of ended) await cleanRun(journal, summary, surroundings);
  const after = await readLeftovers(journal, root);
  context.stderr.write(after.leftovers.length === 0 ? '' : 'still left over:\n');
  tell(after, surroundings);
  return after.leftovers.length === 0 ? exitCode.succeeded : exitCode.failed;
}

/** @throws {UsageError} when nobody can be asked. */
async function isConfirmed(given: Given, { ask }: CliContext): Promise<boolean> {
  if (given.has('yes')) return true;
  if (ask === undefined) {
    throw new UsageError('this takes things away for good', 'add --yes if you are sure');
  }
  return /^y(es)?$/i.test((await ask('Take all of this away for good? [y/N] ')).trim());
}

async function cleanRun(
  journal: Journal,
  summary: RunSummary,
  { given, context }: Surroundings,
): Promise<void> {
  try {
    const how = { kind: 'undo', scope: 'created' } as const;
    await goOnWith({ journal, summary, how, given, context });
  } catch (error) {
    if (!(error instanceof NothingToDo)) throw error;
    context.stderr.write(`${error.message}\n`);
  }
}
