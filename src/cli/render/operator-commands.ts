import type { JsonObject } from '../../core/json.ts';
import { createdIds } from './created-ids.ts';
import { shellWord } from './shell-word.ts';
import type { TrackedRun, TrackedWork, UnsettledState } from './tracked-work.ts';

/** The command that answers a step that asks. */
export function approveCommand({ run, name }: TrackedWork): string {
  return `perilune approve ${shellWord(run.id)} ${shellWord(name)}`;
}

/** The command that takes back what was not, or tries it again. */
export function undoCommand({ id }: TrackedRun): string {
  return `perilune undo ${shellWord(id)}`;
}

/** The command that goes on with a run, once the run inside it that it waits for is over. */
export function resumeCommand(run: TrackedRun): string {
  let root = run;
  while (root.parent !== null) root = root.parent.run;
  return `perilune resume ${shellWord(root.id)}`;
}

/** The commands that say what became of an act, one of which is right; the last one: it did not happen. */
export function settleCommands(work: TrackedWork, state: UnsettledState): string[] {
  const settle = `perilune settle ${shellWord(work.run.id)} ${shellWord(work.name)}`;
  const ids = state.candidates.flatMap((candidate) => candidateId(work, candidate) ?? []);
  const name = idName(work);
  const unseen = name === null ? "--outputs '{}'" : `--as ${name.toUpperCase()}`;
  const happened = ids.length === 0 ? [unseen] : ids.map((id) => `--as ${shellWord(id)}`);
  return [...happened, '--none'].map((answer) => `${settle} ${answer}`);
}

/** What tells a candidate from the others. */
export function candidateId(work: TrackedWork, candidate: JsonObject): string | null {
  const name = idName(work);
  const value = name === null ? undefined : candidate[name];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return createdIds(work.step, candidate)[0]?.[1] ?? null;
}

function idName({ task: { settle, action } }: TrackedWork): string | null {
  if (settle?.kind === 'find') return settle.spec.id;
  const names = Object.keys(action.output.properties ?? {});
  return names.find((name) => name === 'id' || name.endsWith('_id')) ?? null;
}
