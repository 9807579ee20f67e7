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

/** How short a text may be that is looked for, and a beginning of one. */
export const shortestFound = 3;

/**
 * Looks for all texts in one pass, so that it costs about the same however many they are: the first
 * three characters of each are marked in a table, and only where they may fit is it compared.
 *
 * @param cutMark Before it, the beginning of one of the texts is enough.
 */
export function createTextFinder(cutMark: string | null = null): TextFinder {
  /** By the hash of three characters. */
  const mayStart = new Uint8Array(tableSize);
  const byStart = new Map<string, Group>();
  const known = new Set<string>();
  let longest = 0;

  /** Where the longest of the texts ends that stands at an offset; -1 when none does. */
  function endAt(text: string, at: number, cut: number): number {
    const group = byStart.get(text.slice(at, at + shortestFound));
    if (group === undefined) return -1;
    const candidates = longestFirst(group);
    const found = candidates.find((each) => text.startsWith(each, at));
    const end = found === undefined ? -1 : at + found.length;
    if (cut <= end || cut - at >= longest) return end;
    const beginning = text.slice(at, cut);
    return candidates.some((each) => each.startsWith(beginning)) ? cut : end;
  }

  function cutAfter(text: string, at: number): number {
    return cutMark === null ? -1 : text.indexOf(cutMark, at);
  }

  return {
    get isEmpty() {
      return byStart.size === 0;
    },
    add(text) {
      if (text.length < shortestFound || known.has(text)) return;
      known.add(text);
      mayStart[hashAt(text, 0)] = 1;
      longest = Math.max(longest, text.length);
      const start = text.slice(0, shortestFound);
      const group = byStart.get(start) ?? { texts: [], isSorted: true };
      byStart.set(start, group);
      group.texts.push(text);
      group.isSorted = false;
    },
    find(text) {
      const found: Stretch[] = [];
      let cut = cutAfter(text, 0);
      for (let at = 0; at <= text.length - shortestFound; at += 1) {
        if (mayStart[hashAt(text, at)] === 0) continue;
        if (cut !== -1 && cut < at) cut = cutAfter(text, at);
        const end = endAt(text, at, cut);
        if (end !== -1) found.push({ start: at, end });
      }
      return merged(found);
    },
  };
}

/** Texts that start alike. They are put in order when they are asked for, as many come at a time. */
interface Group {
  readonly texts: string[];
  isSorted: boolean;
}

function longestFirst(group: Group): readonly string[] {
  if (!group.isSorted) group.texts.sort((a, b) => b.length - a.length);
  group.isSorted = true;
  return group.texts;
}

/** Stretches in order of their starts, those that overlap as one. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of stretches) {
    const last = found.at(-1);
    if (last === undefined || start >= last.end) found.push({ start, end });
    else if (end > last.end) found[found.length - 1] = { start: last.start, end };
  }
  return found;
}

const tableSize = 0x4_0000;

function hashAt(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return ((first * 61 + second) * 61 + text.charCodeAt(at + 2)) & (tableSize - 1);
}
