import { parseDuration } from '../../core/duration.ts';
import { isOver } from '../../store/status-after.ts';
import type { Journal, NewerRun, RunSummary } from '../../engine/journal.ts';
import { answerSheet, writeJson } from '../answer.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { leftoversOf } from '../history/leftovers.ts';
import { readHistory, withSubRuns } from '../history/read-history.ts';
import { renderRunTable, runData } from '../history/run-table.ts';
import { isAtWork, standingWords } from '../history/standing.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune runs`: the runs that are remembered, the newest first; or forgets old ones. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const limit = wholeNumber(given, 'limit');
  const keep = wholeNumber(given, 'keep') ?? 200;
  const olderThanMs = parseDuration(given.value('older-than') ?? '90d');
  if (olderThanMs === null) throw new UsageError('--older-than is a duration, such as 90d');
  return withJournal(context, async (journal) => {
    if (given.has('prune')) return prune(journal, { olderThanMs, keep }, context);
    const status = given.value('status');
    const whole = (await journal.runs()).filter(({ info }) => info.parent === null);
    const wanted = whole.filter((each) => status === undefined || standingWords(each) === status);
    const newer = await journal.newerRuns();
    const shown = wanted.slice(0, limit ?? Infinity);
    if (given.value('format') === 'json') {
      writeJson(context, shown.map(runData));
    } else if (wanted.length === 0) {
      const none = newer.length === 0 ? 'there is no run yet' : 'there is no run that can be shown';
      context.stderr.write(
        status === undefined ? `${none}\n` : `no run has the status ${status}\n`,
      );
    } else {
      const { output, look } = answerSheet(context);
      output.write(renderRunTable(shown, context.clock.now(), look));
    }
    for (const line of newerLines(newer)) context.stderr.write(`${line}\n`);
    return exitCode.succeeded;
  });
}

/** What cannot be shown is said, so that nobody thinks it is not there. */
function newerLines(runs: readonly NewerRun[]): string[] {
  return [...Map.groupBy(runs, ({ program }) => program)].map(([program, { length }]) => {
    const those = length === 1 ? '1 run was' : `${length} runs were`;
    return `${those} written by Perilune ${program} in a newer form: use that one for ${length === 1 ? 'it' : 'them'}`;
  });
}

/** @throws {UsageError} */
function wholeNumber(given: Given, flag: string): number | undefined {
  const text = given.value(flag);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new UsageError(`--${flag} is a whole number`);
}

interface Pruning {
  readonly olderThanMs: number;
  /** So many of the newest runs stay in any case. */
  readonly keep: number;
}

/** A run that is not over, waits for a person, or has left something behind is never forgotten. */
async function prune(
  journal: Journal,
  { olderThanMs, keep }: Pruning,
  { clock, stderr }: CliContext,
): Promise<ExitCode> {
  const all = await journal.runs();
  const before = clock.now() - olderThanMs;
  const whole = all.filter(({ info }) => info.parent === null);
  const old = whole.slice(keep).filter(({ lastAt }) => lastAt < before);
  const families = old.map((root) => withSubRuns(root, all));
  const ended = families.filter((family) => family.every(isForgettable));
  const left = new Set<string>();
  if (ended.some((family) => family.some(({ status }) => status !== 'succeeded'))) {
    const histories = [];
    for (const each of all) histories.push(await readHistory(journal, each));
    for (const { run: id } of leftoversOf(histories)) left.add(id);
  }
  const gone = ended.filter((family) => !family.some(({ info }) => left.has(info.id)));
  for (const family of gone) for (const { info } of family) await journal.remove(info.id);
  const kept = old.length - gone.length;
  const why = kept === 0 ? '' : `; ${kept} old ones stay, because they are not finished with`;
  stderr.write(`${gone.length} ${gone.length === 1 ? 'run is' : 'runs are'} forgotten${why}\n`);
  return exitCode.succeeded;
}

function isForgettable(summary: RunSummary): boolean {
  return isOver(summary.status) && summary.status !== 'needs-operator' && !isAtWork(summary);
}
