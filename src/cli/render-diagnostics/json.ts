import type { Diagnostic, RelatedPlace } from '../../core/diagnostic/diagnostic.ts';
import { positionAt } from '../../core/diagnostic/source-file.ts';

/** Diagnostics for programs: a list of objects, lines and columns counted from 1. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics.map(asObject), null, 2)}\n`;
}

function asObject(diagnostic: Diagnostic): object {
  const { severity, code, message, hint, related = [] } = diagnostic;
  return {
    ...placeAsObject(diagnostic),
    severity,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(related.length === 0
      ? {}
      : { related: related.map((each) => ({ ...placeAsObject(each), message: each.message })) }),
  };
}

function placeAsObject({ file, range }: Pick<RelatedPlace, 'file' | 'range'>): object {
  const start = positionAt(file, range.start);
  const end = positionAt(file, range.end);
  return {
    file: file.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
