import { isScalar, visit, type Document } from 'yaml';
import type { SourceRange } from '../diagnostic/source-file.ts';

/**
 * The first key that stands twice in one mapping, or `null`. The parser can look for this itself, but
 * compares every key with every other one.
 */
export function duplicateKey(document: Document): SourceRange | null {
  let found: SourceRange | null = null;
  visit(document, {
    Map(_, map) {
      const known = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || key.range == null) continue;
        if (known.has(key.value)) {
          found = { start: key.range[0], end: key.range[1] };
          return visit.BREAK;
        }
        known.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}
