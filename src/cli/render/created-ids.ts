import { isJsonObject, type Json } from '../../core/json.ts';
import type { Task } from '../../core/workflow/workflow.ts';
import { plainLine } from './plain-text.ts';

const naming = /^(?:id|ip|privateip|address)$|_(?:id|ip|address)$/;

/**
 * What an answer says to find again what was created: the outputs of the action, and those that
 * the wait lifts to the top, whose names are names of ids or addresses.
 */
export function createdIds(task: Task, outputs: Json): (readonly [string, string])[] {
  if (!isJsonObject(outputs)) return [];
  const own = Object.keys(task.action.output.properties ?? {});
  const lifted = Object.keys(task.await?.spec.promote ?? {});
  return [...new Set([...own, ...lifted])].flatMap((name) => {
    const value = outputs[name];
    const isName = typeof value === 'string' || typeof value === 'number';
    return naming.test(name) && isName && value !== '' ? [[name, plainLine(String(value))]] : [];
  });
}
