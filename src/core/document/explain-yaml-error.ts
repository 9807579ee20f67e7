import type { YAMLError } from 'yaml';
import type { DiagnosticCode } from '../diagnostic/diagnostic.ts';
import type { SourceFile, SourceRange } from '../diagnostic/source-file.ts';
import { explainKeyInValue } from './explain-key-in-value.ts';
import { quotedText } from './quoted-text.ts';

/** What is wrong with a text that is not valid YAML, and where. */
export interface YamlProblem {
  readonly code: DiagnosticCode;
  readonly range: SourceRange;
  readonly message: string;
  readonly hint?: string;
}

/** A complaint of the parser in words that say what to do. */
export function explainYamlError(error: YAMLError, source: SourceFile): YamlProblem {
  const range = { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) };
  const known = knownMistakes[error.code];
  return (
    unquotedExpression(error, source) ??
    (known === undefined ? null : { code: 'invalid-yaml', range, ...known }) ??
    (error.code === 'BLOCK_AS_IMPLICIT_KEY' ? explainKeyInValue(error.pos[0], source) : null) ??
    strangeBlank(error, source) ??
    openQuote(error, source) ??
    lostSeparator(error, source) ??
    openBracket(error, source) ??
    plainly(error, range)
  );
}

const knownMistakes: Readonly<Partial<Record<string, { message: string; hint: string }>>> = {
  TAB_AS_INDENT: { message: 'a tab cannot indent in YAML', hint: 'use blanks' },
  TAG_RESOLVE_FAILED: {
    message: 'YAML takes a word that starts with `!` for a tag',
    hint: 'an expression that starts with `!` needs quotes or `${{ }}`',
  },
  MULTIPLE_DOCS: { message: 'one file holds one workflow', hint: 'remove what follows `---`' },
};

/** The `${{ … }}` without quotes that a parser's complaint is really about, if it is. */
function unquotedExpression(error: YAMLError, source: SourceFile): YamlProblem | null {
  const lineStart = source.text.lastIndexOf('\n', Math.max(0, error.pos[0] - 1)) + 1;
  const lineEnd = source.text.indexOf('\n', lineStart);
  const line = source.text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  for (const found of line.matchAll(expressionInFlow)) {
    const before = line.slice(0, found.index);
    const open = count(before, /[{[]/g) - count(before, /[}\]]/g);
    const quoted = count(before, /'/g) % 2 === 1 || count(before, /"/g) % 2 === 1;
    if (open <= 0 || quoted) continue;
    const start = lineStart + found.index;
    const text = found[0].trimEnd();
    return {
      code: 'unquoted-expression',
      range: { start, end: start + text.length },
      message: 'inside `{ }` or `[ ]`, YAML takes the braces of an expression for its own',
      hint: `put quotes around it: ${quotedText(text)}`,
    };
  }
  return null;
}

/** A value that is an expression, or a plain text that holds one; the text has no end of its own. */
const expressionInFlow = new RegExp(
  [
    String.raw`(?<=[[{,:]\s*)`,
    String.raw`(?:[^\s"'[\]{},#&*!|>%@\`$](?:[^"'[\]{},#$:]|:(?!\s)){0,200})?`,
    String.raw`\$\{\{.*?(?:\}\}[^\s"'[\]{},#]*|$)`,
  ].join(''),
  'g',
);

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** A key that stands twice in one mapping, at its second place. */
export function explainDuplicateKey(range: SourceRange, source: SourceFile): YamlProblem {
  const name = source.text.slice(range.start, range.end).replace(/^(["'])(.*)\1$/, '$2');
  const message = `the key "${name}" stands twice in this mapping`;
  return { code: 'duplicate-key', range, message, hint: 'keep one' };
}

/**
 * A quote that is never closed is noticed at the end of the file, or where the next one opens; the
 * mistake is where a quoted text runs over the end of its line.
 */
function openQuote(error: YAMLError, source: SourceFile): YamlProblem | null {
  const { quote } = openEnds(source.text);
  if (quote === null) return null;
  const isAboutIt = /quote/.test(error.message) || error.pos[0] > quote;
  if (!isAboutIt) return null;
  const range = { start: quote, end: quote + 1 };
  return { code: 'invalid-yaml', range, message: 'this quote is never closed', hint: 'close it' };
}

/** What looks like a blank and is none, as it comes from a web page or a word processor. */
function strangeBlank(error: YAMLError, source: SourceFile): YamlProblem | null {
  const [start, end] = error.pos;
  const found = /[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/.exec(source.text.slice(start, end));
  if (found === null) return null;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'invalid-yaml',
    range: { start: start + found.index, end: start + found.index + 1 },
    message: `this is no blank to YAML (it is U+${code})`,
    hint: 'replace it with a plain blank',
  };
}

/** Two values beside each other on one line of a mapping or list with brackets. */
function lostSeparator(error: YAMLError, source: SourceFile): YamlProblem | null {
  const separators = /^Missing (, or :|,) between flow/.exec(error.message)?.[1];
  const [start] = error.pos;
  const line = source.text.slice(source.text.lastIndexOf('\n', start) + 1, start);
  if (separators === undefined || !/[^\s[{,:][^\S\n]+$/.test(line)) return null;
  return {
    code: 'invalid-yaml',
    range: { start, end: start + 1 },
    message: `a \`${separators.replace(' or ', '` or `')}\` is missing before this`,
  };
}

/** A bracket that is never closed is noticed lines later. */
function openBracket(error: YAMLError, source: SourceFile): YamlProblem | null {
  if (!/flow (?:map|sequence|collection)|must end with|sufficiently indented/i.test(error.message))
    return null;
  const { bracket } = openEnds(source.text.slice(0, error.pos[0]));
  if (bracket === null) return null;
  const mark = source.text.charAt(bracket);
  const range = { start: bracket, end: bracket + 1 };
  const message = `this \`${mark}\` is never closed`;
  return {
    code: 'invalid-yaml',
    range,
    message,
    hint: `close it with \`${mark === '{' ? '}' : ']'}\``,
  };
}

interface OpenEnds {
  /** The last bracket that is open at the end of the text. */
  readonly bracket: number | null;
  /** The first quoted text that does not end. */
  readonly quote: number | null;
}

/**
 * What a line may start with that goes on with a quoted text: nobody writes a key or a dash there, so
 * a quote that runs over one was not closed.
 */
const goesOn = String.raw`\n(?![^\S\n]*(?:- |[\w-]+:\s))`;

const tokens = new RegExp(
  [
    String.raw`\$\{\{.*?\}\}`,
    String.raw`(?<=^|[\s,[{])'(?:[^'\n]|''|${goesOn})*'(?!')`,
    String.raw`(?<=^|[\s,[{])"(?:[^"\\\n]|\\[^]|${goesOn})*"`,
    String.raw`(?<=^|[\s,[{])["']`,
    String.raw`(?<=^|\s)#.*`,
    String.raw`[[\]{}]`,
  ].join('|'),
  'gm',
);

/** Reads a text as far as brackets, quotes, comments and expressions go, and says what stays open. */
function openEnds(text: string): OpenEnds {
  const brackets: number[] = [];
  let quote: number | null = null;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '"' || token === "'") quote ??= index;
    else if (token === '{' || token === '[') brackets.push(index);
    else if (token === '}' || token === ']') brackets.pop();
  }
  return { bracket: brackets.at(-1) ?? null, quote };
}

function plainly(error: YAMLError, range: SourceRange): YamlProblem {
  const [line = ''] = error.message.split('\n');
  if (/call stack|stack overflow/i.test(line)) {
    const message = 'this is nested too deeply to be read';
    return { code: 'invalid-yaml', range, message, hint: 'a workflow needs a few levels only' };
  }
  const message = `this is not valid YAML: ${line.charAt(0).toLowerCase()}${line.slice(1)}`;
  const hint = hints.find(([pattern]) => pattern.test(line))?.[1];
  return { code: 'invalid-yaml', range, message, ...(hint !== undefined && { hint }) };
}

/** What to do about complaints that the parser has words enough for. */
const hints: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/cannot start with/, 'put quotes around the text'],
  [/escape sequence/, 'inside `" "` write `\\\\` for one `\\`, or use single quotes'],
  [/scalar at node end/, "the quotes end before this: inside `' '` a quote is written twice"],
  [/indent|column|indicator/, 'look at the indentation of this line and the one before'],
];
