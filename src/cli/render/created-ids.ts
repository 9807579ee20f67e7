import { isJsonObject, type Json } from '../../core/json.ts';
import type { Step } from '../../core/workflow/workflow.ts';
import { plainLine } from './plain-text.ts';

const naming = /^(?:id|ip|privateip|address)$|_(?:id|ip|address)$/;

/**
 * What an answer says to find again what a step created: the outputs of its action, and those that
 * its wait lifts to the top, whose names are names of ids or addresses.
 */
export function createdIds(step: Step, outputs: Json): (readonly [string, string])[] {
  if (!isJsonObject(outputs)) return [];
  const own = Object.keys(step.action.output.properties ?? {});
  const lifted = Object.keys(step.await?.spec.promote ?? {});
  return [...new Set([...own, ...lifted])].flatMap((name) => {
    const value = outputs[name];
    const isName = typeof value === 'string' || typeof value === 'number';
    return naming.test(name) && isName && value !== '' ? [[name, plainLine(String(value))]] : [];
  });
}
