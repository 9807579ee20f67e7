import { maskExpressions } from './embedded-expressions.ts';

/**
 * A text that is being typed, as long as before, without what YAML would understand least: the
 * braces of expressions, and words that are going to be keys.
 */
export function tolerable(text: string): string {
  const lines = maskExpressions(text).split('\n');
  return lines.map((line, at) => withoutHalfKey(line, lines[at + 1] ?? '')).join('\n');
}

/** Without its `:`, a key would become one with that of the next line; a remark does no harm. */
function withoutHalfKey(line: string, next: string): string {
  const [, before = '', word] = /^((?: |- )*)([\w-]+)\s*$/.exec(line) ?? [];
  const indent = /^ *(?=[\w-]+:(?:\s|$))/.exec(next)?.[0].length;
  return word === undefined || indent !== before.length
    ? line
    : `${before}#${line.slice(before.length + 1)}`;
}
