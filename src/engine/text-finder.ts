/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Finds many texts in another one at once. */
export interface TextFinder {
  readonly isEmpty: boolean;
  /** Texts that are shorter than {@link shortestFound} are not looked for. */
  add(text: string): void;
  /** Where any of them stand, in order; those that overlap as one. */
  find(text: string): Stretch[];
}

/** How short a text may be that is looked for. */
export const shortestFound = 3;

/**
 * Looks for all texts in one pass, so that it costs about the same however many they are: the first
 * three characters of each are marked in a table, and only where they may fit is it compared.
 */
export function createTextFinder(): TextFinder {
  /** By the hash of three characters. */
  const mayStart = new Uint8Array(tableSize);
  const byStart = new Map<string, string[]>();

  /** Where the longest of the texts ends that stands at an offset; -1 when none does. */
  function endAt(text: string, at: number): number {
    const candidates = byStart.get(text.slice(at, at + shortestFound));
    const found = candidates?.find((each) => text.startsWith(each, at));
    return found === undefined ? -1 : at + found.length;
  }

  return {
    get isEmpty() {
      return byStart.size === 0;
    },
    add(text) {
      if (text.length < shortestFound) return;
      mayStart[hashAt(text, 0)] = 1;
      const start = text.slice(0, shortestFound);
      const others = byStart.get(start) ?? [];
      if (others.includes(text)) return;
      byStart.set(
        start,
        [...others, text].toSorted((a, b) => b.length - a.length),
      );
    },
    find(text) {
      const found: Stretch[] = [];
      for (let at = 0; at <= text.length - shortestFound; at += 1) {
        if (mayStart[hashAt(text, at)] === 0) continue;
        const end = endAt(text, at);
        if (end === -1) continue;
        const last = found.at(-1);
        if (last === undefined || at >= last.end) found.push({ start: at, end });
        else if (end > last.end) found[found.length - 1] = { start: last.start, end };
      }
      return found;
    },
  };
}

const tableSize = 0x4_0000;

function hashAt(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return ((first * 61 + second) * 61 + text.charCodeAt(at + 2)) & (tableSize - 1);
}
