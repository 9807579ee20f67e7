import type { RunState } from '../core/run/state.ts';
import type { Continuation } from '../engine/go-on.ts';
import type { Journal, RecordedEvent, RunSummary } from '../engine/journal.ts';
import { resumeRun } from '../engine/run-workflow.ts';
import { carryOut } from './carry-out.ts';
import { openCloud } from './cloud.ts';
import type { Given } from './command.ts';
import type { CliContext } from './context.ts';
import { withSubRuns } from './history/read-history.ts';
import { clearInfo, environmentOfRun, openStoredRun } from './stored-run.ts';

export interface GoingOn {
  readonly journal: Journal;
  readonly summary: RunSummary;
  readonly how: Continuation;
  readonly given: Given;
  readonly context: CliContext;
}

/**
 * Goes on with a run in this process, and shows it.
 *
 * @throws {UsageError} when a credential or a secret is missing.
 * @throws {JournalError} `run-is-owned`, `no-key`, `not-written`
 * @throws {NothingToDo}
 */
export async function goOnWith({
  journal,
  summary,
  how,
  given,
  context,
}: GoingOn): Promise<RunState> {
  const { id } = summary.info;
  const info = await clearInfo(journal, summary);
  const { plan, definition } = await openStoredRun(journal, summary, info);
  const env = environmentOfRun(context, definition, given.value('env-file'));
  const cloud = await openCloud(plan.workflow, env, context.clock);
  const place = { cwd: definition.cwd, settings: definition.settings };
  const before = await recordedBefore(journal, summary);
  const output = given.value('output');
  try {
    return await carryOut(
      { plan, id, cloud, journal, place, env, context, output, before, isKept: true },
      (ports, cancelled) =>
        resumeRun(
          {
            plan,
            id,
            how,
            cancelled: how.kind === 'cancel' ? AbortSignal.abort() : cancelled,
            evenIfAlive: given.has('take-over'),
          },
          ports,
        ),
    );
  } finally {
    await cloud.close();
  }
}

/** What happened so far in a run and its sub-runs, in that order. */
export async function recordedBefore(
  journal: Journal,
  summary: RunSummary,
): Promise<readonly RecordedEvent[]> {
  const recorded: RecordedEvent[] = [];
  for (const { info } of withSubRuns(summary, await journal.runs())) {
    for await (const each of journal.read(info.id)) recorded.push(each);
  }
  return recorded.toSorted((a, b) => a.event.at - b.event.at);
}
