import type { SourceRange } from '../../core/diagnostic/source-file.ts';
import type { EditedFile } from '../document/edited-file.ts';
import { embeddedExpressions } from '../document/embedded-expressions.ts';
import type { Part } from '../document/part.ts';
import { scalarText } from '../document/scalar-text.ts';
import { valuesIn, type Spot } from '../document/spot.ts';
import { siteOf, type Site } from './site.ts';
import { tokenize, type Token } from './tokens.ts';

/** An expression of a file, valid or not. */
export interface FoundExpression {
  readonly site: Site;
  readonly tokens: readonly Token[];
  /** The place in the file of a stretch of the expression. */
  readonly inFile: (range: SourceRange) => SourceRange;
}

/** The word of an expression at an offset of a file, its end included. */
export interface FoundWord extends FoundExpression {
  /** Index of the word. */
  readonly at: number;
}

export function expressionWordAt(file: EditedFile, offset: number): FoundWord | null {
  const spot = file.spotAt(offset);
  if (spot === null) return null;
  for (const found of expressionsIn(spot)) {
    const at = found.tokens.findIndex((token) => {
      const { start, end } = found.inFile(token);
      return token.kind !== 'mark' && start <= offset && offset <= end;
    });
    if (at !== -1) return { ...found, at };
  }
  return null;
}

/** Every expression of a part of a file. */
export function* expressionsOf(part: Part): Generator<FoundExpression> {
  for (const spot of valuesIn(part)) yield* expressionsIn(spot);
}

/** The expressions that the value at a spot holds, if it is at a place for them. */
function expressionsIn({ on, path, node, part }: Spot): readonly FoundExpression[] {
  const site = on === 'value' ? siteOf(path) : null;
  if (site === null) return [];
  const { text, inFile } = scalarText(node, part);
  const embedded = embeddedExpressions(text);
  if (embedded.length === 0 && !site.isBare) return [];
  const inners = embedded.length === 0 ? [{ start: 0, end: text.length }] : embedded.map(inner);
  return inners.map(({ start, end }) => ({
    site,
    tokens: tokenize(text.slice(start, end)),
    inFile: (range) => inFile({ start: start + range.start, end: start + range.end }),
  }));
}

function inner({ inner: range }: { readonly inner: SourceRange }): SourceRange {
  return range;
}
