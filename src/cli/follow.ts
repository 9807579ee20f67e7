import type { RunEvent } from '../core/run/event.ts';
import type { Clock } from '../engine/clock.ts';
import type { Journal, RecordedEvent, RunSummary } from '../engine/journal.ts';
import { isOver } from '../store/status-after.ts';
import type { CliContext } from './context.ts';
import { withSubRuns } from './history/read-history.ts';
import { isInterrupted } from './history/standing.ts';

/** How often it is looked whether something was written down, in milliseconds. */
const lookEveryMs = 300;

/**
 * What happens in a run and its sub-runs, from the beginning, until the run is over or interrupted.
 * Rejects with the signal's reason when aborted.
 */
export async function* follow(
  journal: Journal,
  run: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<RecordedEvent, RunSummary | null> {
  const seen = new Map<string, number>();
  let hasSubRuns = false;
  for (;;) {
    // Asked before reading: what was written before the end is read in this round.
    const summary = await journal.find(run);
    if (summary === null) return null;
    const runs = hasSubRuns ? withSubRuns(summary, await journal.runs()) : [summary];
    const fresh: RecordedEvent[] = [];
    for (const { info } of runs) {
      for await (const each of journal.read(info.id, (seen.get(info.id) ?? 0) + 1)) {
        seen.set(info.id, each.sequence);
        fresh.push(each);
      }
    }
    yield* fresh.toSorted((a, b) => a.event.at - b.event.at);
    const isNew: boolean = !hasSubRuns && fresh.some(({ event }) => beginsSubRun(event));
    hasSubRuns ||= isNew;
    if (isNew) continue;
    if (isOver(summary.status) || isInterrupted(summary)) return summary;
    await clock.sleepUntil(clock.now() + lookEveryMs, signal);
  }
}

function beginsSubRun(event: RunEvent): boolean {
  return event.type === 'call-started' && event.action === 'workflow/run';
}

/** Waits until a run is over or interrupted; `null` when it was removed. */
export async function endOf(
  journal: Journal,
  run: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<RunSummary | null> {
  for (;;) {
    const summary = await journal.find(run);
    if (summary === null || isOver(summary.status) || isInterrupted(summary)) return summary;
    await clock.sleepUntil(clock.now() + lookEveryMs, signal);
  }
}

/** Does something that waits, until a person wants it no more; `null` then. */
export async function untilInterrupted<T>(
  context: Pick<CliContext, 'onInterrupt'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const leave = new AbortController();
  const stopListening = context.onInterrupt(() => leave.abort());
  try {
    return await work(leave.signal);
  } catch (error) {
    if (leave.signal.aborted) return null;
    throw error;
  } finally {
    stopListening();
  }
}
