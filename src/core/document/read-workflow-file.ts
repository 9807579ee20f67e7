import { parseDocument, type YAMLError } from 'yaml';
import type { Diagnostic, DiagnosticCode } from '../diagnostic/diagnostic.ts';
import type { SourceFile, SourceRange } from '../diagnostic/source-file.ts';
import { createWorkflowFile, type WorkflowFile } from './workflow-file.ts';

export type ReadResult =
  | { readonly ok: true; readonly file: WorkflowFile }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** How often aliases may be followed before a file counts as an attack. */
const maxAliases = 100;

/** Parses a file as YAML 1.2. The parser's warnings are errors: what is doubtful is not run. */
export function readWorkflowFile(source: SourceFile): ReadResult {
  const document = parseDocument(source.text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    stringKeys: true,
    strict: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const problems = [...document.errors, ...document.warnings];
  const [first] = problems.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first !== undefined) return refuse(source, explain(first, source));
  if (document.contents === null) {
    return refuse(source, {
      code: 'not-a-workflow',
      range: { start: 0, end: 0 },
      message: 'the file is empty',
      hint: 'a workflow has a `name:` and `steps:`; see workflows/ for examples',
    });
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { ok: true, file: createWorkflowFile(source, document, value) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(source, {
      code: 'invalid-yaml',
      range: { start: 0, end: 1 },
      message: `the aliases of this file unfold into too much (${reason})`,
      hint: 'write out what the aliases stand for',
    });
  }
}

interface Problem {
  readonly code: DiagnosticCode;
  readonly range: SourceRange;
  readonly message: string;
  readonly hint?: string;
}

function refuse(source: SourceFile, problem: Problem): ReadResult {
  return { ok: false, diagnostics: [{ severity: 'error', file: source, ...problem }] };
}

/** The `${{ … }}` without quotes that a parser's complaint is really about, if it is. */
function unquotedExpression(source: SourceFile, offset: number): SourceRange | null {
  const lineStart = source.text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const lineEnd = source.text.indexOf('\n', lineStart);
  const line = source.text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  for (const found of line.matchAll(/(?<=[[{,:]\s*)\$\{\{.*?(?:\}\}|$)/g)) {
    const before = line.slice(0, found.index);
    const open = count(before, /[{[]/g) - count(before, /[}\]]/g);
    const quoted = count(before, /'/g) % 2 === 1 || count(before, /"/g) % 2 === 1;
    if (open > 0 && !quoted) {
      const start = lineStart + found.index;
      return { start, end: start + found[0].trimEnd().length };
    }
  }
  return null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function explain(error: YAMLError, source: SourceFile): Problem {
  const expression = unquotedExpression(source, error.pos[0]);
  if (expression !== null) {
    return {
      code: 'unquoted-expression',
      range: expression,
      message: 'inside `{ }` or `[ ]`, YAML takes the braces of an expression for its own',
      hint: `put quotes around it: '${source.text.slice(expression.start, expression.end)}'`,
    };
  }
  const range = { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) };
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^:\s]+/.exec(source.text.slice(range.start))?.[0] ?? '';
      return {
        code: 'duplicate-key',
        range: { start: range.start, end: range.start + key.length },
        message: `the key "${key}" stands twice in this mapping`,
        hint: 'keep one',
      };
    }
    case 'TAB_AS_INDENT':
      return {
        code: 'invalid-yaml',
        range,
        message: 'a tab cannot indent in YAML',
        hint: 'use blanks',
      };
    case 'TAG_RESOLVE_FAILED':
      return {
        code: 'invalid-yaml',
        range,
        message: 'YAML takes a word that starts with `!` for a tag',
        hint: 'an expression that starts with `!` needs quotes or `${{ }}`',
      };
    case 'MULTIPLE_DOCS':
      return {
        code: 'invalid-yaml',
        range,
        message: 'one file holds one workflow',
        hint: 'remove what follows `---`',
      };
    default: {
      const message = `this is not valid YAML: ${lowerFirst(error.message.split('\n')[0] ?? '')}`;
      return { code: 'invalid-yaml', range, message };
    }
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
