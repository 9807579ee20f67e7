import { cutMark } from '../core/shorten.ts';
import { joinParts, withoutGaps } from './broken-text.ts';
import { createTextFinder, merged, type Stretch } from './text-finder.ts';

/** Hides texts in others: whole ones, the beginnings of those that were cut off, and broken ones. */
export interface TextHider {
  add(text: string): void;
  hideIn(text: string): string;
  /** The same in the parts of a text that was split: also what is whole only when they are together. */
  hideInParts(parts: readonly string[]): string[];
}

/** What is shorter is not looked for across blanks and lines: it could come about by chance. */
const shortestBroken = 16;

/** @param mark What is shown instead. */
export function createTextHider(mark: string): TextHider {
  const finder = createTextFinder(cutMark);
  /** The longer ones, without blanks: for texts that were broken into lines, or into groups. */
  const brokenFinder = createTextFinder(cutMark);

  function placesIn(text: string): Stretch[] {
    if (finder.isEmpty) return [];
    const found = finder.find(text);
    const joined = brokenFinder.isEmpty ? null : joinParts(text);
    if (joined === null) return found;
    const broken = brokenFinder.find(joined.text).map((each) => joined.placeOf(each));
    return merged([...found, ...broken].toSorted((a, b) => a.start - b.start));
  }

  return {
    add(text) {
      finder.add(text);
      const whole = withoutGaps(text);
      if (whole.length >= shortestBroken) brokenFinder.add(whole);
    },
    hideIn: (text) => without(text, placesIn(text), mark),
    hideInParts(parts) {
      const places = placesIn(parts.join('\n'));
      let start = 0;
      return parts.map((each) => {
        const own = within(places, { start, end: start + each.length });
        start += each.length + 1;
        return without(each, own, mark);
      });
    },
  };
}

function without(text: string, places: readonly Stretch[], mark: string): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of places) {
    shown += text.slice(from, start) + mark;
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}

/** The parts of some stretches that are in another one, as stretches of that. */
function within(places: readonly Stretch[], whole: Stretch): Stretch[] {
  return places
    .filter(({ start, end }) => start < whole.end && end > whole.start)
    .map(({ start, end }) => ({
      start: Math.max(start, whole.start) - whole.start,
      end: Math.min(end, whole.end) - whole.start,
    }));
}
