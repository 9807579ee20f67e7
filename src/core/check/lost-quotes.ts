import type { DocumentPath } from '../document/workflow-file.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Checked } from './check-workflow.ts';

/** A text that ends with a quote and does not begin with one is a text with a quote in it. */
export function checkLostQuotes({ document, workflow, report }: Checked): void {
  const { file } = workflow;
  const visit = (value: Json, path: DocumentPath): void => {
    if (Array.isArray(value)) value.forEach((item: Json, at) => visit(item, [...path, at]));
    else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    } else if (typeof value === 'string' && path.at(-1) !== 'description' && endsLoosely(value)) {
      const range = file.rangeOf(path);
      // In quotes, or in a block, every character is meant.
      if (file.source.text.slice(range.start, range.end) !== value) return;
      const quote = value.slice(-1);
      report.warning('lost-quote', range, 'this ends with a quote, and does not begin with one', {
        hint: `did you mean ${quote}${value}?`,
      });
    }
  };
  visit(document as unknown as Json, []);
}

/**
 * Whether a text ends with a quote that belongs to no other one in it. `19"` is a measure, and what the
 * others' is are words.
 */
function endsLoosely(text: string): boolean {
  if (!/[^\d]"$|'$/.test(text) || /\s/.test(text)) return false;
  return text.split(text.slice(-1)).length % 2 === 0;
}
