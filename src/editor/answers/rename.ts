import type { Range, TextEdit } from 'vscode-languageserver';
import type { EditedFile } from '../document/edited-file.ts';
import { declarations, occurrencesOf, symbolAt } from '../expression/symbol.ts';
import { rangeIn } from '../position.ts';

/** What is renamed at an offset, if it can be: the id of a step. */
export function renamedAt(
  file: EditedFile,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | null {
  const found = symbolAt(file, offset);
  if (found?.symbol.kind !== 'steps') return null;
  return { range: rangeIn(file.source, found.range), placeholder: found.symbol.name };
}

export type RenameResult =
  | { readonly ok: true; readonly edits: TextEdit[] }
  /** Why it cannot be done. */
  | { readonly ok: false; readonly reason: string };

/** Gives the step at an offset another id, wherever it is named. */
export function renameAt(file: EditedFile, offset: number, newName: string): RenameResult {
  const found = symbolAt(file, offset);
  if (found?.symbol.kind !== 'steps') {
    return { ok: false, reason: 'only the id of a step can be renamed' };
  }
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(newName)) {
    const reason = 'an id has small letters, digits and "_", and starts with a letter';
    return { ok: false, reason };
  }
  const isTaken = declarations(file, 'steps').some(({ name }) => name === newName);
  if (isTaken && newName !== found.symbol.name) {
    return { ok: false, reason: `there is a step "${newName}" already` };
  }
  const edits = occurrencesOf(file, found.symbol).map(({ range }) => ({
    range: rangeIn(file.source, range),
    newText: newName,
  }));
  return { ok: true, edits };
}
