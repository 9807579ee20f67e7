import type { Journal, RecordedEvent, RunSummary } from '../../engine/journal.ts';
import { answerSheet } from '../answer.ts';
import type { Given } from '../command.ts';
import type { CliContext } from '../context.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { follow, untilInterrupted } from '../follow.ts';
import { recordedBefore } from '../go-on-with.ts';
import { infoOf, readHistory } from '../history/read-history.ts';
import { isInterrupted } from '../history/standing.ts';
import { createLinesRenderer } from '../render/lines-renderer.ts';
import { createNdjsonRenderer } from '../render/ndjson-renderer.ts';
import type { RunRenderer } from '../render/run-renderer.ts';
import { openStoredRun } from '../stored-run.ts';
import { withJournal } from '../with-journal.ts';

/** `perilune logs RUN`: the journal of a run and its sub-runs; it is the answer, so it goes to stdout. */
export async function run(given: Given, context: CliContext): Promise<ExitCode> {
  return withJournal(context, async (journal) => {
    const summary = await findRun(journal, given.operands[0] ?? '');
    const { id } = summary.info;
    const renderer = rendererFor(given, context);
    if (given.value('format') !== 'ndjson') {
      const info = infoOf(await readHistory(journal, summary));
      const { plan } = await openStoredRun(journal, summary, info);
      renderer.begin({ plan, runId: id, now: () => context.clock.now() });
    }
    if (!given.has('follow')) {
      for (const each of await recordedBefore(journal, summary)) renderer.observe(each);
      return exitCode.succeeded;
    }
    const end = await untilInterrupted(context, (signal) =>
      followTo(renderer, { journal, summary, context, signal }),
    );
    if (end === null) return exitCode.cancelled;
    if (!isInterrupted(end)) return exitCode.succeeded;
    context.stderr.write(`nobody carries the run on: perilune resume ${id}\n`);
    return exitCode.failed;
  });
}

interface Following {
  readonly journal: Journal;
  readonly summary: RunSummary;
  readonly context: CliContext;
  readonly signal: AbortSignal;
}

/** Shows what happens until the run is over or interrupted. */
async function followTo(
  renderer: RunRenderer,
  { journal, summary, context: { clock }, signal }: Following,
): Promise<RunSummary> {
  const events = follow(journal, summary.info.id, { clock, signal });
  for (;;) {
    const next: IteratorResult<RecordedEvent, RunSummary | null> = await events.next();
    if (next.done === true) return next.value ?? summary;
    renderer.observe(next.value);
  }
}

function rendererFor(given: Given, context: CliContext): RunRenderer {
  if (given.value('format') === 'ndjson') return createNdjsonRenderer(context.stdout);
  const { output, look } = answerSheet(context);
  return createLinesRenderer(output, look);
}
