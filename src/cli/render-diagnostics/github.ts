import type { Diagnostic } from '../../core/diagnostic/diagnostic.ts';
import { positionAt } from '../../core/diagnostic/source-file.ts';

/**
 * Diagnostics as commands of a GitHub Actions runner, which shows them at the lines of a change:
 * `::error file=a.yaml,line=3,col=5,…::message`.
 */
export function renderDiagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((each) => `${command(each)}\n`).join('');
}

function command({ severity, file, range, code, message, hint }: Diagnostic): string {
  const start = positionAt(file, range.start);
  const end = positionAt(file, range.end);
  const properties = {
    file: file.path,
    line: String(start.line),
    // The runner ignores columns of what spans several lines.
    ...(start.line === end.line
      ? { col: String(start.column), endColumn: String(end.column) }
      : { endLine: String(end.line) }),
    title: code,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${severity} ${list.join(',')}::${escapeData(text)}`;
}

/** What ends a command or a line is percent-encoded, as the runner decodes it. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
