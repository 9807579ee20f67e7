/**
 * A text as lines of at most `room` characters. Words stay whole unless one of them alone is too
 * long; line breaks in the text count as blanks.
 */
export function foldText(text: string, room: number): string[] {
  return foldWords(text.split(/\s+/).filter(Boolean), room);
}

/** The same for words that may hold blanks, and then are not broken at them. */
export function foldWords(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length <= room) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = cut(word, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

/** Pieces of at most `room` characters; never through the middle of one that takes two units. */
function cut(word: string, room: number): string[] {
  if (word.length <= room) return [word];
  const size = Math.max(1, room);
  const characters = Array.from(word);
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, at) =>
    characters.slice(at * size, (at + 1) * size).join(''),
  );
}
