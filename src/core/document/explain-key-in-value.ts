import type { SourceFile, SourceRange } from '../diagnostic/source-file.ts';
import type { YamlProblem } from './explain-yaml-error.ts';
import { quotedText } from './quoted-text.ts';

/** What is longer is not repeated in a hint. */
const longestQuoted = 60;

/** A key where the parser was reading a value already: why it is taken for one. */
export function explainKeyInValue(start: number, source: SourceFile): YamlProblem {
  const { line, value } = linesAt(start, source.text);
  const dash = /^\s*-(?=[\w"'])/.exec(line.text)?.[0];
  if (dash !== undefined) {
    const end = line.start + dash.length;
    return problem({ start: end - 1, end }, 'this `-` is a part of the word after it', {
      hint: 'a `-` that starts an item of a list needs a blank after it',
    });
  }
  const isHere = /:(?:\s|$)/.test(value);
  const next = isHere ? null : nextLine(line.end, source.text);
  if (next !== null) {
    return problem(next, 'this is indented as if it belonged to the value before', {
      hint: 'keys of one mapping start at the same column',
    });
  }
  const range = { start, end: start + Math.max(1, value.length) };
  const quoted = value.length > longestQuoted ? '' : `: ${quotedText(value)}`;
  return / \? .* : /.test(value)
    ? problem(range, 'YAML takes the `:` of `… ? … : …` for the end of a key', {
        hint: `put quotes around all of it${quoted}`,
      })
    : problem(range, 'a value cannot hold a key on the same line', {
        hint: `a text with \`: \` in it needs quotes${quoted}`,
      });
}

function problem(range: SourceRange, message: string, { hint }: { hint: string }): YamlProblem {
  return { code: 'invalid-yaml', range, message, hint };
}

interface LineAt {
  readonly line: { readonly text: string; readonly start: number; readonly end: number };
  /** What stands on the line from the given place on, without a comment. */
  readonly value: string;
}

function linesAt(at: number, text: string): LineAt {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const value = text.slice(at, end).split(/\s#/, 1)[0] ?? '';
  return { line: { text: text.slice(start, end), start, end }, value: value.trimEnd() };
}

/** The next line that says something; a comment or nothing says nothing. */
function nextLine(from: number, text: string): SourceRange | null {
  const found = /\n[^\S\n]*(?![\s#])([^\n]+)/g;
  found.lastIndex = from;
  const match = found.exec(text);
  const words = match?.[1]?.trimEnd();
  if (match === null || words === undefined) return null;
  const start = match.index + match[0].length - (match[1]?.length ?? 0);
  return { start, end: start + words.length };
}
