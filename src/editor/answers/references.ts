import type { Location } from 'vscode-languageserver';
import type { EditedFile } from '../document/edited-file.ts';
import { occurrencesOf, symbolAt } from '../expression/symbol.ts';
import { rangeIn } from '../position.ts';

/** Every place that names what is named at an offset: a step, an input, a secret, a variable. */
export function referencesAt(
  file: EditedFile,
  offset: number,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): Location[] {
  const found = symbolAt(file, offset);
  if (found === null) return [];
  return occurrencesOf(file, found.symbol)
    .filter(({ isDeclaration }) => includeDeclaration || !isDeclaration)
    .map(({ range }) => ({ uri: file.source.path, range: rangeIn(file.source, range) }));
}
