import { isCollection, parseDocument, visit, type Document } from 'yaml';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceFile } from '../diagnostic/source-file.ts';
import { duplicateKey } from './duplicate-keys.ts';
import { explainDuplicateKey, explainYamlError, type YamlProblem } from './explain-yaml-error.ts';
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
    uniqueKeys: false,
    stringKeys: true,
    strict: true,
    // Tags of YAML 1.1, such as `!!binary`, stand for what JSON does not have.
    resolveKnownTags: false,
    prettyErrors: false,
    // Not `silent`, which is silent about a second document too.
    logLevel: 'error',
  });
  const problems = [...document.errors, ...document.warnings];
  const [first] = problems.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first !== undefined) return refuse(source, explainYamlError(first, source));
  if (document.contents === null) {
    return refuse(source, {
      code: 'not-a-workflow',
      range: { start: 0, end: 0 },
      message: 'the file is empty',
      hint: 'a workflow has a `name:` and `steps:`; see workflows/ for examples',
    });
  }
  const twice = duplicateKey(document);
  if (twice !== null) return refuse(source, explainDuplicateKey(twice, source));
  const alias = wrongAlias(document);
  if (alias !== null) return refuse(source, alias);
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

function refuse(source: SourceFile, problem: YamlProblem): ReadResult {
  return { ok: false, diagnostics: [{ severity: 'error', file: source, ...problem }] };
}

/** An alias that stands for nothing, or for what it is a part of: it could not be unfolded. */
function wrongAlias(document: Document): YamlProblem | null {
  const anchors = new Set<string>();
  let found: YamlProblem | null = null;
  visit(document, {
    Alias(_key, { source, range }, path) {
      const isInside = path.some((each) => isCollection(each) && each.anchor === source);
      if (anchors.has(source) && !isInside) return undefined;
      const [start, end] = range ?? [0, 1];
      found = {
        code: 'invalid-yaml',
        range: { start, end },
        message: isInside
          ? `this is a part of what "${source}" stands for`
          : `nothing before this is anchored as "${source}"`,
        hint: `write it out, or put quotes around the text`,
      };
      return visit.BREAK;
    },
    Value(_key, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
  });
  return found;
}
