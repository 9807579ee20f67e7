import { nearest } from '../core/diagnostic/nearest.ts';
import type { Journal, RunSummary } from '../engine/journal.ts';
import { UsageError } from './command.ts';

/**
 * The run that a person names: by its id, by the beginning of it, or as `last` (the newest that is no
 * part of another).
 *
 * @throws {UsageError} when there is none, or several begin like this.
 * @throws {JournalError} `not-opened` when a newer Perilune wrote it.
 */
export async function findRun(journal: Journal, name: string): Promise<RunSummary> {
  const exact = name === '' ? null : await journal.find(name);
  if (exact !== null) return exact;
  const unreadable = (await journal.newerRuns()).find(({ id, isNewest }) =>
    name === 'last' ? isNewest : id.startsWith(name),
  );
  // The journal says by whom it can be read.
  if (unreadable !== undefined) await journal.find(unreadable.id);
  const all = await journal.runs();
  const whole = all.filter(({ info }) => info.parent === null);
  if (name === 'last')
    return whole[0] ?? refuse('there is no run yet', 'perilune run FILE begins one');
  // The id of a sub-run begins with that of the run that it belongs to.
  const begin = [whole, all].map((runs) => runs.filter(({ info }) => info.id.startsWith(name)));
  const found = begin.find(({ length }) => length > 0) ?? [];
  const [only, ...others] = found;
  if (only === undefined) return unknown(name, all);
  if (others.length === 0) return only;
  const ids = found.slice(0, 5).map(({ info }) => info.id);
  const more = found.length > ids.length ? ' …' : '';
  return refuse(`${found.length} runs begin with "${name}"`, `such as ${ids.join(', ')}${more}`);
}

function unknown(name: string, all: readonly RunSummary[]): never {
  const near = nearest(
    name,
    all.map(({ info }) => info.id),
  );
  const hint = near === undefined ? 'see perilune runs' : `did you mean ${near}?`;
  return refuse(`there is no run ${name}`, hint);
}

function refuse(message: string, hint: string): never {
  throw new UsageError(message, hint);
}
