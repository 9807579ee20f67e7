import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Settle, SettleLook } from '../workflow/workflow.ts';
import { actInput } from './call.ts';
import type { Case } from './case.ts';
import { scopeAt } from './scope.ts';

/** A create that is settled by finding what it made. */
export type Find = Extract<Settle, { kind: 'find' }>;

/** Something that an act may have made. */
export interface Thing {
  readonly id: string;
  /** What the act would have answered if this is what it made. */
  readonly outputs: JsonObject;
}

/** What the looks show that could be what the act made; each thing once. */
export function thingsIn(found: Case, { spec, looks }: Find, outputs: JsonObject): Thing[] {
  const things = new Map<string, JsonObject>();
  for (const [index, answer] of answersOf(outputs).entries()) {
    const shown = looks[index]?.found.evaluate(settleScope(found, answer, index)) ?? [];
    for (const each of Array.isArray(shown) ? (shown as readonly Json[]) : []) {
      const id = isJsonObject(each) ? each[spec.id] : undefined;
      if (!isJsonObject(each) || typeof id !== 'string' || id === '') continue;
      things.set(id, { ...each, ...things.get(id) });
    }
  }
  return [...things].map(([id, each]) => ({ id, outputs: each }));
}

export function answersOf(outputs: JsonObject): readonly JsonObject[] {
  const answers = outputs['answers'];
  return Array.isArray(answers) ? (answers as readonly Json[]).filter(isJsonObject) : [];
}

export function settleScope(
  { state, address, task, work, now }: Case,
  answer: JsonObject,
  at: number,
) {
  const { settle } = task;
  const looks: readonly SettleLook[] =
    settle === null || settle.kind === 'repeat' ? [] : settle.looks;
  const schema = looks[at]?.observer.output ?? {};
  const input = work.input ?? actInput(state, address, now);
  return scopeAt(state, address, {
    now,
    contexts: {
      input: { value: input, schema: task.action.input },
      outputs: { value: answer, schema },
    },
  });
}
