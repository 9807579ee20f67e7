import type { SourceRange } from '../../core/diagnostic/source-file.ts';

/** A `${{ … }}` in a text that need not be valid YAML. */
export interface EmbeddedExpression extends SourceRange {
  /** What stands between the braces. */
  readonly inner: SourceRange;
}

/**
 * Finds the expressions in a text, also those that are only being typed: one that is not closed ends
 * with its line, or before the quote or brace that closes what is around it.
 */
export function embeddedExpressions(text: string): readonly EmbeddedExpression[] {
  const found: EmbeddedExpression[] = [];
  for (let open = text.indexOf('${{'); open !== -1;) {
    const start = open + 3;
    const close = closeOf(text, start);
    const innerEnd = close ?? openEnd(text, start);
    const end = close === null ? innerEnd : close + 2;
    found.push({ start: open, end, inner: { start, end: innerEnd } });
    open = text.indexOf('${{', end);
  }
  return found;
}

/** The same text, as long as before, with letters in place of expressions: nothing that YAML knows. */
export function maskExpressions(text: string): string {
  let masked = '';
  let from = 0;
  for (const { start, end } of embeddedExpressions(text)) {
    masked += text.slice(from, start) + text.slice(start, end).replaceAll(/\S/g, 'x');
    from = end;
  }
  return masked + text.slice(from);
}

/** Where the `}}` of an expression is; `null` when it has none. */
function closeOf(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"' || character === "'") {
      at = endOfString(text, at);
    } else if (character === '{') {
      // A new expression can only start when the one before was left open.
      if (text.startsWith('${{', at - 1)) return null;
      depth += 1;
    } else if (character === '}') {
      if (depth === 0) return text[at + 1] === '}' ? at : null;
      depth -= 1;
    }
  }
  return null;
}

/** A quote without its fellow on the same line stands for itself. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at;
  }
  return start;
}

function openEnd(text: string, start: number): number {
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start)) ?? [];
  const brace = line.indexOf('}');
  const end = brace === -1 ? line.length : brace;
  const quote = /["']\s*$/.exec(line.slice(0, end))?.index;
  return start + (quote ?? end);
}
