import { visit, type Document, type YAMLError } from 'yaml';
import type { DiagnosticCode } from '../diagnostic/diagnostic.ts';
import type { SourceFile, SourceRange } from '../diagnostic/source-file.ts';

/** What is wrong with a text that is not valid YAML, and where. */
export interface YamlProblem {
  readonly code: DiagnosticCode;
  readonly range: SourceRange;
  readonly message: string;
  readonly hint?: string;
}

/** A complaint of the parser in words that say what to do. */
export function explainYamlError(
  error: YAMLError,
  source: SourceFile,
  document: Document,
): YamlProblem {
  const range = { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) };
  const known = knownMistakes[error.code];
  return (
    unquotedExpression(error, source) ??
    duplicateKey(error, source) ??
    (known === undefined ? null : { code: 'invalid-yaml', range, ...known }) ??
    openQuote(error, document) ??
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
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a value cannot hold a key on the same line',
    hint: 'a text with `: ` in it needs quotes',
  },
};

/** The `${{ … }}` without quotes that a parser's complaint is really about, if it is. */
function unquotedExpression(error: YAMLError, source: SourceFile): YamlProblem | null {
  const lineStart = source.text.lastIndexOf('\n', Math.max(0, error.pos[0] - 1)) + 1;
  const lineEnd = source.text.indexOf('\n', lineStart);
  const line = source.text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  for (const found of line.matchAll(/(?<=[[{,:]\s*)\$\{\{.*?(?:\}\}|$)/g)) {
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
      hint: `put quotes around it: '${text}'`,
    };
  }
  return null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function duplicateKey(error: YAMLError, source: SourceFile): YamlProblem | null {
  if (error.code !== 'DUPLICATE_KEY') return null;
  const [start] = error.pos;
  const key = /^(?:"[^"]*"|'[^']*'|[^:\s]+)/.exec(source.text.slice(start))?.[0] ?? '';
  const name = key.replace(/^(["'])(.*)\1$/, '$2');
  return {
    code: 'duplicate-key',
    range: { start, end: start + key.length },
    message: `the key "${name}" stands twice in this mapping`,
    hint: 'keep one',
  };
}

/** A quote that is never closed is noticed at the end of the file, but the mistake is where it opens. */
function openQuote(error: YAMLError, document: Document): YamlProblem | null {
  if (!/^Missing closing ["']quote/.test(error.message)) return null;
  let start: number | undefined;
  visit(document, {
    Scalar(_key, node) {
      if (node.range && node.range[1] >= error.pos[0]) [start] = node.range;
    },
  });
  if (start === undefined) return null;
  const range = { start, end: start + 1 };
  return { code: 'invalid-yaml', range, message: 'this quote is never closed', hint: 'close it' };
}

function plainly(error: YAMLError, range: SourceRange): YamlProblem {
  const [line = ''] = error.message.split('\n');
  const message = `this is not valid YAML: ${line.charAt(0).toLowerCase()}${line.slice(1)}`;
  const isIndentation = /indent|column|indicator/.test(line);
  return {
    code: 'invalid-yaml',
    range,
    message,
    ...(isIndentation ? { hint: 'look at the indentation of this line and the one before' } : {}),
  };
}
