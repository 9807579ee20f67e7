/** Stands where a text was cut off, and nowhere else: what looks for secrets looks for the beginning of one there. */
export const cutMark = '…';

/** A text, or as much of its beginning as there is room for. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // A character of two units is left out as a whole: half of one is written in another way.
  const beginning = text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '');
  return `${beginning}${cutMark}`;
}
