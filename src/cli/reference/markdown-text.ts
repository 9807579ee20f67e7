/** A text as a cell of a Markdown table. */
export function cell(text: string): string {
  return outsideCode(text.replaceAll(/\s+/g, ' ').trim()).replaceAll('|', String.raw`\|`);
}

/** A table; columns that are empty in every row are left out. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const used = head.flatMap((_, column) =>
    rows.some((row) => (row[column] ?? '') !== '') ? [column] : [],
  );
  const line = (cells: readonly string[]) =>
    `| ${used.map((column) => cell(cells[column] ?? '')).join(' | ')} |`;
  return [line(head), `| ${used.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

/** What Markdown would take for HTML is spelt out; code it leaves alone. */
export function outsideCode(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');
}

/** A text as code, whatever it holds; also inside a table. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
