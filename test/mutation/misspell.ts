import { nearest } from '../../src/core/diagnostic/nearest.ts';

export interface Misspelling {
  readonly text: string;
  /** The name that was meant, unless another one is as near. */
  readonly meant?: string;
}

/**
 * A name with one slip of the pen: a letter lost, doubled, swapped with its neighbour, or another
 * one. What happens to be one of the `others` is left out.
 */
export function misspellings(name: string, others: Iterable<string>): readonly Misspelling[] {
  const siblings = new Set(others);
  siblings.delete(name);
  const at = middleLetter(name);
  const slips = new Set([
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + (name[at] ?? '') + name.slice(at),
    swapped(name),
    name.slice(0, at) + (name[at] === 'q' ? 'k' : 'q') + name.slice(at + 1),
  ]);
  return [...slips]
    .filter((slip) => /^[A-Za-z_]/.test(slip) && slip !== name && !siblings.has(slip))
    .map((text) => (nearest(text, siblings) === undefined ? { text, meant: name } : { text }));
}

/** A letter in the middle, so that the first one stays: slips at the start are rare. */
function middleLetter(name: string): number {
  const from = Math.max(1, Math.floor(name.length / 2));
  const at = name.slice(from).search(/[A-Za-z]/);
  return at === -1 ? name.length - 1 : from + at;
}

/** The first two neighbours after the start that differ, the other way round. */
function swapped(name: string): string {
  for (let at = Math.min(1, name.length - 2); at >= 0 && at < name.length - 1; at += 1) {
    const [first = '', second = ''] = name.slice(at, at + 2);
    if (first !== second && /^[a-z]{2}$/i.test(first + second)) {
      return name.slice(0, at) + second + first + name.slice(at + 2);
    }
  }
  return name;
}
