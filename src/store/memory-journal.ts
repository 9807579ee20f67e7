import type { RunEvent, RunInfo } from '../core/run/event.ts';
import type { RunStatus } from '../core/run/state.ts';
import {
  JournalError,
  WriterReplaced,
  type Journal,
  type JournalWriter,
  type RecordedEvent,
  type RunDefinition,
  type RunRequestEntry,
  type RunSummary,
} from '../engine/journal.ts';
import { isOver, statusAfter } from './status-after.ts';

interface StoredRun {
  readonly info: RunInfo;
  readonly definition: RunDefinition;
  readonly shown: RecordedEvent[];
  readonly clear: RunEvent[];
  /** What was asked since the run began or last ended. */
  requests: RunRequestEntry[];
  status: RunStatus;
  epoch: number;
  /** Its writer is told of every request. */
  notify: (() => void) | null;
  /** Tells the last writer that another one has taken over. */
  replaced: AbortController | null;
}

/** A journal that lasts as long as the process. Its writers can be heard until they close. */
export function createMemoryJournal(): Journal {
  const runs: Runs = new Map();
  const get = (id: string) => getRun(runs, id);

  return {
    ...writingWithin(null, runs),
    async *read(id, from = 1) {
      yield* get(id).shown.slice(Math.max(1, from) - 1);
    },
    async *readClear(id) {
      yield* get(id).clear.slice();
    },
    definition: async (id) => get(id).definition,
    find: async (id) => {
      const found = runs.get(id);
      return found === undefined ? null : summaryOf(found);
    },
    newerRuns: async () => [],
    runs: async () => Array.from(runs.values(), summaryOf).toReversed(),
    request: async (id, request) => {
      const stored = get(id);
      stored.requests.push(request);
      stored.notify?.();
    },
    remove: async (id) => {
      if (get(id).notify !== null) refuseOwned(id);
      runs.delete(id);
    },
    close: async () => {
      for (const stored of runs.values()) release(stored);
    },
  };
}

type Runs = Map<string, StoredRun>;

function getRun(runs: Runs, id: string): StoredRun {
  const found = runs.get(id);
  if (found === undefined) throw new JournalError('no-such-run', `there is no run ${id}`);
  return found;
}

/** How runs are begun and taken over; inside the run of a tenure, as long as that lasts. */
function writingWithin(outer: Tenure | null, runs: Runs): JournalWriter['inside'] {
  const open = (stored: StoredRun) => {
    if (outer !== null && !isCurrent(outer)) throw new WriterReplaced(stored.info.id);
    return writerOf(stored, outer, runs);
  };
  return {
    create: async (info, definition) => {
      if (runs.has(info.id)) {
        throw new JournalError('run-exists', `there is a run ${info.id} already`);
      }
      const stored = newRun(info, definition);
      const writer = open(stored);
      runs.set(info.id, stored);
      return writer;
    },
    takeOver: async (id, { evenIfAlive = false } = {}) => {
      const seen = getRun(runs, id).epoch;
      await Promise.resolve(); // Others may try at the same moment.
      const stored = getRun(runs, id);
      if (stored.notify !== null && (!evenIfAlive || stored.epoch !== seen)) refuseOwned(id);
      const writer = open(stored);
      if (isOver(stored.status)) stored.requests = [];
      return writer;
    },
  };
}

function newRun(info: RunInfo, definition: RunDefinition): StoredRun {
  return {
    info,
    definition,
    shown: [],
    clear: [],
    requests: [],
    status: 'pending',
    epoch: 0,
    notify: null,
    replaced: null,
  };
}

function refuseOwned(run: string): never {
  throw new JournalError(
    'run-is-owned',
    `the run ${run} is at work in this process: \`perilune cancel ${run}\` asks it to stop, \`--take-over\` takes it over`,
  );
}

function summaryOf({ info, shown, status, notify }: StoredRun): RunSummary {
  const lastAt = shown.at(-1)?.event.at ?? info.startedAt;
  const owner = { host: 'this machine', pid: 0, isAlive: true, lastHeardAt: lastAt };
  return {
    info,
    status,
    lastSequence: shown.length,
    lastAt,
    owner: notify === null ? null : owner,
  };
}

function release(stored: StoredRun): void {
  stored.epoch += 1;
  stored.notify = null;
}

/** The time in which somebody is the writer of a run; it ends with that of the run around it. */
interface Tenure {
  readonly stored: StoredRun;
  readonly epoch: number;
  readonly outer: Tenure | null;
}

function isCurrent({ stored, epoch, outer }: Tenure): boolean {
  return stored.epoch === epoch && (outer === null || isCurrent(outer));
}

function writerOf(stored: StoredRun, outer: Tenure | null, runs: Runs): JournalWriter {
  const { id } = stored.info;
  stored.epoch += 1;
  stored.replaced?.abort(new WriterReplaced(id));
  const replaced = new AbortController();
  stored.replaced = replaced;
  const tenure: Tenure = { stored, epoch: stored.epoch, outer };
  const deliveries = new Set<() => void>();
  stored.notify = () => {
    for (const deliver of deliveries) queueMicrotask(deliver);
  };

  function assertCurrent(): void {
    if (!isCurrent(tenure)) throw new WriterReplaced(id);
  }

  return {
    run: id,
    append: async (entries) => {
      assertCurrent();
      const first = stored.shown.length + 1;
      const recorded = entries.map(({ shown }, at) => ({
        run: id,
        sequence: first + at,
        event: shown,
      }));
      for (const each of recorded) stored.shown.push(each);
      for (const { shown, clear } of entries) {
        stored.clear.push(clear);
        stored.status = statusAfter(shown) ?? stored.status;
      }
      return recorded;
    },
    assertCurrent,
    replaced: replaced.signal,
    inside: writingWithin(tenure, runs),
    onRequest: (handler) => {
      const deliver = delivery(stored, (request) => {
        if (isCurrent(tenure) && deliveries.has(deliver)) handler(request);
      });
      deliveries.add(deliver);
      queueMicrotask(deliver);
      return () => deliveries.delete(deliver);
    },
    close: async () => {
      deliveries.clear();
      if (stored.epoch !== tenure.epoch) return;
      stored.replaced = null;
      release(stored);
    },
  };
}

/** Hands on what was asked since it was last called. */
function delivery(
  { requests }: StoredRun,
  handler: (request: RunRequestEntry) => void,
): () => void {
  let handed = 0;
  return () => {
    while (handed < requests.length) {
      const next = requests[handed];
      handed += 1;
      if (next !== undefined) handler(next);
    }
  };
}
