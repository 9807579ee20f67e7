import type { RunEvent } from '../../core/run/event.ts';
import type { RunSummary } from '../../engine/journal.ts';
import { catalogue } from '../catalogue.ts';
import { shellWord } from '../render/shell-word.ts';
import { isInterrupted } from './standing.ts';
import { stepRecords } from './step-records.ts';

/** What a person can do about a run as it stands, as command lines; none when all is well. */
export function nextCommands(summary: RunSummary, events: readonly RunEvent[]): readonly string[] {
  const { id, parent } = summary.info;
  if (isInterrupted(summary)) {
    const root = parent?.run ?? id;
    return [`perilune resume ${root}`, `perilune cancel ${root}`];
  }
  if (summary.status === 'running') return asked(id, events);
  if (summary.status !== 'needs-operator') return [];
  const end = events.findLast((event) => event.type === 'run-needs-operator');
  const open = stepRecords(events).filter(({ status }) => status === 'unsettled');
  return [
    ...open.flatMap(({ label, candidates, idField, action }) => {
      const again = canBeLookedAt(action) ? [`perilune resume ${parent?.run ?? id}`] : [];
      if (action === 'workflow/run') return again;
      const ids = candidates.map((each) => {
        const value = each[idField ?? ''];
        return typeof value === 'string' || typeof value === 'number' ? String(value) : 'ID';
      });
      const named = ids.length === 0 ? ['ID'] : ids;
      return [
        ...(candidates.length === 0 ? again : []),
        ...named.map((each) => `perilune settle ${id} ${shellWord(label)} --as ${shellWord(each)}`),
        `perilune settle ${id} ${shellWord(label)} --none`,
      ];
    }),
    ...((end?.notUndone.length ?? 0) > 0 ? [`perilune undo ${id}`] : []),
  ];
}

/** Whether it may be found out by now what a run waits for a person to say. */
export function mayBeSettled(events: readonly RunEvent[]): boolean {
  return stepRecords(events).some(
    ({ status, action }) => status === 'unsettled' && canBeLookedAt(action),
  );
}

function canBeLookedAt(action: string | null): boolean {
  return action !== null && catalogue().get(action)?.settle !== undefined;
}

function asked(id: string, events: readonly RunEvent[]): string[] {
  return stepRecords(events)
    .filter(({ action, status }) => action === 'approve/ask' && status === 'running')
    .flatMap(({ label }) => [
      `perilune approve ${id} ${shellWord(label)}`,
      `perilune approve ${id} ${shellWord(label)} --reject`,
    ]);
}
