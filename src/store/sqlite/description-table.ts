import type { DatabaseSync } from 'node:sqlite';
import { isJsonObject } from '../../core/json.ts';
import type { RunInfo } from '../../core/run/event.ts';
import type { RunDefinition } from '../../engine/journal.ts';
import { jsonIn } from './row.ts';

/** What was said of a run when it was begun. */
export interface DescriptionTable {
  insert(run: number, info: RunInfo, definition: RunDefinition): void;
  /** The number is that of a run that is there; so in the next. */
  info(run: number): RunInfo;
  definition(run: number): RunDefinition;
}

export function createDescriptionTable(database: DatabaseSync): DescriptionTable {
  const insert = database.prepare(
    'INSERT INTO descriptions (run, info, definition) VALUES (?, ?, ?)',
  );
  const info = database.prepare('SELECT info FROM descriptions WHERE run = ?');
  const definition = database.prepare('SELECT definition FROM descriptions WHERE run = ?');
  return {
    insert: (run, ...described) => {
      insert.run(run, ...described.map((each) => JSON.stringify(each)));
    },
    info: (run) => jsonIn(info.get(run) ?? {}, 'info', isRunInfo),
    definition: (run) => jsonIn(definition.get(run) ?? {}, 'definition', isDefinition),
  };
}

/** Tells what was stored from what was not; nothing else can be stored in that place. */
function isRunInfo(value: unknown): value is RunInfo {
  return isJsonObject(value) && typeof value['id'] === 'string' && isJsonObject(value['inputs']);
}

function isDefinition(value: unknown): value is RunDefinition {
  return isJsonObject(value) && Array.isArray(value['files']) && isJsonObject(value['settings']);
}
