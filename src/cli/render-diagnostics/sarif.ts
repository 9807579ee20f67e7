import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import {
  diagnosticTitles,
  type Diagnostic,
  type RelatedPlace,
} from '../../core/diagnostic/diagnostic.ts';
import { positionAt } from '../../core/diagnostic/source-file.ts';

/** Diagnostics as SARIF 2.1.0, which code scanning services read. `version` is the program's. */
export function renderDiagnosticsSarif(
  diagnostics: readonly Diagnostic[],
  version: string,
): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'perilune', semanticVersion: version, rules: rules() } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const codes = Object.keys(diagnosticTitles);

function rules(): ReportingDescriptor[] {
  return Object.entries(diagnosticTitles).map(([id, title]) => ({
    id,
    shortDescription: { text: sentence(title) },
  }));
}

function resultOf(diagnostic: Diagnostic): Result {
  const { code, severity, message, hint, related = [] } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: sentence(hint === undefined ? message : `${message}: ${hint}`) },
    locations: [locationOf(diagnostic)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, id) => ({
            id,
            ...locationOf(each),
            message: { text: sentence(each.message) },
          })),
        }),
  };
}

function locationOf({ file, range }: Pick<RelatedPlace, 'file' | 'range'>): Location {
  const start = positionAt(file, range.start);
  const end = positionAt(file, Math.max(range.end, range.start));
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file.path) },
      region: {
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        endColumn: end.column,
      },
    },
  };
}

/** A relative reference, or a file URL for an absolute path. */
function uriOf(path: string): string {
  const encoded = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}
