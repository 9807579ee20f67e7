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
  const around = shown.split(hidden).map(quoted);
  const [, ...parts] = new RegExp(`^${around.join('([^]+)')}$`).exec(clear) ?? [];
  if (parts.length === 0) return [clear];
  // Of what was cut off there only the beginning is known, which could be that of any word.
  return parts.filter((_, at) => around[at + 1]?.startsWith(cutMark) !== true);
}

function quoted(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
