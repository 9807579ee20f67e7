/** A text as one word of a command line, for any POSIX shell that can be copied to. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text)) return text;
  if (!/[\p{Cc}\p{Cf}]/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  // What cannot be seen, or would change what is seen, is spelled out.
  const spelled = text
    .replaceAll(/[\\']/g, String.raw`\$&`)
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, escaped);
  return `$'${spelled}'`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return String.raw`\U${code.toString(16).padStart(8, '0')}`;
}
