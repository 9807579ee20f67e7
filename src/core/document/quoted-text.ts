/** A text in quotes, as YAML wants them; preferably in single ones, in which nothing has to be escaped. */
export function quotedText(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
