import type { RunInfo } from '../core/run/event.ts';
import type { Clock } from '../engine/clock.ts';
import {
  JournalError,
  WriterReplaced,
  type Journal,
  type JournalWriter,
  type RunDefinition,
} from '../engine/journal.ts';
import { reading } from './sqlite/database-error.ts';
import { createJournalParts, type JournalParts } from './sqlite/journal-parts.ts';
import type { Viewpoint } from './sqlite/liveness.ts';
import { openDatabase } from './sqlite/open-database.ts';
import { createOpenWriters } from './sqlite/open-writers.ts';
import type { Tenure } from './sqlite/ownership.ts';
import type { Processes } from './sqlite/processes.ts';
import { createReadingSide } from './sqlite/reading-side.ts';
import { refuseOwned, takeOver } from './sqlite/take-over.ts';
import { systemTicker, type Ticker } from './sqlite/ticker.ts';

export interface SqliteJournalOptions {
  /** Holds `journal.db` and `journal.key`; made for its owner alone when it is not there. */
  readonly folder: string;
  /** The version of this Perilune: whoever cannot read what it writes says that this one can. */
  readonly program: string;
  /** The clock of the machine, also if runs go by another: processes judge one another by it. */
  readonly clock: Pick<Clock, 'now'>;
  /** Name of the machine. */
  readonly host: string;
  /** Id of this process. */
  readonly pid: number;
  readonly processes: Processes;
  readonly ticker?: Ticker;
  /** How long to wait, standing still, for another process that is writing; 5 s if not given. */
  readonly busyTimeoutMs?: number;
}

/**
 * The journal that outlives the process: a SQLite database in a folder, which many processes can
 * share. What is appended within one turn of the event loop is one transaction, and is on the disk
 * when the append resolves.
 *
 * @throws {JournalError} `not-opened`
 */
export function openSqliteJournal(options: SqliteJournalOptions): Journal {
  const { folder, program, host, pid, processes, clock, ticker = systemTicker } = options;
  const { busyTimeoutMs = 5000 } = options;
  const { database, path } = openDatabase({ folder, program, busyTimeoutMs });
  const self = { host, pid, program, mark: processes.markOf(pid) ?? '', now: () => clock.now() };
  const parts = createJournalParts({ database, path, folder, self, ticker });
  const here = (): Viewpoint => ({ host, processes, now: clock.now() });
  const { runs, requests, commits } = parts;
  const writers = createOpenWriters(parts, writingWithin);

  function writingWithin(within: Tenure | null): JournalWriter['inside'] {
    return {
      create: async (info, definition) => {
        const tenure = await commits.submit(() => create({ info, definition, within }, parts));
        return writers.open(info.id, tenure);
      },
      takeOver: async (run, { evenIfAlive = false } = {}) => {
        const seen = reading(path, () => runs.get(run));
        const tenure = await commits.submit(() =>
          takeOver({ seen, evenIfAlive, viewpoint: here(), within }, parts),
        );
        return writers.open(run, tenure);
      },
    };
  }

  return {
    ...createReadingSide(parts, here),
    ...writingWithin(null),
    request: (run, request) => commits.submit(() => requests.insert(runs.get(run).number, request)),
    remove: (run) => commits.submit(() => remove(run, here(), parts)),
    close: async () => {
      await writers.closeAll();
      commits.close();
      if (database.isOpen) database.close();
    },
  };
}

interface Beginning {
  readonly info: RunInfo;
  readonly definition: RunDefinition;
  readonly within: Tenure | null;
}

/** In a transaction. */
function create({ info, definition, within }: Beginning, parts: JournalParts): Tenure {
  const { runs, descriptions, ownership } = parts;
  if (within !== null && !ownership.isCurrent(within)) throw new WriterReplaced(info.id);
  if (runs.find(info.id) !== null) {
    throw new JournalError('run-exists', `there is a run ${info.id} already`);
  }
  const tenure = ownership.begin(info, within);
  descriptions.insert(tenure.run, info, definition);
  return tenure;
}

/** In a transaction. */
function remove(run: string, viewpoint: Viewpoint, { runs, ownership }: JournalParts): void {
  const { number, owner } = runs.get(run);
  if (owner !== null) refuseOwned(run, owner, viewpoint);
  ownership.remove(number);
}
