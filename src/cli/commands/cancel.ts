import type { RunStatus } from '../../core/run/state.ts';
import type { Journal, RunSummary } from '../../engine/journal.ts';
import { isOver } from '../../store/status-after.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { codeOf, exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { endOf, untilInterrupted } from '../follow.ts';
import { goOnWith } from '../go-on-with.ts';
import { isAtWork, isInterrupted } from '../history/standing.ts';
import { refuseSubRun } from '../sub-run.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune cancel RUN`: asks the process that carries it on, or ends it here when there is none. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  return withJournal(context, async (journal) => {
    const found = await findRun(journal, given.operands[0] ?? '');
    if (isOver(found.status) && found.status !== 'needs-operator') {
      context.stderr.write(`the run ${found.info.id} is over: ${found.status}\n`);
      return cancelCode(found.status);
    }
    const summary = isAtWork(found) ? await askOwner(journal, found, context) : found;
    if (summary === null) return exitCode.cancelled;
    if (!isInterrupted(summary) && isAtWork(found)) {
      context.stderr.write(`the run ${summary.info.id} is over: ${summary.status}\n`);
      return cancelCode(summary.status);
    }
    refuseSubRun(summary, 'cancel');
    const state = await goOnWith({ journal, summary, how: { kind: 'cancel' }, given, context });
    return cancelCode(state.status);
  });
}

/** Leaves a request, and waits until the run has ended; `null` when the person does not wait. */
async function askOwner(
  journal: Journal,
  { info: { id }, owner }: RunSummary,
  context: CliContext,
): Promise<RunSummary | null> {
  const { stderr, clock } = context;
  await journal.request(id, { kind: 'cancel' });
  const process = `process ${owner?.pid ?? '?'} on ${owner?.host ?? '?'}`;
  stderr.write(`${process} is asked to cancel the run ${id}; waiting until it has ended\n`);
  const end = await untilInterrupted(context, (signal) => endOf(journal, id, { clock, signal }));
  if (end === null) stderr.write('not waiting any more; the run is cancelled all the same\n');
  return end;
}

/** A run that ended because it was cancelled is what was asked for. */
function cancelCode(status: RunStatus): ExitCode {
  return status === 'cancelled' || status === 'undone' ? exitCode.succeeded : codeOf(status);
}
