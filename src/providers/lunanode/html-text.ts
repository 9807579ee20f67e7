const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  apos: "'",
};

/**
 * Text as it was before the API escaped it for HTML, which it does with everything that it echoes
 * (seen in captured answers for the status and for error texts). An entity that is none stays.
 */
export function unescapeHtml(text: string): string {
  return text.replaceAll(
    /&(?:(?<name>lt|gt|quot|amp|apos)|#(?<decimal>\d{1,7})|#[xX](?<hex>[\da-fA-F]{1,6}));/g,
    (entity, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return entities[name] ?? entity;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return isCharacter(code) ? String.fromCodePoint(code) : entity;
    },
  );
}

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
}
