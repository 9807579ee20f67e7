import { nearest } from '../../core/diagnostic/nearest.ts';
import type { RunEvent } from '../../core/run/event.ts';
import { labelsOf, why, type Explanation } from '../../core/run/why.ts';
import type { RunSummary } from '../../engine/journal.ts';
import { answerSheet, writeJson } from '../answer.ts';
import { UsageError, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { foldRun } from '../history/fold-run.ts';
import { nextCommands } from '../history/next-commands.ts';
import { infoOf, readHistory } from '../history/read-history.ts';
import { isInterrupted } from '../history/standing.ts';
import { stepRecords } from '../history/step-records.ts';
import { plainLine } from '../render/plain-text.ts';
import { foldText } from '../render/text-width.ts';
import { openStoredRun } from '../stored-run.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune why RUN STEP`: the cause of what a step does or did. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  const [name = '', step = ''] = given.operands;
  return withJournal(context, async (journal) => {
    const summary = await findRun(journal, name);
    const history = await readHistory(journal, summary);
    const { plan } = await openStoredRun(journal, summary, infoOf(history));
    const events = history.shown.map(({ event }) => event);
    const state = foldRun(plan, summary.info, events);
    const found = why({ state, events, now: context.clock.now() }, step);
    if (found === null) throw noStep(summary, step, [...labelsOf(state)]);
    const told = [...question(events, found.label), ...found.sentences, ...standing(summary)];
    const sentences = told.map((each) => history.redactor.text(each));
    if (given.value('format') === 'json') {
      writeJson(context, { run: summary.info.id, ...found, sentences });
    } else {
      const isEnded = ['succeeded', 'failed', 'skipped', 'cancelled'].includes(found.status);
      const commands = isEnded ? [] : nextCommands(summary, events);
      tell({ ...found, sentences }, commands, context);
    }
    return exitCode.succeeded;
  });
}

function tell(
  { label, status, sentences }: Explanation,
  commands: readonly string[],
  context: CliContext,
): void {
  const { output, look } = answerSheet(context);
  const room = Math.min(look.columns, 100) - 2;
  const lines = sentences.flatMap((each) => foldText(plainLine(each), room));
  output.write(`${look.paint.bold(`${plainLine(label)}  ${status}`)}\n`);
  for (const line of lines) output.write(`  ${line}\n`);
  for (const each of commands) output.write(`${look.paint.dim(`  $ ${each}`)}\n`);
}

/** What a person is asked, as long as the step waits for the answer. */
function question(events: readonly RunEvent[], label: string): string[] {
  const record = stepRecords(events).findLast((each) => each.label === label);
  if (record?.question == null || record.status !== 'running') return [];
  return [`it asks a person: ${record.question}`];
}

function standing(summary: RunSummary): string[] {
  return isInterrupted(summary) ? ['nobody carries the run on: it was interrupted'] : [];
}

function noStep({ info: { id } }: RunSummary, step: string, labels: readonly string[]): UsageError {
  const near = nearest(step, labels);
  const hint =
    near === undefined ? `it has: ${labels.slice(0, 12).join(', ')}` : `did you mean "${near}"?`;
  return new UsageError(`the run ${id} has no step "${step}"`, hint);
}
