import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import type { EditedFile } from '../document/edited-file.ts';
import type { StepOutline } from '../document/outline.ts';
import type { NamedPlace } from '../document/spot.ts';
import { rangeIn } from '../position.ts';

/** The steps of a workflow, and what it declares, as a tree under its keys. */
export function symbolsOf(file: EditedFile): DocumentSymbol[] {
  const { keys, inputs, secrets, env, outputs, steps } = file.outline();
  const inside = new Map<string, readonly DocumentSymbol[]>([
    ['inputs', inputs.map((each) => leaf(file, each, SymbolKind.Variable))],
    ['secrets', secrets.map((each) => leaf(file, each, SymbolKind.Constant))],
    ['env', env.map((each) => leaf(file, each, SymbolKind.Constant))],
    ['outputs', outputs.map((each) => leaf(file, each, SymbolKind.Field))],
    ['steps', stepSymbols(file, steps, 'main')],
    ['finally', stepSymbols(file, steps, 'finally')],
  ]);
  return keys.flatMap((key): DocumentSymbol[] => {
    const children = inside.get(key.name);
    if (children === undefined) return [];
    const own = leaf(file, key, SymbolKind.Namespace);
    const end = children.at(-1)?.range.end ?? own.range.end;
    return [{ ...own, range: { start: own.range.start, end }, children: [...children] }];
  });
}

function stepSymbols(
  file: EditedFile,
  steps: readonly StepOutline[],
  phase: StepOutline['phase'],
): readonly DocumentSymbol[] {
  return steps
    .filter((step) => step.phase === phase)
    .map(({ id, uses, range }) => ({
      name: id?.name ?? '(no id)',
      ...(uses === null ? {} : { detail: uses.name }),
      kind: SymbolKind.Function,
      range: rangeIn(file.source, trimmed(file, range)),
      selectionRange: rangeIn(file.source, id?.range ?? { start: range.start, end: range.start }),
    }));
}

function leaf(file: EditedFile, { name, range }: NamedPlace, kind: SymbolKind): DocumentSymbol {
  const place = rangeIn(file.source, range);
  return { name, kind, range: place, selectionRange: place };
}

/** Without the blank lines after it. */
function trimmed({ source: { text } }: EditedFile, { start, end }: SourceRange): SourceRange {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
