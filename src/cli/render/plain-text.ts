import { stripVTControlCharacters } from 'node:util';

/**
 * A text from outside as one line: whatever would move the cursor, change colours or reorder what is
 * read is taken out, and every run of white space is one space.
 */
export function plainLine(text: string): string {
  return harmless(text).replaceAll(/\s+/g, ' ').trim();
}

/** The same, line by line; empty lines are left out. */
export function plainLines(text: string): string[] {
  return harmless(text)
    .split(/\r?\n|\r/)
    .map((line) =>
      line
        .replaceAll('\t', '  ')
        .replaceAll(/\p{Cc}/gu, '')
        .trimEnd(),
    )
    .filter((line) => line !== '');
}

function harmless(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/(?!\s)\p{Cc}/gu, '')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
