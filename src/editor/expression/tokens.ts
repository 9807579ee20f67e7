import type { SourceRange } from '../../core/diagnostic/source-file.ts';

/** A word of an expression. */
export interface Token extends SourceRange {
  readonly kind: 'name' | 'number' | 'string' | 'mark';
  readonly text: string;
}

/** Cuts an expression into its words. Any text has some: it may be that it is only being typed. */
export function tokenize(expression: string): readonly Token[] {
  return [...expression.matchAll(word)].map((found) => {
    const { string, name, number } = found.groups ?? {};
    const kind =
      string !== undefined
        ? 'string'
        : name !== undefined
          ? 'name'
          : number === undefined
            ? 'mark'
            : 'number';
    return { kind, text: found[0], start: found.index, end: found.index + found[0].length };
  });
}

/** A string may lack its end. */
const word =
  /(?<string>[rRbB]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*(?:"|$|(?=\n))|'(?:\\[^]|[^'\\\n])*(?:'|$|(?=\n))))|(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?\w*)|\.\?|\[\?|[=!<>]=|&&|\|\||\S/g;

/** What a string token stands for, when it is a simple one. */
export function stringValue({ kind, text }: Token): string | null {
  if (kind !== 'string') return null;
  return /^(["'])([^\\]*)\1$/.exec(text)?.[2] ?? null;
}

/** Whether the text ends inside of a string. */
export function endsInString(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  return last?.kind === 'string' && !wholeString.test(last.text);
}

const wholeString = /^[rRbB]{0,2}(?:"""[^]*"""|'''[^]*'''|(["'])(?:\\[^]|(?!\1)[^\\\n])*\1)$/;

export function isDot(token: Token | undefined): boolean {
  return token?.text === '.' || token?.text === '.?';
}

/** The bracket that belongs to the closing one at `at`; -1 when there is none. */
export function openingOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let index = at; index >= 0; index -= 1) {
    const { kind, text } = tokens[index] ?? { kind: 'mark', text: '' };
    if (kind !== 'mark') continue;
    if (closing.has(text)) depth += 1;
    else if (opening.has(text)) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

export const opening = new Set(['(', '[', '[?', '{']);
export const closing = new Set([')', ']', '}']);
