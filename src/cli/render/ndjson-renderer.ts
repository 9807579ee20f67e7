import type { Instant } from '../../core/duration.ts';
import type { RunEvent, RunInfo } from '../../core/run/event.ts';
import type { RecordedEvent } from '../../engine/journal.ts';
import type { Output } from '../context.ts';
import type { RunRenderer } from './run-renderer.ts';

/**
 * One JSON object per event and line, for programs:
 *
 * ```
 * {"run":"r1","sequence":4,"type":"observed","at":"2026-01-31T10:00:05.000Z","step":"create",
 *  "seen":{"info.status_raw":"\"build\""},"nextAt":"2026-01-31T10:00:12.500Z"}
 * ```
 *
 * - `run`: id of the run that the event is of: the one that was asked for, or a sub-run.
 * - `sequence`: its place in the journal of that run, from 1, without gaps.
 * - `type`, `at`, and what else the event holds. Every moment (`at`, `nextAt`, `retryAt`, and
 *   `startedAt` and `scheduledAt` of a run) is in RFC 3339, in UTC.
 * - `run-started` holds what is known of the run under `info`, because `run` is the id; there
 *   `parent` names the run and the step that a sub-run belongs to.
 *
 * The last event of a run is `run-succeeded` with its `outputs`, `run-failed`, `run-cancelled`,
 * `run-undone` or `run-needs-operator`. Of a run that goes on only the new events are written.
 * Secrets are hidden, as in the journal.
 */
export function createNdjsonRenderer(output: Output): RunRenderer {
  return {
    begin() {},
    catchUp() {},
    observe: (recorded) => output.write(`${JSON.stringify(asObject(recorded))}\n`),
    say() {},
    abandon() {},
    async end() {},
  };
}

function asObject({ run, sequence, event }: RecordedEvent): object {
  const { type, at } = event;
  return { run, sequence, type, at: rfc3339(at), ...contentOf(event) };
}

function contentOf(event: RunEvent): object {
  if (event.type === 'run-started') return { info: infoOf(event.run) };
  const { type: _type, at: _at, ...content } = event;
  return {
    ...content,
    ...('nextAt' in event ? { nextAt: rfc3339(event.nextAt) } : {}),
    ...('retryAt' in event ? { retryAt: rfc3339(event.retryAt) } : {}),
  };
}

function infoOf(run: RunInfo): object {
  const { startedAt, scheduledAt } = run;
  return {
    ...run,
    startedAt: rfc3339(startedAt),
    scheduledAt: scheduledAt === null ? null : rfc3339(scheduledAt),
  };
}

function rfc3339(moment: Instant): string {
  return new Date(moment).toISOString();
}
