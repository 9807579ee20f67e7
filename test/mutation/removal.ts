import { isMap } from 'yaml';
import type { Edit } from './mutant.ts';
import { rangeOf, type PlacedNode } from './subject.ts';

/**
 * Takes a member out of its mapping, of which it is one of `count`; the only one of a flow mapping
 * leaves `{ }` behind.
 */
export function removal({ key, node, parent }: PlacedNode, text: string, count: number): Edit {
  const start = key?.range?.[0] ?? 0;
  const { end } = rangeOf(node, text);
  if (isMap(parent) && parent.flow === true) {
    const after = /^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0;
    if (after > 0 || count === 1) return { range: { start, end: end + after }, by: '' };
    const before = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return { range: { start: start - before, end }, by: '' };
  }
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.indexOf('\n', end);
  return { range: { start: lineStart, end: lineEnd === -1 ? text.length : lineEnd + 1 }, by: '' };
}
