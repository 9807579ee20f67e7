import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { ActionError } from '../../engine/action.ts';
import type { Endpoint } from './catalogue/endpoint.ts';
import { planList } from './catalogue/plan.ts';
import type { LunaNodeClient, Turn } from './client.ts';
import { isJsonList } from '../../core/json.ts';
import { toWire } from './wire.ts';

/**
 * Resizes a VM and answers with the number of the plan that was asked for. The number is all that
 * shows afterwards whether the resize happened (vm/info has no name of a plan), so a name is looked
 * up first, before anything is changed.
 */
export async function performResize(
  client: LunaNodeClient,
  endpoint: Endpoint,
  input: JsonObject,
  turn: Turn,
): Promise<JsonObject> {
  const wanted = toWire(input)['plan_id'] ?? '';
  const planId = /^\d+$/.test(wanted) ? wanted : await planIdOf(client, wanted, turn);
  const answer = await client.call(endpoint, input, turn);
  return { ...answer, plan_id: planId };
}

async function planIdOf(client: LunaNodeClient, name: string, turn: Turn): Promise<string> {
  const { plans } = await client.call(planList, {}, turn);
  const planId = planIdByName(plans ?? [], name);
  if (planId !== null) return planId;
  throw new ActionError({
    kind: 'rejected',
    message:
      `vm/resize: plan/list has no plan named "${name}", so nothing was changed; ` +
      'a plan that is not listed can be given by its number',
  });
}

/** The number of the plan of that name in the answer of plan/list. */
function planIdByName(plans: Json, name: string): string | null {
  const found = isJsonList(plans) ? plans.filter(isJsonObject) : [];
  const planId = found.find((plan) => plan['name'] === name)?.['plan_id'];
  return typeof planId === 'string' ? planId : null;
}
