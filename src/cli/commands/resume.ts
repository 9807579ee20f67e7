import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { codeOf, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { goOnWith } from '../go-on-with.ts';
import { mayBeSettled, nextCommands } from '../history/next-commands.ts';
import { readHistory } from '../history/read-history.ts';
import { refuseSubRun } from '../sub-run.ts';
import { isOver } from '../../store/status-after.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune resume RUN` */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  return withJournal(context, async (journal) => {
    const summary = await findRun(journal, given.operands[0] ?? '');
    const { clear } = await readHistory(journal, summary);
    const canGoOn = summary.status === 'needs-operator' && mayBeSettled(clear);
    if (isOver(summary.status) && !canGoOn) {
      const { id } = summary.info;
      context.stderr.write(`the run ${id} is over: ${summary.status}\n`);
      for (const each of nextCommands(summary, clear)) context.stderr.write(`  ${each}\n`);
      return codeOf(summary.status);
    }
    refuseSubRun(summary, 'resume');
    const state = await goOnWith({ journal, summary, how: { kind: 'resume' }, given, context });
    return codeOf(state.status);
  });
}
