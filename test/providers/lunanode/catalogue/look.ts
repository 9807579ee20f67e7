import { settleOf, type FindSpec } from '../../../../src/core/action-spec.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { lunaNodeSpecs } from '../../../../src/providers/lunanode/provider.ts';
import { mapsOf, parametersOf, valueOf, type SimulatedAccount } from '../simulated-account.ts';

const specs = new Map(lunaNodeSpecs.map((spec) => [spec.name, spec]));

/** How a lost call of an action is found. */
export function findOf(name: string, input: JsonObject): FindSpec {
  const settle = settleOf(specs.get(name)!, input);
  if (settle?.kind !== 'find') throw new Error(`${name} is not settled by finding`);
  return settle;
}

/** What the lists show, each thing once. */
export async function look(
  account: SimulatedAccount,
  { looks, id }: FindSpec,
  input: JsonObject,
): Promise<readonly JsonObject[]> {
  const found = new Map<unknown, JsonObject>();
  for (const each of looks) {
    const outputs = await account.perform(each.uses, parametersOf(each.with, { input }));
    for (const row of mapsOf(valueOf(each.found, { input, outputs }))) found.set(row[id], row);
  }
  return [...found.values()];
}

/** What is new among what was found. */
export function fresh(
  after: readonly JsonObject[],
  before: readonly JsonObject[],
  { id }: FindSpec,
): readonly JsonObject[] {
  const known = new Set(before.map((each) => each[id]));
  return after.filter((each) => !known.has(each[id]));
}
