import type { JsonObject } from '../../core/json.ts';
import type { RunEvent, RunInfo } from '../../core/run/event.ts';
import {
  JournalError,
  type Journal,
  type RecordedEvent,
  type RunSummary,
} from '../../engine/journal.ts';
import { learnSecrets } from '../../engine/learn-secrets.ts';
import { createRedactor, type Redactor } from '../../engine/redactor.ts';

/** A run as its journal tells it. */
export interface History {
  readonly summary: RunSummary;
  /** As anybody may read them. */
  readonly shown: readonly RecordedEvent[];
  /** The same in clear; as shown where they cannot be decrypted. */
  readonly clear: readonly RunEvent[];
  /** Hides in a text what was hidden in the events. */
  readonly redactor: Redactor;
}

/** A run and its sub-runs, those that belong to a run after it. */
export async function historiesOf(journal: Journal, root: RunSummary): Promise<History[]> {
  const all = await journal.runs();
  const histories: History[] = [];
  for (const summary of withSubRuns(root, all)) histories.push(await readHistory(journal, summary));
  return histories;
}

/** A run and its sub-runs, oldest first. */
export function withSubRuns(root: RunSummary, all: readonly RunSummary[]): RunSummary[] {
  const found = [root];
  for (const each of found) {
    found.push(...all.filter(({ info }) => info.parent?.run === each.info.id).toReversed());
  }
  return found;
}

/** What is known of a run from its beginning, in clear as far as that can be read. */
export function infoOf({ summary, clear }: History): RunInfo {
  const [first] = clear;
  return first?.type === 'run-started' ? first.run : summary.info;
}

export async function readHistory(journal: Journal, summary: RunSummary): Promise<History> {
  const { id } = summary.info;
  const shown: RecordedEvent[] = [];
  for await (const each of journal.read(id)) shown.push(each);
  const clear = await readClear(journal, id, shown);
  const redactor = createRedactor();
  for (const { sequence, event } of shown) {
    const own = clear[sequence - 1];
    if (own !== undefined) learnSecrets(redactor, asJson(event), asJson(own));
  }
  return { summary, shown, clear, redactor };
}

/** Hides what any of these runs has hidden. */
export function hidesOf(histories: readonly History[]): Pick<Redactor, 'text' | 'value'> {
  const redactors = histories.map(({ redactor }) => redactor);
  return {
    text: (text) => redactors.reduce((before, redactor) => redactor.text(before), text),
    value: (value) => redactors.reduce((before, redactor) => redactor.value(before), value),
  };
}

function asJson(event: RunEvent): JsonObject {
  return { ...event } as unknown as JsonObject;
}

/** Without the key everything is still there, but for what is hidden. */
async function readClear(
  journal: Journal,
  id: string,
  shown: readonly RecordedEvent[],
): Promise<readonly RunEvent[]> {
  const clear: RunEvent[] = [];
  try {
    for await (const event of journal.readClear(id)) clear.push(event);
    return clear.slice(0, shown.length);
  } catch (error) {
    if (error instanceof JournalError && error.problem === 'no-key') {
      return shown.map(({ event }) => event);
    }
    throw error;
  }
}
