/** A text in which no character can move the cursor, change colours or hide: those are spelt out. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const escaped = JSON.stringify(character).slice(1, -1);
    if (escaped !== character) return escaped;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
