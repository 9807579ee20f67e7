import { isJsonList, isJsonObject, type Json } from '../core/json.ts';
import { cutMark } from '../core/shorten.ts';
import { hidden, type Redactor } from './redactor.ts';

/**
 * Hides what an earlier process has hidden, from an event as it was shown and as it is: what was
 * computed from a secret is not computed again, and an answer does not come twice.
 */
export function learnSecrets(redactor: Redactor, shown: Json, clear: Json): void {
  if (shown === clear) return;
  if (typeof shown === 'string' && typeof clear === 'string') {
    // All of it is known: what stands in which place is a guess at best.
    if (redactor.text(clear) === shown) return;
    for (const part of hiddenParts(shown, clear)) redactor.add(part);
  } else if (isJsonList(shown) && isJsonList(clear)) {
    for (const [at, each] of clear.entries()) learnSecrets(redactor, shown[at] ?? null, each);
  } else if (isJsonObject(shown) && isJsonObject(clear)) {
    for (const [key, each] of Object.entries(clear)) {
      learnSecrets(redactor, shown[key] ?? null, each);
    }
  } else if (shown === hidden) {
    redactor.hide(clear);
  }
}

/** What stands in a text in the places that were hidden; all of it when that cannot be told. */
function hiddenParts(shown: string, clear: string): readonly string[] {
  const [first = '', ...around] = shown.split(hidden);
  const last = around.pop();
  if (last === undefined || !clear.startsWith(first) || !clear.endsWith(last)) return [clear];
  const parts: string[] = [];
  let from = first.length;
  // Each ends where what comes next stands for the first time: to try others takes for ever.
  for (const next of around) {
    const end = clear.indexOf(next, from + 1);
    if (end === -1) return [clear];
    parts.push(clear.slice(from, end));
    from = end + next.length;
  }
  parts.push(clear.slice(from, clear.length - last.length));
  if (parts.includes('')) return [clear];
  // Of what was cut off only the beginning is known, which could be that of any word.
  return parts.filter((_, at) => [...around, last][at]?.startsWith(cutMark) !== true);
}
