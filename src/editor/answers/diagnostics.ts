import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';
import type {
  Diagnostic as Finding,
  DiagnosticCode,
  RelatedPlace,
} from '../../core/diagnostic/diagnostic.ts';
import { readWorkflow, type Library } from '../../core/workflow/read-workflow.ts';
import type { EditedFile } from '../document/edited-file.ts';
import { rangeIn } from '../position.ts';

export interface DiagnosticsResult {
  readonly diagnostics: Diagnostic[];
  /** URIs of the files that were looked at besides: when one changes, this may too. */
  readonly reads: ReadonlySet<string>;
}

/** Everything that `perilune validate` says about a file, as an editor shows it. */
export function diagnosticsOf(file: EditedFile, library: Library): DiagnosticsResult {
  const read = tracked(library);
  const { diagnostics: findings } = readWorkflow(file.source, read.library);
  const own = findings.filter((each) => each.file.path === file.source.path);
  const elsewhere = findings.filter((each) => each.file.path !== file.source.path);
  return {
    diagnostics: [...own.map(asDiagnostic), ...ofSubWorkflows(file, elsewhere, read)],
    reads: new Set(read.readBy.keys()),
  };
}

function asDiagnostic({
  code,
  severity,
  file,
  range,
  message,
  hint,
  related,
}: Finding): Diagnostic {
  const replacement = hint === undefined ? undefined : replacementIn(hint);
  return {
    range: rangeIn(file, range),
    severity: severityOf(severity),
    code,
    source: 'perilune',
    message: hint === undefined ? message : `${message}\n${hint}`,
    ...(unnecessary.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related === undefined ? {} : { relatedInformation: related.map(asRelated) }),
    ...(replacement === undefined ? {} : { data: { replacement } }),
  };
}

const unnecessary: ReadonlySet<DiagnosticCode> = new Set(['redundant-need']);

function severityOf(severity: Finding['severity']): DiagnosticSeverity {
  return severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
}

function asRelated({ file, range, message }: RelatedPlace): DiagnosticRelatedInformation {
  return { location: { uri: file.path, range: rangeIn(file, range) }, message };
}

/** What a hint says to write instead. */
function replacementIn(hint: string): string | undefined {
  const found = /^(?:did you mean "|put quotes around it: |write )(?<text>.+?)(?:"\?)?$/.exec(hint);
  const text = found?.groups?.['text'];
  return hint.startsWith('write') && text?.startsWith('[') !== true ? undefined : text;
}

interface TrackedLibrary {
  readonly library: Library;
  /** For each file that was read: which file asked for it, and under which name. */
  readonly readBy: ReadonlyMap<string, { readonly parent: string; readonly name: string }>;
}

function tracked(library: Library): TrackedLibrary {
  const readBy = new Map<string, { parent: string; name: string }>();
  return {
    readBy,
    library: {
      ...library,
      readFile: (from, name) => {
        const source = library.readFile(from, name);
        if (source !== null && !readBy.has(source.path)) {
          readBy.set(source.path, { parent: from.path, name });
        }
        return source;
      },
    },
  };
}

/** Mistakes in the files that steps run are shown at those steps, with the places as links. */
function ofSubWorkflows(
  file: EditedFile,
  findings: readonly Finding[],
  { readBy }: TrackedLibrary,
): Diagnostic[] {
  const byName = Map.groupBy(findings, (each) => nameInParent(each.file.path, file, readBy));
  return file.outline().steps.flatMap((step): Diagnostic[] => {
    const inside = byName.get(step.file?.name ?? null);
    if (step.file === null || inside === undefined) return [];
    const isError = inside.some(({ severity }) => severity === 'error');
    const count = inside.length === 1 ? 'a mistake' : `${inside.length} mistakes`;
    return [
      {
        range: rangeIn(file.source, step.file.range),
        severity: severityOf(isError ? 'error' : 'warning'),
        code: 'sub-workflow',
        source: 'perilune',
        message: `"${step.file.name}" has ${count}: ${inside[0]?.message ?? ''}`,
        relatedInformation: inside.map(asRelated),
      },
    ];
  });
}

/** The name under which a file asked for the file in which, however deep, another one is run. */
function nameInParent(
  path: string,
  { source }: EditedFile,
  readBy: TrackedLibrary['readBy'],
): string | null {
  const seen = new Set<string>();
  for (let at = readBy.get(path); at !== undefined; at = readBy.get(at.parent)) {
    if (at.parent === source.path) return at.name;
    if (seen.has(at.parent)) return null;
    seen.add(at.parent);
  }
  return null;
}
