import type { RunStatus } from '../../core/run/state.ts';
import { CommandFailed, type Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { codeOf, exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { goOnWith } from '../go-on-with.ts';
import { isAtWork, isInterrupted } from '../history/standing.ts';
import { refuseSubRun } from '../sub-run.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune undo RUN`: what the run did is taken back; one that was interrupted is cancelled first. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  return withJournal(context, async (journal) => {
    let summary = await findRun(journal, given.operands[0] ?? '');
    const { id } = summary.info;
    if (isAtWork(summary) && !given.has('take-over')) {
      throw new CommandFailed(
        `the run ${id} is at work in process ${summary.owner?.pid ?? '?'}`,
        `end it first: perilune cancel ${id}`,
      );
    }
    if (isInterrupted(summary)) {
      refuseSubRun(summary, 'undo');
      await goOnWith({ journal, summary, how: { kind: 'cancel' }, given, context });
      summary = await findRun(journal, id);
      // With `on-failure: undo` that was all.
      if (summary.status === 'undone') return exitCode.succeeded;
    }
    const how = { kind: 'undo', scope: 'declared' } as const;
    const state = await goOnWith({ journal, summary, how, given, context });
    return undoCode(state.status);
  });
}

function undoCode(status: RunStatus): ExitCode {
  return status === 'undone' ? exitCode.succeeded : codeOf(status);
}
