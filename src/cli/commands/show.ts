import { answerSheet, writeJson } from '../answer.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { infoOf, readHistory, withSubRuns } from '../history/read-history.ts';
import { renderRunReport, runReportData } from '../history/run-report.ts';
import { openStoredRun } from '../stored-run.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune show RUN`: all there is to know of a run. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  return withJournal(context, async (journal) => {
    const summary = await findRun(journal, given.operands[0] ?? '');
    const all = await journal.runs();
    const own = await readHistory(journal, summary);
    const histories = [own];
    for (const each of withSubRuns(summary, all).slice(1)) {
      histories.push(await readHistory(journal, each));
    }
    const stored = await openStoredRun(journal, summary, infoOf(own));
    const report = { stored, histories, now: context.clock.now() };
    if (given.value('format') === 'json') {
      writeJson(context, runReportData(report));
    } else {
      const { output, look } = answerSheet(context);
      output.write(renderRunReport(report, look));
    }
    return exitCode.succeeded;
  });
}
