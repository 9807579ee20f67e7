import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import type { DocumentPath } from '../../core/document/workflow-file.ts';
import type { EditedFile } from '../document/edited-file.ts';
import type { NamedPlace } from '../document/spot.ts';
import { namedPlace } from '../document/spot.ts';
import { expressionsOf, expressionWordAt, type FoundExpression } from './expression-at.ts';
import { isDot, stringValue, type Token } from './tokens.ts';

/** Something that a workflow declares, and that its expressions can name. */
export interface WorkflowSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
}

export type SymbolKind = 'steps' | 'inputs' | 'secrets' | 'env';

/** A place that declares or names a symbol. */
export interface Occurrence {
  readonly range: SourceRange;
  readonly isDeclaration: boolean;
}

/** The symbol whose name is at an offset, and where that name stands. */
export function symbolAt(
  file: EditedFile,
  offset: number,
): { readonly symbol: WorkflowSymbol; readonly range: SourceRange } | null {
  const word = expressionWordAt(file, offset);
  if (word !== null) {
    const symbol = symbolOfToken(word.tokens, word.at);
    return symbol && { symbol, range: word.inFile(nameRange(word.tokens, word.at)) };
  }
  const spot = file.spotAt(offset);
  const place = spot && namedPlace(spot.node, spot.part);
  if (spot === null || place === null) return null;
  const kind = kindOfPath(spot.path, spot.on);
  return kind && { symbol: { kind, name: place.name }, range: place.range };
}

/** Every place of a file that declares or names a symbol, in the order of the file. */
export function occurrencesOf(file: EditedFile, symbol: WorkflowSymbol): readonly Occurrence[] {
  const isMeant = ({ name }: NamedPlace) => name === symbol.name;
  const outline = file.outline();
  const declared = declarations(file, symbol.kind).filter(isMeant);
  const needs = symbol.kind === 'steps' ? outline.steps.flatMap((step) => step.needs) : [];
  return [
    ...declared.map(({ range }) => ({ range, isDeclaration: true })),
    ...[
      ...needs.filter(isMeant).map(({ range }) => range),
      ...namedInExpressions(file, symbol),
    ].map((range) => ({ range, isDeclaration: false })),
  ].toSorted((a, b) => a.range.start - b.range.start);
}

/** Where a file declares its symbols of a kind. */
export function declarations(file: EditedFile, kind: SymbolKind): readonly NamedPlace[] {
  const { steps, inputs, secrets, env } = file.outline();
  switch (kind) {
    case 'steps':
      return steps.flatMap(({ id }) => id ?? []);
    case 'inputs':
      return inputs;
    case 'secrets':
      return secrets;
    case 'env':
      return env;
  }
}

/** The symbol that a word of an expression names: `create` of `steps.create` or `steps["create"]`. */
export function symbolOfToken(tokens: readonly Token[], at: number): WorkflowSymbol | null {
  const token = tokens[at];
  const before = tokens[at - 1];
  const root = tokens[at - 2];
  if (token === undefined || root?.kind !== 'name' || isDot(tokens[at - 3])) return null;
  const isIndex = (before?.text === '[' || before?.text === '[?') && tokens[at + 1]?.text === ']';
  const name = token.kind === 'name' ? (isDot(before) ? token.text : null) : stringValue(token);
  if (name === null || (token.kind === 'string' && !isIndex)) return null;
  return isKind(root.text) ? { kind: root.text, name } : null;
}

function isKind(text: string): text is SymbolKind {
  return text === 'steps' || text === 'inputs' || text === 'secrets' || text === 'env';
}

function kindOfPath(path: DocumentPath, on: 'key' | 'value'): SymbolKind | null {
  const [first, , key] = path;
  if (on === 'key') {
    return path.length === 2 && (first === 'inputs' || first === 'env') ? first : null;
  }
  if (first === 'secrets' && path.length === 2) return first;
  if (first !== 'steps' && first !== 'finally') return null;
  const isName = (key === 'id' && path.length === 3) || (key === 'needs' && path.length === 4);
  return isName ? 'steps' : null;
}

function namedInExpressions(file: EditedFile, symbol: WorkflowSymbol): readonly SourceRange[] {
  return file
    .parts()
    .filter(({ parsed: { text } }) => text.includes(symbol.name) && text.includes(symbol.kind))
    .flatMap((part) => [...expressionsOf(part)].flatMap((found) => rangesIn(found, symbol)));
}

function rangesIn(
  { tokens, inFile }: FoundExpression,
  { kind, name }: WorkflowSymbol,
): SourceRange[] {
  return tokens.flatMap((_, at) => {
    const named = symbolOfToken(tokens, at);
    return named?.kind === kind && named.name === name ? [inFile(nameRange(tokens, at))] : [];
  });
}

/** Where the name itself is: of a string, what is between its quotes. */
function nameRange(tokens: readonly Token[], at: number): SourceRange {
  const { kind, start, end } = tokens[at] ?? { kind: 'mark', start: 0, end: 0 };
  return kind === 'string' ? { start: start + 1, end: end - 1 } : { start, end };
}
